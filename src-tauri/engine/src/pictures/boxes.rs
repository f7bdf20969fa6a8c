//! Files made of boxes (CR3, HEIC): where the JPEG lies that the camera put in.

use std::io::{Read, Seek};

use super::embedded::{Found, Inside, Source};
use super::tiff;

const MOST_BOXES: usize = 64;
/// Boxes that describe are small; what is larger is not read.
const LARGEST_READ: u64 = 4 << 20;
/// Bytes between a preview's name and its first byte, at most.
const LEAD: usize = 48;

/// A box: its kind, and where its content lies.
#[derive(Clone, Copy)]
struct Part {
    kind: [u8; 4],
    at: u64,
    len: u64,
}

/// Looks through the outer boxes.
pub fn find<R: Read + Seek>(source: &mut Source<R>) -> Found {
    let mut found = Found::default();
    let mut at = 0;
    for _ in 0..MOST_BOXES {
        let Some((part, next)) = outer(source, at) else { break };
        match &part.kind {
            b"moov" | b"uuid" => canon(source, part, &mut found),
            b"meta" => heif(source, part, &mut found),
            _ => {}
        }
        at = next;
    }
    found
}

fn outer<R: Read + Seek>(source: &mut Source<R>, at: u64) -> Option<(Part, u64)> {
    let head = source.bytes(at, 8)?;
    let kind = head[4..8].try_into().ok()?;
    let (lead, size) = match u32::from_be_bytes(head[..4].try_into().ok()?) {
        0 => (8, source.len - at),
        1 => (16, u64::from_be_bytes(source.bytes(at + 8, 8)?.try_into().ok()?)),
        size => (8, size.into()),
    };
    let next = at.checked_add(size).filter(|next| size >= lead && *next <= source.len)?;
    Some((Part { kind, at: at + lead, len: size - lead }, next))
}

/// Canon's boxes: `THMB` and `PRVW` hold a JPEG each, `CMT1` a TIFF folder with the orientation.
fn canon<R: Read + Seek>(source: &mut Source<R>, part: Part, found: &mut Found) {
    let Some(bytes) = source.bytes(part.at, part.len.min(LARGEST_READ) as usize) else { return };
    for name in [b"THMB", b"PRVW"] {
        let Some(at) = position(&bytes, name).filter(|at| *at >= 4) else { continue };
        let window = &bytes[at..bytes.len().min(at + LEAD)];
        let Some(lead) = position(window, &[0xFF, 0xD8, 0xFF]) else { continue };
        let size = u64::from(long(&bytes[at - 4..at]));
        let len = size.saturating_sub(4 + lead as u64);
        found.jpegs.push(Inside { offset: part.at + (at + lead) as u64, len });
    }
    if let Some(at) = position(&bytes, b"CMT1") {
        let how = tiff::find(source, part.at + at as u64 + 4).orientation;
        found.orientation = found.orientation.or(how);
    }
}

/// HEIF: items of the kinds `Exif` (with a JPEG in its second folder) and `jpeg`. The pixels are turned by the file's own
/// boxes, the JPEGs are not.
fn heif<R: Read + Seek>(source: &mut Source<R>, part: Part, found: &mut Found) {
    if part.len > LARGEST_READ {
        return;
    }
    let Some(bytes) = source.bytes(part.at, part.len as usize) else { return };
    // A full box: its version and flags come first.
    let Some(inner) = bytes.get(4..) else { return };
    let (mut kinds, mut places) = (Vec::new(), Vec::new());
    for (kind, content) in inner_boxes(inner) {
        match kind {
            b"iinf" => kinds = item_kinds(content).unwrap_or_default(),
            b"iloc" => places = item_places(content).unwrap_or_default(),
            _ => {}
        }
    }
    for (item, kind) in kinds {
        let Some((_, place)) = places.iter().find(|(id, _)| *id == item) else { continue };
        match &kind {
            b"jpeg" => found.jpegs.push(*place),
            b"Exif" => {
                let Some(lead) = source.bytes(place.offset, 4).map(|lead| u64::from(long(&lead))) else {
                    continue;
                };
                let inside = tiff::find(source, place.offset.saturating_add(4 + lead));
                found.jpegs.extend(inside.jpegs);
                found.orientation = found.orientation.or(inside.orientation);
            }
            _ => {}
        }
    }
}

fn inner_boxes(mut bytes: &[u8]) -> Vec<(&[u8; 4], &[u8])> {
    let mut boxes = Vec::new();
    while let (Some(size), Some(kind)) = (bytes.get(..4), bytes.get(4..8)) {
        let size = long(size) as usize;
        let (Some(content), Ok(kind)) = (bytes.get(8..size), kind.try_into()) else { break };
        boxes.push((kind, content));
        bytes = &bytes[size..];
        if boxes.len() >= MOST_BOXES {
            break;
        }
    }
    boxes
}

fn item_kinds(bytes: &[u8]) -> Option<Vec<(u32, [u8; 4])>> {
    let entries = if *bytes.first()? == 0 { bytes.get(6..)? } else { bytes.get(8..)? };
    let mut kinds = Vec::new();
    for (kind, content) in inner_boxes(entries) {
        let version = content.first().copied().unwrap_or_default();
        if kind != b"infe" || version < 2 {
            continue;
        }
        let mut rest = Fields(content.get(4..)?);
        let item = rest.number(if version == 2 { 2 } else { 4 })?;
        rest.number(2)?;
        kinds.push((u32::try_from(item).ok()?, rest.0.get(..4)?.try_into().ok()?));
    }
    Some(kinds)
}

/// Items that lie in one piece in the file itself.
fn item_places(bytes: &[u8]) -> Option<Vec<(u32, Inside)>> {
    let version = *bytes.first()?;
    let mut rest = Fields(bytes.get(4..)?);
    let widths = rest.number(2)?;
    let width = |shift: u32| ((widths >> shift) & 15) as usize;
    let (offset, length, base, index) = (width(12), width(8), width(4), width(0));
    let count = rest.number(if version < 2 { 2 } else { 4 })?;
    let mut places = Vec::new();
    for _ in 0..count.min(4096) {
        let item = rest.number(if version < 2 { 2 } else { 4 })?;
        let method = if version > 0 { rest.number(2)? & 15 } else { 0 };
        rest.number(2)?;
        let start = rest.number(base)?;
        let extents = rest.number(2)?;
        let mut pieces = Vec::new();
        for _ in 0..extents {
            if version > 0 {
                rest.number(index)?;
            }
            let piece = (rest.number(offset)?, rest.number(length)?);
            if pieces.len() < 2 {
                pieces.push(piece);
            }
        }
        if let (0, [(at, len)]) = (method, pieces.as_slice()) {
            places.push((u32::try_from(item).ok()?, Inside { offset: start.checked_add(*at)?, len: *len }));
        }
    }
    Some(places)
}

/// Numbers of varying width, one after the other.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn number(&mut self, width: usize) -> Option<u64> {
        let (bytes, rest) = self.0.split_at_checked(width)?;
        self.0 = rest;
        Some(bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte)))
    }
}

fn long(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |number, byte| (number << 8) | u32::from(*byte))
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
