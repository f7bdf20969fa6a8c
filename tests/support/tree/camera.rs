//! Files as cameras write them, as far as their dates go.

/// A JPEG that says when it was taken (`YYYY:MM:DD HH:MM:SS`), with some bytes of picture after it.
#[must_use]
pub fn jpeg(taken: &str, picture: &[u8]) -> Vec<u8> {
    photo(taken, b"", picture)
}

/// The same with a small picture beside the date (up to 60 KB), as cameras write it.
#[must_use]
pub fn photo(taken: &str, thumbnail: &[u8], picture: &[u8]) -> Vec<u8> {
    const DIRECTORY_AT: u32 = 8 + 2 + 12 + 4;
    const TEXT_AT: u32 = DIRECTORY_AT + 2 + 12 + 4;
    let text = [taken.as_bytes(), b"\0"].concat();
    let exif = [
        b"Exif\0\0II*\0\x08\0\0\0".as_slice(),
        &directory(0x8769, 4, 1, DIRECTORY_AT),
        &directory(0x9003, 2, text.len() as u32, TEXT_AT),
        &text,
        thumbnail,
    ]
    .concat();
    let length = (exif.len() as u16 + 2).to_be_bytes();
    [&[0xFF, 0xD8, 0xFF, 0xE1], length.as_slice(), &exif, &plain_jpeg(picture)[2..]].concat()
}

/// A TIFF directory with one entry.
fn directory(tag: u16, kind: u16, number: u32, value: u32) -> Vec<u8> {
    let (one, tag, kind) = (1_u16.to_le_bytes(), tag.to_le_bytes(), kind.to_le_bytes());
    let (number, value) = (number.to_le_bytes(), value.to_le_bytes());
    [&one[..], &tag, &kind, &number, &value, &[0; 4]].concat()
}

/// A JPEG without a word about itself.
#[must_use]
pub fn plain_jpeg(picture: &[u8]) -> Vec<u8> {
    let scan = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0];
    [&[0xFF, 0xD8], scan.as_slice(), picture, &[0xFF, 0xD9]].concat()
}

/// A PNG that says nothing, as screenshots do.
#[must_use]
pub fn png(picture: &[u8]) -> Vec<u8> {
    let chunk =
        |kind: &[u8; 4], body: &[u8]| [&(body.len() as u32).to_be_bytes()[..], kind, body, &[0; 4]].concat();
    let header = [&1_u32.to_be_bytes()[..], &1_u32.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [
        b"\x89PNG\r\n\x1a\n".as_slice(),
        &chunk(b"IHDR", &header),
        &chunk(b"IDAT", picture),
        &chunk(b"IEND", b""),
    ]
    .concat()
}

/// A film whose words about itself come after the film, as cameras write it; seconds since 1904.
#[must_use]
pub fn film(made: u32, frames: &[u8]) -> Vec<u8> {
    let atom =
        |kind: &[u8; 4], body: &[u8]| [&(body.len() as u32 + 8).to_be_bytes()[..], kind, body].concat();
    let (made, scale) = (made.to_be_bytes(), 600_u32.to_be_bytes());
    let mvhd = [&[0; 4], made.as_slice(), &made, &scale, &scale, &[0; 76], &2_u32.to_be_bytes()].concat();
    let moov = atom(b"moov", &atom(b"mvhd", &mvhd));
    [atom(b"ftyp", b"isom\0\0\x02\0isommp41"), atom(b"mdat", frames), moov].concat()
}
