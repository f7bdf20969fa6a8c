//! A drawn picture as a JPEG with the date and the model that a camera writes into it.

use std::io;

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder};

use super::scene::Canvas;

/// What a camera notes.
pub struct Taken<'a> {
    pub make: &'a str,
    pub model: &'a str,
    /// `YYYY:MM:DD HH:MM:SS`, as EXIF has it.
    pub when: &'a str,
}

/// The picture without a word about it.
pub fn jpeg(canvas: &Canvas) -> io::Result<Vec<u8>> {
    let mut plain = Vec::with_capacity(1 << 17);
    JpegEncoder::new_with_quality(&mut plain, 88)
        .write_image(&canvas.pixels, canvas.width, canvas.height, ExtendedColorType::Rgb8)
        .map_err(io::Error::other)?;
    Ok(plain)
}

/// The same with what the camera notes.
pub fn noted(plain: &[u8], taken: &Taken<'_>) -> Vec<u8> {
    let exif = exif(taken);
    let mut file = Vec::with_capacity(plain.len() + exif.len() + 4);
    file.extend_from_slice(&[0xFF, 0xD8, 0xFF, 0xE1]);
    file.extend_from_slice(&u16::try_from(exif.len() + 2).unwrap_or(u16::MAX).to_be_bytes());
    file.extend_from_slice(&exif);
    file.extend_from_slice(plain.get(2..).unwrap_or_default());
    file
}

/// A PNG, as scanners and screenshots have it.
pub fn png(canvas: &Canvas) -> io::Result<Vec<u8>> {
    let mut file = Vec::new();
    image::codecs::png::PngEncoder::new(&mut file)
        .write_image(&canvas.pixels, canvas.width, canvas.height, ExtendedColorType::Rgb8)
        .map_err(io::Error::other)?;
    Ok(file)
}

/// `Exif\0\0` and a small TIFF: two directories and the texts that they point to.
fn exif(taken: &Taken<'_>) -> Vec<u8> {
    const ASCII: u16 = 2;
    const LONG: u16 = 4;
    let text = |s: &str| [s.as_bytes(), b"\0"].concat();
    let (make, model, when) = (text(taken.make), text(taken.model), text(taken.when));
    let first: u32 = 8;
    let second = first + 2 + 4 * 12 + 4;
    let texts = second + 2 + 12 + 4;
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap_or(0);
    let at_model = texts + length(&make);
    let at_when = at_model + length(&model);

    let mut out = b"Exif\0\0II*\0\x08\0\0\0".to_vec();
    let mut entry = |count: Option<u16>, tag: u16, kind: u16, number: u32, value: u32| {
        if let Some(count) = count {
            out.extend_from_slice(&count.to_le_bytes());
        }
        out.extend_from_slice(&tag.to_le_bytes());
        out.extend_from_slice(&kind.to_le_bytes());
        out.extend_from_slice(&number.to_le_bytes());
        out.extend_from_slice(&value.to_le_bytes());
        if tag == 0x8769 || tag == 0x9003 {
            out.extend_from_slice(&[0; 4]);
        }
    };
    entry(Some(4), 0x010F, ASCII, length(&make), texts);
    entry(None, 0x0110, ASCII, length(&model), at_model);
    entry(None, 0x0132, ASCII, length(&when), at_when);
    entry(None, 0x8769, LONG, 1, second);
    entry(Some(1), 0x9003, ASCII, length(&when), at_when);
    for text in [&make, &model, &when] {
        out.extend_from_slice(text);
    }
    out
}
