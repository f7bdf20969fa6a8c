//! Decodes a picture, turns it as its camera was held, and makes it small. What it would need is looked at first.

use std::io::{BufRead, Cursor, Seek};

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};

use super::Picture;

/// The most pixels that are decoded.
const MOST_PIXELS: u64 = 200_000_000;
/// The most memory that one picture's pixels may take, bytes.
const MOST_BYTES: u64 = 800 << 20;
const QUALITY: u8 = 82;

/// A decoded picture, small already.
pub struct Decoded {
    pub image: DynamicImage,
    /// The longer side before it was made small, pixels.
    pub longest: u32,
    /// Whether the file itself said how the camera was held.
    pub turned: bool,
}

/// Decodes a picture; `None` if it is broken or too large.
pub fn decode(input: impl BufRead + Seek, format: ImageFormat, edge: u32) -> Option<Decoded> {
    let mut decoder = ImageReader::with_format(input, format).into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 || pixels > MOST_PIXELS || decoder.total_bytes() > MOST_BYTES {
        return None;
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = small(DynamicImage::from_decoder(decoder).ok()?, edge);
    image.apply_orientation(orientation);
    Some(Decoded { image, longest: width.max(height), turned: orientation != Orientation::NoTransforms })
}

/// At most that wide and high; a smaller one stays as it is.
fn small(image: DynamicImage, edge: u32) -> DynamicImage {
    if image.width() <= edge && image.height() <= edge { image } else { image.thumbnail(edge, edge) }
}

/// The picture as a file that a web view shows; only one that one can see through needs PNG.
pub fn encode(image: &DynamicImage) -> Option<Picture> {
    let mut bytes = Vec::new();
    if image.color().has_alpha() {
        let flat = DynamicImage::ImageRgba8(image.to_rgba8());
        flat.write_to(Cursor::new(&mut bytes), ImageFormat::Png).ok()?;
        return Some(Picture { media_type: "image/png", bytes });
    }
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(&image.to_rgb8()).ok()?;
    Some(Picture { media_type: "image/jpeg", bytes })
}
