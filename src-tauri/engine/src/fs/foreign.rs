//! What Windows answers when asked about files, read here so that stored answers can be tested anywhere.

use std::io;

use super::seen::SeenKind;
use crate::model::{bytes_of_wide, wide_of_bytes};

pub const READ_ONLY: u32 = 0x1;
const DIRECTORY: u32 = 0x10;
const DEVICE: u32 = 0x40;
const REPARSE_POINT: u32 = 0x400;
const OFFLINE: u32 = 0x1000;
const RECALL_ON_OPEN: u32 = 0x4_0000;
const RECALL_ON_DATA_ACCESS: u32 = 0x40_0000;

/// Set in the tag of everything that stands for another place: links, junctions, mounted folders.
const NAME_SURROGATE: u32 = 0x2000_0000;
const TAG_SYMLINK: u32 = 0xA000_000C;
const TAG_MOUNT_POINT: u32 = 0xA000_0003;
/// Sockets, pipes and devices of the Linux subsystem and of NFS; aliases of store programs.
const TAGS_WITHOUT_CONTENT: [u32; 6] =
    [0x8000_0023, 0x8000_0024, 0x8000_0025, 0x8000_0026, 0x8000_0014, 0x8000_001B];

/// What an entry is, from its attributes and, if it has one, the tag of its reparse point. What is not known to be
/// anything else is a file: then an error says so if it cannot be read.
pub fn kind_of(attributes: u32, tag: u32) -> SeenKind {
    let tag = if attributes & REPARSE_POINT == 0 { 0 } else { tag };
    if tag & NAME_SURROGATE != 0 {
        SeenKind::Link
    } else if attributes & DIRECTORY != 0 {
        SeenKind::Folder
    } else if attributes & DEVICE != 0 || TAGS_WITHOUT_CONTENT.contains(&tag) {
        SeenKind::Special
    } else if attributes & (OFFLINE | RECALL_ON_OPEN | RECALL_ON_DATA_ACCESS) != 0 {
        SeenKind::Placeholder
    } else {
        SeenKind::File
    }
}

/// Whether a part of the system keeps the content (deduplicated, packed, synchronised): it shows when the reparse point
/// is not opened itself.
pub fn is_kept_by_a_filter(attributes: u32, tag: u32) -> bool {
    attributes & REPARSE_POINT != 0 && matches!(kind_of(attributes, tag), SeenKind::File | SeenKind::Folder)
}

/// Whether another volume, or another folder, is mounted there.
pub fn is_mounted_over(attributes: u32, tag: u32) -> bool {
    attributes & REPARSE_POINT != 0 && tag == TAG_MOUNT_POINT
}

/// Permission bits that say as much as the one attribute does.
pub fn mode_of(attributes: u32) -> u32 {
    match (attributes & DIRECTORY != 0, attributes & READ_ONLY != 0) {
        (true, _) => 0o755,
        (false, true) => 0o444,
        (false, false) => 0o644,
    }
}

/// Seconds from 1601, where Windows begins to count, to 1970.
const EPOCH_S: i64 = 11_644_473_600;

/// A time of Windows (100 ns since 1601) in nanoseconds since 1970; 0 where there is none.
pub fn nanos_of(time: i64) -> i64 {
    if time <= 0 { 0 } else { (time - EPOCH_S * 10_000_000).saturating_mul(100) }
}

/// The same backwards. Never 0 or less: that means "leave it".
pub fn time_of(nanos: i64) -> i64 {
    (nanos.div_euclid(100) + EPOCH_S * 10_000_000).max(1)
}

/// One number for the 128 bits of an identity. NTFS uses the lower 64 only, and they stay as they are.
pub fn inode_of(id: &[u8; 16]) -> u64 {
    let (low, high) = id.split_at(8);
    let number = |bytes: &[u8]| bytes.iter().rev().fold(0_u64, |all, b| all << 8 | u64::from(*b));
    number(low) ^ number(high).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The units of one name. Anything that would lead elsewhere (a stroke, `..`) or into a stream (`:`) is refused.
pub fn name_units(name: &[u8]) -> io::Result<Vec<u16>> {
    let leads_on = name.iter().any(|b| matches!(b, b'/' | b'\\' | b':' | 0));
    if leads_on || matches!(name, b"" | b"." | b"..") {
        return Err(io::ErrorKind::InvalidFilename.into());
    }
    wide_of_bytes(name).ok_or_else(|| io::ErrorKind::InvalidFilename.into())
}

fn le<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at + N)?.try_into().ok()
}

/// A number in an answer.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    le(bytes, at).map(u16::from_le_bytes)
}

/// A number in an answer.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    le(bytes, at).map(u32::from_le_bytes)
}

/// A number in an answer.
pub fn i64_at(bytes: &[u8], at: usize) -> Option<i64> {
    le(bytes, at).map(i64::from_le_bytes)
}

fn units_at(bytes: &[u8], at: usize, len: usize) -> Option<Vec<u16>> {
    let name = bytes.get(at..at + len)?;
    Some(name.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect())
}

/// The names in an answer of `FILE_FULL_DIR_INFO` or `FILE_STREAM_INFO`, which chain their entries in the same way.
/// `at` is where an entry has its name's length in bytes, and its name.
pub fn chained_names(bytes: &[u8], at: (usize, usize)) -> Vec<Vec<u8>> {
    let mut names = Vec::new();
    let mut entry = bytes;
    while let Some(next) = u32_at(entry, 0) {
        let length = u32_at(entry, at.0).unwrap_or(0) as usize;
        names.extend(units_at(entry, at.1, length).map(|units| bytes_of_wide(&units)));
        match entry.get(next as usize..) {
            Some(after) if next > 0 => entry = after,
            Some(_) | None => break,
        }
    }
    names
}

/// Places of length and name in `FILE_FULL_DIR_INFO`.
pub const FULL_DIR: (usize, usize) = (60, 68);
/// The same in `FILE_STREAM_INFO`.
pub const STREAM: (usize, usize) = (4, 24);

/// Whether there is a stream beside the content that holds something of the user's. Windows itself adds the mark of
/// files from the internet.
pub fn has_more_streams(names: &[Vec<u8>]) -> bool {
    names.iter().any(|name| !matches!(name.as_slice(), b"::$DATA" | b":Zone.Identifier:$DATA"))
}

/// Where a link leads, from the data of its reparse point: as a person would read it, else as the system keeps it.
pub fn link_target(data: &[u8]) -> Option<Vec<u8>> {
    let paths = match u32_at(data, 0)? {
        TAG_SYMLINK => 20,
        TAG_MOUNT_POINT => 16,
        _ => return None,
    };
    let part = |at: usize| {
        let (offset, length) = (u16_at(data, at)? as usize, u16_at(data, at + 2)? as usize);
        units_at(data, paths + offset, length).filter(|units| !units.is_empty())
    };
    let units = part(12).or_else(|| part(8))?;
    Some(bytes_of_wide(&units))
}

/// The stable code of an error's number.
pub fn code_of(number: i32) -> &'static str {
    match number {
        2 | 3 => "vanished",
        5 | 1314 => "not_allowed",
        17 | 681 | 1920 | 4395 => "link_in_path",
        19 => "read_only",
        23 | 25 | 27 | 29..=31 | 1117 | 1392 | 1393 => "read_failed",
        20 | 21 | 34 | 53 | 55 | 59 | 64 | 67 | 321 | 433 | 1005 | 1006 | 1110 | 1112 | 1167 | 1617 => {
            "drive_missing"
        }
        32 | 33 => "file_locked",
        39 | 112 | 1295 => "no_space",
        111 | 206 => "name_too_long",
        223 => "too_large",
        358..=404 => "in_the_cloud",
        _ => "io_error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_placeholders_and_files_are_told_apart() {
        let kinds = [
            (0x20, 0, SeenKind::File, "an ordinary file"),
            (0x10, 0, SeenKind::Folder, "a folder"),
            (0x420, 0xA000_000C, SeenKind::Link, "a link"),
            (0x410, 0xA000_0003, SeenKind::Link, "a junction, or a volume mounted on a folder"),
            (0x410, 0x9000_701A, SeenKind::Folder, "a folder of a cloud drive"),
            (0x42_0420, 0x9000_701A, SeenKind::Placeholder, "a cloud file that is not here"),
            (0x1020, 0, SeenKind::Placeholder, "a file moved to slow storage"),
            (0x420, 0x9000_701A, SeenKind::File, "a cloud file that is here"),
            (0x420, 0x8000_0013, SeenKind::File, "a deduplicated file"),
            (0x420, 0x8000_0023, SeenKind::Special, "a socket"),
            (0x420, 0xA000_001D, SeenKind::Link, "a link of the Linux subsystem"),
        ];
        for (attributes, tag, kind, what) in kinds {
            assert_eq!(kind_of(attributes, tag), kind, "{what}");
        }
        assert!(is_kept_by_a_filter(0x420, 0x8000_0013) && !is_kept_by_a_filter(0x20, 0x8000_0013));
        assert!(is_mounted_over(0x410, 0xA000_0003) && !is_mounted_over(0x420, 0xA000_000C));
    }

    #[test]
    fn times_come_back_to_the_tenth_of_a_microsecond() {
        assert_eq!(nanos_of(132_223_104_000_000_000), 1_577_836_800_000_000_000, "2020 begins");
        for nanos in [0, 1_577_836_800_123_456_700, -86_400_000_000_000] {
            assert_eq!(nanos_of(time_of(nanos)), nanos);
        }
        assert_eq!(nanos_of(0), 0, "FAT keeps no time of change");
    }

    #[test]
    fn a_name_is_one_name() {
        for bad in [&b""[..], b".", b"..", b"a/b", b"a\\b", b"photo.jpg:stream", b"a\0", b"\xFF"] {
            assert!(name_units(bad).is_err(), "{bad:?}");
        }
        assert_eq!(
            name_units(b"CON. ").unwrap().len(),
            5,
            "what only the command line minds is taken as it is"
        );
    }

    fn entry(next: u32, at: (usize, usize), name: &str) -> Vec<u8> {
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut bytes = vec![0; at.1];
        bytes[..4].copy_from_slice(&next.to_le_bytes());
        bytes[at.0..at.0 + 4].copy_from_slice(&(units.len() as u32).to_le_bytes());
        bytes.extend(units);
        bytes.resize(bytes.len().max(next as usize), 0);
        bytes
    }

    #[test]
    fn lists_of_names_and_streams_are_read() {
        let mut listing = entry(96, FULL_DIR, "Zoë.jpg");
        listing.extend(entry(0, FULL_DIR, "b"));
        assert_eq!(chained_names(&listing, FULL_DIR), ["Zoë.jpg".as_bytes(), b"b"]);
        listing.truncate(70);
        assert!(chained_names(&listing, FULL_DIR).is_empty(), "half an answer names nothing");
        let streams = chained_names(&entry(0, STREAM, "::$DATA"), STREAM);
        assert!(!has_more_streams(&streams));
        assert!(has_more_streams(&[streams, vec![b":note:$DATA".to_vec()]].concat()));
    }

    #[test]
    fn the_target_of_a_link_is_the_one_for_people() {
        let units = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let (kept, shown) = (units(r"\??\D:\Photos"), units(r"D:\Photos"));
        let mut data = 0xA000_0003_u32.to_le_bytes().to_vec();
        data.extend([0; 4]);
        for number in [0, kept.len(), kept.len(), shown.len()] {
            data.extend((number as u16).to_le_bytes());
        }
        data.extend([kept, shown].concat());
        assert_eq!(link_target(&data).unwrap(), br"D:\Photos");
        assert_eq!(link_target(&data[..20]), None);
    }

    #[test]
    fn identities_of_ntfs_stay_and_longer_ones_are_mixed() {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&0x0005_0000_0000_002A_u64.to_le_bytes());
        assert_eq!(inode_of(&id), 0x0005_0000_0000_002A);
        id[8] = 1;
        assert_ne!(inode_of(&id), 0x0005_0000_0000_002A);
    }

    #[test]
    fn errors_have_the_codes_of_the_other_systems() {
        let codes = [
            (2, "vanished"),
            (5, "not_allowed"),
            (32, "file_locked"),
            (112, "no_space"),
            (1117, "read_failed"),
        ];
        for (number, code) in codes {
            assert_eq!(code_of(number), code);
        }
        assert_eq!(code_of(1167), "drive_missing");
    }
}
