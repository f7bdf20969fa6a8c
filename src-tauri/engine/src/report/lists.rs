//! Checksum lists in the form that `b3sum --check` or `sha256sum --check` reads.

use crate::model::{Checksum, display_bytes};

/// A line of a `.b3` list, with its end. `None` for a name that `b3sum` cannot take from a list (no UTF-8, or with the
/// replacement character); such a name would make it refuse the whole list, so it belongs into a list of its own.
#[must_use]
pub fn b3_line(checksum: Checksum, path: &[u8]) -> Option<String> {
    let path = std::str::from_utf8(path).ok().filter(|p| !p.contains(['\u{FFFD}', '\0']))?;
    let escaped = path.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
    let mark = if escaped == path { "" } else { "\\" };
    Some(format!("{mark}{}  {escaped}\n", checksum.to_hex()))
}

/// A line of a list that `sha256sum --check` and its fellows read, with its end. They take every name as it is.
#[must_use]
pub fn sum_line(digest: &[u8], path: &[u8]) -> Vec<u8> {
    let hex = digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let is_odd = path.iter().any(|byte| matches!(byte, b'\\' | b'\n'));
    let mut line = if is_odd { b"\\".to_vec() } else { Vec::new() };
    line.extend_from_slice(hex.as_bytes());
    line.extend_from_slice(b"  ");
    for byte in path {
        match byte {
            b'\\' => line.extend_from_slice(b"\\\\"),
            b'\n' => line.extend_from_slice(b"\\n"),
            other => line.push(*other),
        }
    }
    line.push(b'\n');
    line
}

/// A line of the list for the other names, in which bytes that are no text appear as `\xNN`.
#[must_use]
pub fn odd_line(checksum: Checksum, path: &[u8]) -> String {
    format!("{}  {}\n", checksum.to_hex(), display_bytes(path))
}
