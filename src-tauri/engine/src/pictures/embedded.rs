//! Finds what can be shown of a file: itself, or the JPEG that its camera put into it.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};

use image::ImageFormat;
use image::metadata::Orientation;

use super::decode::{Decoded, decode, encode};
use super::{Picture, boxes, tiff};

/// A JPEG is decoded from memory; none of a camera is larger.
const LARGEST_JPEG: u64 = 128 << 20;

/// A file to look into. Every look is bounded by its length.
pub struct Source<R> {
    input: R,
    pub len: u64,
}

/// A JPEG inside of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inside {
    pub offset: u64,
    pub len: u64,
}

/// What was found: JPEGs, and how the camera was held.
#[derive(Debug, Default)]
pub struct Found {
    pub jpegs: Vec<Inside>,
    /// The EXIF number, 1 to 8.
    pub orientation: Option<u8>,
}

impl<R: Read + Seek> Source<R> {
    pub fn new(input: R, len: u64) -> Self {
        Self { input, len }
    }

    /// Reads bytes at a place; `None` if they are not all inside the file.
    pub fn bytes(&mut self, offset: u64, len: usize) -> Option<Vec<u8>> {
        let end = offset.checked_add(len as u64)?;
        if end > self.len {
            return None;
        }
        self.input.seek(SeekFrom::Start(offset)).ok()?;
        let mut bytes = vec![0; len];
        self.input.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }
}

/// A small picture of an open file.
pub fn picture_of(file: File, len: u64, edge: u32) -> Option<Picture> {
    let mut source = Source::new(BufReader::new(file), len);
    let head = source.bytes(0, len.min(32) as usize)?;
    let decoded = match image::guess_format(&head) {
        Ok(ImageFormat::Jpeg) => jpeg(&mut source, Inside { offset: 0, len }, edge),
        Ok(format @ (ImageFormat::Png | ImageFormat::WebP)) => whole(source, format, edge),
        Ok(ImageFormat::Tiff) => tiff_or_raw(source, edge),
        Ok(_) | Err(_) => {
            let found = if head.get(4..8) == Some(b"ftyp") {
                boxes::find(&mut source)
            } else if head.starts_with(b"FUJIFILMCCD-RAW") {
                raf(&mut source)
            } else {
                tiff::find(&mut source, 0)
            };
            best(&mut source, &found, edge)
        }
    };
    encode(&decoded?.image)
}

fn whole<R: Read + Seek>(
    mut source: Source<BufReader<R>>,
    format: ImageFormat,
    edge: u32,
) -> Option<Decoded> {
    source.input.seek(SeekFrom::Start(0)).ok()?;
    decode(source.input, format, edge)
}

/// Most raw files begin like a TIFF, and what a decoder of TIFF finds in them is a stamp of 160 pixels.
fn tiff_or_raw(mut source: Source<BufReader<File>>, edge: u32) -> Option<Decoded> {
    let found = tiff::find(&mut source, 0);
    let inside = best(&mut source, &found, edge);
    if inside.as_ref().is_some_and(|picture| picture.longest >= edge) {
        return inside;
    }
    let own = whole(source, ImageFormat::Tiff, edge);
    match (own, inside) {
        (Some(own), Some(inside)) if inside.longest > own.longest => Some(inside),
        (own, inside) => own.or(inside),
    }
}

fn raf<R: Read + Seek>(source: &mut Source<R>) -> Found {
    let place = source.bytes(84, 8);
    let number = |bytes: &[u8]| bytes.try_into().map_or(0, u32::from_be_bytes);
    let jpegs = place.map(|p| Inside { offset: number(&p[..4]).into(), len: number(&p[4..]).into() });
    Found { jpegs: jpegs.into_iter().collect(), orientation: None }
}

/// The smallest JPEG that is large enough, else the largest; the next one if it is broken.
fn best<R: Read + Seek>(source: &mut Source<R>, found: &Found, edge: u32) -> Option<Decoded> {
    let mut sized: Vec<(u32, Inside)> =
        found.jpegs.iter().filter_map(|jpeg| Some((longest(source, *jpeg)?, *jpeg))).collect();
    sized.sort_by_key(|(side, _)| if *side >= edge { (0, *side) } else { (1, u32::MAX - side) });
    let mut decoded = sized.into_iter().find_map(|(_, inside)| jpeg(source, inside, edge))?;
    if let Some(how) = found.orientation.and_then(Orientation::from_exif).filter(|_| !decoded.turned) {
        decoded.image.apply_orientation(how);
    }
    Some(decoded)
}

fn jpeg<R: Read + Seek>(source: &mut Source<R>, inside: Inside, edge: u32) -> Option<Decoded> {
    if inside.len > LARGEST_JPEG {
        return None;
    }
    let bytes = source.bytes(inside.offset, usize::try_from(inside.len).ok()?)?;
    decode(Cursor::new(bytes), ImageFormat::Jpeg, edge)
}

/// The longer side of a JPEG by its frame header; `None` if it is none that can be shown. The sensor's own data is
/// packed as JPEG as well, without loss.
fn longest<R: Read + Seek>(source: &mut Source<R>, jpeg: Inside) -> Option<u32> {
    const MOST_SEGMENTS: usize = 200;
    if source.bytes(jpeg.offset, 2)? != [0xFF, 0xD8] {
        return None;
    }
    let mut at = jpeg.offset + 2;
    for _ in 0..MOST_SEGMENTS {
        let head = source.bytes(at, 4)?;
        if head[0] != 0xFF || at >= jpeg.offset.saturating_add(jpeg.len) {
            return None;
        }
        let len = u64::from(u16::from_be_bytes([head[2], head[3]]));
        match head[1] {
            0xC0..=0xC2 => {
                let frame = source.bytes(at + 5, 4)?;
                let side = |at: usize| u32::from(u16::from_be_bytes([frame[at], frame[at + 1]]));
                return Some(side(0).max(side(2)));
            }
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF | 0xD9 | 0xDA => return None,
            0xFF => at += 1,
            _ => at += 2 + len,
        }
    }
    None
}
