//! The folders of a TIFF, which most raw files are: where their JPEGs lie, and how the camera was held.

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use super::embedded::{Found, Inside, Source};

const MOST_FOLDERS: usize = 32;
const MOST_ENTRIES: usize = 512;

const COMPRESSION: u16 = 0x103;
const STRIP_OFFSETS: u16 = 0x111;
const ORIENTATION: u16 = 0x112;
const STRIP_LENGTHS: u16 = 0x117;
const SUB_FOLDERS: u16 = 0x14A;
const JPEG_TABLES: u16 = 0x15B;
const JPEG_OFFSET: u16 = 0x201;
const JPEG_LENGTH: u16 = 0x202;
/// Panasonic's own: the JPEG itself.
const JPEG_FROM_RAW: u16 = 0x2E;

/// Looks through the folders of the TIFF that begins at `base`. Anything else has none.
pub fn find<R: Read + Seek>(source: &mut Source<R>, base: u64) -> Found {
    let mut found = Found::default();
    let Some(head) = source.bytes(base, 8) else { return found };
    let Some(order) = Order::of(&head) else { return found };
    let mut to_do = vec![u64::from(order.long(&head[4..8]))];
    let mut done = BTreeSet::new();
    while let Some(at) = to_do.pop() {
        if at == 0 || done.len() >= MOST_FOLDERS || !done.insert(at) {
            continue;
        }
        let first = done.len() == 1;
        if let Some(folder) = Folder::read(source, order, base, at) {
            to_do.push(folder.next);
            to_do.extend(folder.numbers(source, SUB_FOLDERS));
            if first {
                let how = folder.numbers(source, ORIENTATION).first().copied();
                found.orientation = how.and_then(|n| u8::try_from(n).ok());
            }
            found.jpegs.extend(folder.jpegs(source));
        }
    }
    found
}

/// Which end of a number comes first.
#[derive(Clone, Copy)]
enum Order {
    Little,
    Big,
}

impl Order {
    fn of(head: &[u8]) -> Option<Self> {
        match head.get(..4)? {
            // TIFF, Panasonic, Olympus twice.
            b"II*\0" | b"IIU\0" | b"IIRO" | b"IIRS" => Some(Self::Little),
            b"MM\0*" | b"MMOR" => Some(Self::Big),
            _ => None,
        }
    }

    fn short(self, bytes: &[u8]) -> u16 {
        let pair = [bytes[0], bytes[1]];
        match self {
            Self::Little => u16::from_le_bytes(pair),
            Self::Big => u16::from_be_bytes(pair),
        }
    }

    fn long(self, bytes: &[u8]) -> u32 {
        let four = [bytes[0], bytes[1], bytes[2], bytes[3]];
        match self {
            Self::Little => u32::from_le_bytes(four),
            Self::Big => u32::from_be_bytes(four),
        }
    }
}

struct Folder {
    order: Order,
    base: u64,
    /// Twelve bytes each.
    entries: Vec<[u8; 12]>,
    next: u64,
}

impl Folder {
    fn read<R: Read + Seek>(source: &mut Source<R>, order: Order, base: u64, at: u64) -> Option<Self> {
        let at = base.checked_add(at)?;
        let count = usize::from(order.short(&source.bytes(at, 2)?));
        if count > MOST_ENTRIES {
            return None;
        }
        let bytes = source.bytes(at + 2, count * 12)?;
        let entries = bytes.chunks_exact(12).filter_map(|entry| entry.try_into().ok()).collect();
        let next = source.bytes(at + 2 + count as u64 * 12, 4).map_or(0, |next| order.long(&next));
        Some(Self { order, base, entries, next: next.into() })
    }

    fn entry(&self, tag: u16) -> Option<&[u8; 12]> {
        self.entries.iter().find(|entry| self.order.short(&entry[..2]) == tag)
    }

    /// The numbers of an entry, 16 at most.
    fn numbers<R: Read + Seek>(&self, source: &mut Source<R>, tag: u16) -> Vec<u64> {
        self.values(source, tag).unwrap_or_default()
    }

    fn values<R: Read + Seek>(&self, source: &mut Source<R>, tag: u16) -> Option<Vec<u64>> {
        let entry = self.entry(tag)?;
        let width = match self.order.short(&entry[2..4]) {
            3 => 2,
            4 | 13 => 4,
            _ => return None,
        };
        let count = usize::try_from(self.order.long(&entry[4..8])).ok()?.min(16);
        let place = u64::from(self.order.long(&entry[8..12]));
        let bytes = match count * width {
            inline @ 0..=4 => entry[8..8 + inline].to_vec(),
            len => source.bytes(self.base.checked_add(place)?, len)?,
        };
        let number = |part: &[u8]| match width {
            2 => u64::from(self.order.short(part)),
            _ => u64::from(self.order.long(part)),
        };
        Some(bytes.chunks_exact(width).map(number).collect())
    }

    fn jpegs<R: Read + Seek>(&self, source: &mut Source<R>) -> Vec<Inside> {
        let pointed = self.inside(source, JPEG_OFFSET, JPEG_LENGTH);
        // One strip that is a JPEG of its own; strips with tables beside them are not.
        let packed = matches!(self.numbers(source, COMPRESSION).first(), Some(6 | 7));
        let strip = (packed && self.entry(JPEG_TABLES).is_none())
            .then(|| self.inside(source, STRIP_OFFSETS, STRIP_LENGTHS))
            .flatten();
        let own = self.entry(JPEG_FROM_RAW).and_then(|entry| {
            let offset = self.base.checked_add(self.order.long(&entry[8..12]).into())?;
            Some(Inside { offset, len: self.order.long(&entry[4..8]).into() })
        });
        [pointed, strip, own].into_iter().flatten().collect()
    }

    fn inside<R: Read + Seek>(&self, source: &mut Source<R>, offset: u16, len: u16) -> Option<Inside> {
        match (self.numbers(source, offset).as_slice(), self.numbers(source, len).as_slice()) {
            ([offset], [len]) => Some(Inside { offset: self.base.checked_add(*offset)?, len: *len }),
            _ => None,
        }
    }
}
