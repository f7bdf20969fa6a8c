//! Names at a destination: suffixes for names that are taken, folders for drives, characters that are not allowed.

use crate::model::Checksum;

/// The longest name, in bytes, that the common file systems take.
const LONGEST: usize = 255;

/// The name with `~` and the first `digits` hex digits of the checksum before the extension. It is the same in every
/// run; the stem is cut at a character's boundary where the name would get too long.
#[must_use]
pub fn suffixed(name: &[u8], checksum: Checksum, digits: usize) -> Vec<u8> {
    let (stem, extension) = split_extension(name);
    let suffix = format!("~{}", &checksum.to_hex()[..digits]);
    let room = LONGEST.saturating_sub(suffix.len() + extension.len());
    [cut(stem, room), suffix.as_bytes(), extension].concat()
}

/// Stem and extension, the latter with its dot; a leading dot begins a name, no extension.
#[must_use]
pub fn split_extension(name: &[u8]) -> (&[u8], &[u8]) {
    match name.iter().rposition(|b| *b == b'.') {
        Some(at) if at > 0 && name.len() - at <= 32 => name.split_at(at),
        _ => (name, b""),
    }
}

pub(super) fn cut(stem: &[u8], room: usize) -> &[u8] {
    if stem.len() <= room {
        return stem;
    }
    let mut end = room;
    while end > 0 && (stem[end] & 0b1100_0000) == 0b1000_0000 {
        end -= 1;
    }
    if end == 0 { &stem[..room] } else { &stem[..end] }
}

/// A drive's folder name: its label or the last part of its path, made fit to be a folder.
#[must_use]
pub fn folder_name(wanted: &[u8]) -> Vec<u8> {
    let name: Vec<u8> = wanted.iter().map(|b| if *b == b'/' || *b == 0 { b'_' } else { *b }).collect();
    match name.as_slice() {
        b"" | b"." | b".." => b"drive".to_vec(),
        n if n.eq_ignore_ascii_case(crate::model::OUR_FOLDER.as_bytes()) => b"_ingather".to_vec(),
        n => n[..n.len().min(200)].to_vec(),
    }
}

/// The same for a second drive of that name, told apart by its identity.
#[must_use]
pub fn distinct_folder_name(name: &[u8], identity: &str) -> Vec<u8> {
    let short = Checksum::of(identity.as_bytes()).short();
    [name, b"~", short.as_bytes()].concat()
}

/// The name with bytes that a file system refuses written as `%XX`, reversibly; `None` if it is allowed as it is.
#[must_use]
pub fn escape_illegal(name: &[u8], illegal: &[u8]) -> Option<Vec<u8>> {
    if illegal.is_empty() {
        return None;
    }
    let named = escaped(name, illegal);
    let allowed = named.as_deref().unwrap_or(name);
    if allowed.len() <= LONGEST {
        return named;
    }
    // Too long once it is escaped: cut, and told apart from others that begin alike.
    let (stem, extension) = split_extension(allowed);
    let suffix = format!("~{}", Checksum::of(name).short());
    let room = LONGEST.saturating_sub(suffix.len() + extension.len());
    Some([cut(stem, room), suffix.as_bytes(), extension].concat())
}

/// Such file systems keep names as text: bytes that are none are escaped as well.
fn escaped(name: &[u8], illegal: &[u8]) -> Option<Vec<u8>> {
    let not_text: Vec<usize> = bytes_that_are_no_text(name);
    let bad_end = name.last().is_some_and(|b| matches!(b, b'.' | b' '));
    let device = is_device_name(name);
    if not_text.is_empty() && !bad_end && !device && !name.iter().any(|b| *b < 32 || illegal.contains(b)) {
        return None;
    }
    let last = name.len().saturating_sub(1);
    let mut out = Vec::with_capacity(name.len() + 8);
    for (at, byte) in name.iter().enumerate() {
        let escape = *byte < 32
            || illegal.contains(byte)
            || *byte == b'%'
            || not_text.binary_search(&at).is_ok()
            || (at == last && bad_end)
            || (at == 0 && device);
        if escape {
            out.extend_from_slice(format!("%{byte:02X}").as_bytes());
        } else {
            out.push(*byte);
        }
    }
    Some(out)
}

fn bytes_that_are_no_text(name: &[u8]) -> Vec<usize> {
    let mut at = 0;
    let mut out = Vec::new();
    for chunk in name.utf8_chunks() {
        at += chunk.valid().len();
        out.extend(at..at + chunk.invalid().len());
        at += chunk.invalid().len();
    }
    out
}

fn is_device_name(name: &[u8]) -> bool {
    let stem = name.split(|b| *b == b'.').next().unwrap_or_default().to_ascii_uppercase();
    match stem.as_slice() {
        b"CON" | b"PRN" | b"AUX" | b"NUL" => true,
        s => s.len() == 4 && (s.starts_with(b"COM") || s.starts_with(b"LPT")) && s[3].is_ascii_digit(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suffix_is_the_same_in_every_run_and_fits() {
        let checksum = Checksum::of(b"x");
        let short = checksum.short();
        assert_eq!(suffixed(b"IMG_1.CR2", checksum, 8), format!("IMG_1~{short}.CR2").into_bytes());
        assert_eq!(suffixed(b".hidden", checksum, 8), format!(".hidden~{short}").into_bytes());
        let long = ["é".repeat(125), ".jpg".into()].concat();
        let name = suffixed(long.as_bytes(), checksum, 8);
        assert!(name.len() <= 255 && std::str::from_utf8(&name).is_ok(), "cut at a character's boundary");
    }

    #[test]
    fn illegal_names_are_escaped_reversibly() {
        let illegal = b":?*\"<>|\\";
        assert_eq!(escape_illegal(b"a:b.jpg", illegal).unwrap(), b"a%3Ab.jpg");
        assert_eq!(escape_illegal(b"end.", illegal).unwrap(), b"end%2E");
        assert_eq!(escape_illegal(b"CON.txt", illegal).unwrap(), b"%43ON.txt");
        assert_eq!(escape_illegal(b"fine.jpg", illegal), None);
        assert_eq!(escape_illegal(b"caf\xE9.jpg", illegal).unwrap(), b"caf%E9.jpg", "no text");
        assert_eq!(escape_illegal("café.jpg".as_bytes(), illegal), None, "text");
        let long = escape_illegal(&[b'?'; 200], illegal).unwrap();
        assert!(long.len() <= 255 && long.contains(&b'~'), "cut to what fits");
        assert_ne!(long, escape_illegal(&[b'?'; 201], illegal).unwrap(), "and told apart");
    }
}
