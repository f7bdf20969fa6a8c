//! Large files that look like a camera's: raw pictures with a preview in them, and movies.

/// Bytes that look like sensor data: the same for the same name, never compressible.
pub fn sensor(name: &str, len: usize) -> Vec<u8> {
    let mut bytes = vec![0; len];
    blake3::Hasher::new().update(name.as_bytes()).finalize_xof().fill(&mut bytes);
    bytes
}

/// A raw picture: a TIFF header, the preview, then the sensor's data.
pub fn raw(name: &str, preview: &[u8], len: usize) -> Vec<u8> {
    let mut file = b"II*\0\x10\0\0\0CR\x02\0\0\0\0\0".to_vec();
    file.extend_from_slice(preview);
    file.extend(sensor(name, len));
    file
}

/// A movie: the boxes `ftyp` and `mdat`.
pub fn movie(name: &str, len: usize) -> Vec<u8> {
    let mut file = Vec::with_capacity(len + 28);
    file.extend_from_slice(b"\0\0\0\x14ftypqt  \0\0\x02\0qt  ");
    file.extend_from_slice(&u32::try_from(len + 8).unwrap_or(u32::MAX).to_be_bytes());
    file.extend_from_slice(b"mdat");
    file.extend(sensor(name, len));
    file
}
