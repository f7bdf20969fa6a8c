//! Lists as `b3sum`, `sha256sum`, `md5sum`, `xxhsum` and their like write them, with `/` or `\`.

use std::io::{BufRead, Read};

use super::record::{Each, Limits, Record, too_large};
use crate::error::{Error, Result};
use crate::fs;
use crate::model::{Algorithm, parse_display};
use crate::words;

/// Longer than any path with its checksum, every byte escaped.
const LONGEST_LINE: u64 = 64 << 10;

/// How paths are written in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paths {
    /// As the usual programs do: a line that begins with `\` has `\\`, `\n` and `\r` in its path.
    Gnu,
    /// As bags do: `%0A`, `%0D`, `%25`.
    Bag,
    /// As our own lists of odd names do: `\xNN`.
    Odd,
}

/// The algorithm that a list's name tells.
#[must_use]
pub fn algorithm_of_name(name: &str) -> Option<Algorithm> {
    let name = name.to_ascii_lowercase();
    let words = [
        ("blake3", Algorithm::Blake3),
        ("b3", Algorithm::Blake3),
        ("sha256", Algorithm::Sha256),
        ("sha-256", Algorithm::Sha256),
        ("sha512", Algorithm::Sha512),
        ("sha-512", Algorithm::Sha512),
        ("sha1", Algorithm::Sha1),
        ("sha-1", Algorithm::Sha1),
        ("md5", Algorithm::Md5),
        ("xxh128", Algorithm::Xxh128),
        ("xxh3", Algorithm::Xxh3),
        ("xxh64", Algorithm::Xxh64),
    ];
    let extension = name.rsplit('.').next().unwrap_or_default();
    let by_extension = words.iter().find(|(word, _)| {
        extension.strip_suffix("sums").or(extension.strip_suffix("sum")).unwrap_or(extension) == *word
    });
    // A name such as SHA256SUMS or red.sha256.txt; "b3" alone would be found in too many names.
    by_extension
        .or_else(|| words.iter().find(|(word, _)| *word != "b3" && name.contains(word)))
        .map(|(_, a)| *a)
}

/// Hands out the lines of a list; returns the number of those that are none.
pub fn read(
    file: impl Read,
    named: Option<Algorithm>,
    paths: Paths,
    recorded_ms: i64,
    limits: &Limits,
    each: &mut Each<'_>,
) -> Result<u64> {
    let mut lines = std::io::BufReader::with_capacity(1 << 16, file);
    let (mut line, mut ignored, mut taken, mut unclear) = (Vec::new(), 0, 0, 0);
    loop {
        line.clear();
        let read = Read::by_ref(&mut lines).take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(|e| {
            Error { kind: crate::error::Kind::Blocked, ..fs::file_error("the list cannot be read", &e) }
        })?;
        if read == 0 {
            break;
        }
        if taken + ignored == 0 && (line.starts_with(b"\xFF\xFE") || line.starts_with(b"\xFE\xFF")) {
            return Err(Error::usage("import_encoding", "the list is in UTF-16")
                .hint("save it as UTF-8, then take it over"));
        }
        let text = trimmed(&line);
        if text.is_empty() || matches!(text[0], b'#' | b';') {
            continue;
        }
        match parse(text, named, paths) {
            Parsed::Line(algorithm, digest, path) => {
                match Record::of_line(&path, algorithm, digest, recorded_ms) {
                    Some(record) => {
                        taken += 1;
                        each(record)?;
                    }
                    None => ignored += 1,
                }
            }
            Parsed::Unclear => unclear += 1,
            Parsed::Nothing => ignored += 1,
        }
        if taken + ignored + unclear > limits.records {
            return Err(too_large(words!("more than {n} lines", n = Plain(limits.records))));
        }
    }
    if taken == 0 && unclear > 0 {
        return Err(Error::usage(
            "import_algorithm",
            "the list does not tell whether it is of BLAKE3 or of SHA-256",
        )
        .hint("give its name the ending .b3 or .sha256"));
    }
    Ok(ignored + unclear)
}

fn trimmed(line: &[u8]) -> &[u8] {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

enum Parsed {
    Line(Algorithm, Vec<u8>, Vec<u8>),
    /// A digest that could be of two algorithms.
    Unclear,
    Nothing,
}

fn parse(line: &[u8], named: Option<Algorithm>, paths: Paths) -> Parsed {
    let (line, escaped) = match line.strip_prefix(b"\\") {
        Some(rest) if paths == Paths::Gnu => (rest, true),
        Some(_) | None => (line, false),
    };
    let (algorithm, hex, name) = match tagged(line) {
        Some((algorithm, hex, name)) => (Some(algorithm), hex, name),
        None => match plain(line) {
            Some((hex, name)) => (None, hex, name),
            None => return Parsed::Nothing,
        },
    };
    let hex = hex.strip_prefix("XXH3_").unwrap_or(hex);
    let algorithm = match algorithm.or(named).map_or_else(|| of_length(hex.len()), Ok) {
        Ok(algorithm) => algorithm,
        Err(parsed) => return parsed,
    };
    let Some(digest) = algorithm.digest_of_hex(hex) else { return Parsed::Nothing };
    match path_of(name, paths, escaped) {
        Some(path) => Parsed::Line(algorithm, digest, path),
        None => Parsed::Nothing,
    }
}

/// `SHA256 (path) = digest`
fn tagged(line: &[u8]) -> Option<(Algorithm, &str, &[u8])> {
    let open = line.iter().position(|b| *b == b'(')?;
    let close = line.windows(4).rposition(|w| w == b") = ")?;
    let tag = std::str::from_utf8(&line[..open]).ok()?.trim_end();
    let algorithm = match tag.to_ascii_uppercase().as_str() {
        "BLAKE3" => Algorithm::Blake3,
        "SHA256" | "SHA2-256" => Algorithm::Sha256,
        "SHA512" | "SHA2-512" => Algorithm::Sha512,
        "SHA1" => Algorithm::Sha1,
        "MD5" => Algorithm::Md5,
        "XXH64" => Algorithm::Xxh64,
        "XXH3" => Algorithm::Xxh3,
        "XXH128" => Algorithm::Xxh128,
        _ => return None,
    };
    let hex = std::str::from_utf8(&line[close + 4..]).ok()?.trim();
    Some((algorithm, hex, line.get(open + 1..close)?))
}

/// `digest  path` or `digest *path`
fn plain(line: &[u8]) -> Option<(&str, &[u8])> {
    let end = line.iter().position(|b| matches!(b, b' ' | b'\t'))?;
    let hex = std::str::from_utf8(&line[..end]).ok()?;
    let rest = &line[end + 1..];
    // One more blank or the mark of binary mode; what follows is the name, blanks and all.
    let name = match rest {
        [b' ' | b'*' | b'\t', name @ ..] => name,
        name => name,
    };
    (!name.is_empty()).then_some((hex, name))
}

fn of_length(hex: usize) -> std::result::Result<Algorithm, Parsed> {
    match hex {
        32 => Ok(Algorithm::Md5),
        40 => Ok(Algorithm::Sha1),
        128 => Ok(Algorithm::Sha512),
        64 => Err(Parsed::Unclear),
        _ => Err(Parsed::Nothing),
    }
}

fn path_of(name: &[u8], paths: Paths, escaped: bool) -> Option<Vec<u8>> {
    match paths {
        Paths::Odd => parse_display(std::str::from_utf8(name).ok()?),
        Paths::Bag => Some(percent_decoded(name.trim_ascii_start())),
        Paths::Gnu if escaped => unescaped(name),
        // Who writes `\` into a name without escaping it is Windows, where it parts folders.
        Paths::Gnu if !name.contains(&b'/') => {
            Some(name.iter().map(|b| if *b == b'\\' { b'/' } else { *b }).collect())
        }
        Paths::Gnu => Some(name.to_vec()),
    }
}

fn unescaped(name: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(name.len());
    let mut bytes = name.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => out.push(match bytes.next()? {
                b'\\' => b'\\',
                b'n' => b'\n',
                b'r' => b'\r',
                _ => return None,
            }),
            other => out.push(*other),
        }
    }
    Some(out)
}

/// Only what a bag encodes is decoded: any other `%` is a character of the name.
fn percent_decoded(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((first, tail)) = rest.split_first() {
        let code = (*first == b'%').then(|| tail.get(..2)).flatten().map(<[u8]>::to_ascii_uppercase);
        let decoded = match code.as_deref() {
            Some(b"0A") => Some(b'\n'),
            Some(b"0D") => Some(b'\r'),
            Some(b"25") => Some(b'%'),
            Some(_) | None => None,
        };
        out.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { &tail[2..] } else { tail };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::record::{Anchor, LIMITS};
    use super::*;

    const SHA: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    const MD5: &str = "900150983cd24fb0d6963f7d28e17f72";

    fn taken(text: &str, named: Option<Algorithm>, paths: Paths) -> (Vec<(Algorithm, String)>, u64) {
        let mut out = Vec::new();
        let ignored = read(text.as_bytes(), named, paths, 5, &LIMITS, &mut |record| {
            let mark = if record.anchor == Anchor::Machine { "/" } else { "" };
            out.push((
                record.row.algorithm,
                format!("{mark}{}", String::from_utf8(record.row.path.0).unwrap()),
            ));
            Ok(())
        });
        (out, ignored.unwrap())
    }

    fn paths(text: &str, named: Option<Algorithm>) -> Vec<String> {
        taken(text, named, Paths::Gnu).0.into_iter().map(|(_, path)| path).collect()
    }

    #[test]
    fn lines_of_all_the_usual_programs_are_read() {
        let text = format!(
            "\u{FEFF}{SHA}  a/b c.jpg\r\n# a remark\n\n{SHA} *./d.jpg\n{SHA}  dir\\sub\\e.jpg\n\\{SHA}  new\\nline\\\\x\n\
             SHA256 (f (1).jpg) = {SHA}\n{SHA}  C:\\Photos\\g.jpg\n{SHA}  /media/red/h.jpg\n{}  up.jpg\n",
            SHA.to_uppercase()
        );
        let found = paths(&text, Some(Algorithm::Sha256));
        let expected = [
            "a/b c.jpg",
            "d.jpg",
            "dir/sub/e.jpg",
            "new\nline\\x",
            "f (1).jpg",
            "Photos/g.jpg",
            "/media/red/h.jpg",
            "up.jpg",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_no_line_or_leads_outside_is_counted_and_left() {
        let text = format!("{SHA}  ../x\n{SHA}  a/../../x\n{MD5}  short\nzz  a\nnothing\n{SHA}  ok\n{SHA}\n");
        assert_eq!(taken(&text, Some(Algorithm::Sha256), Paths::Gnu).1, 6);
        assert_eq!(paths(&text, Some(Algorithm::Sha256)), ["ok"]);
    }

    #[test]
    fn an_algorithm_is_told_by_tag_name_or_length_and_never_guessed() {
        for (name, algorithm) in [
            ("red.b3", Algorithm::Blake3),
            ("SHA256SUMS", Algorithm::Sha256),
            ("red.sha256.txt", Algorithm::Sha256),
            ("all.md5", Algorithm::Md5),
            ("x.blake3", Algorithm::Blake3),
            ("a.xxh128", Algorithm::Xxh128),
            ("b3sums.sha1", Algorithm::Sha1),
        ] {
            assert_eq!(algorithm_of_name(name), Some(algorithm), "{name}");
        }
        assert_eq!(algorithm_of_name("web3.txt"), None);
        let (lines, ignored) = taken(&format!("{MD5}  a\n{SHA}  b\n"), None, Paths::Gnu);
        assert_eq!(
            (lines, ignored),
            (vec![(Algorithm::Md5, "a".to_owned())], 1),
            "64 digits could be two things"
        );
        let unclear = read(format!("{SHA}  b\n").as_bytes(), None, Paths::Gnu, 0, &LIMITS, &mut |_| Ok(()));
        assert_eq!(unclear.unwrap_err().code, "import_algorithm", "said in words, not guessed");
    }

    #[test]
    fn bags_and_our_odd_names_have_their_own_escapes() {
        let (lines, _) = taken(&format!("{SHA}   data/a%0Ab%25c%41\n"), Some(Algorithm::Sha256), Paths::Bag);
        assert_eq!(lines[0].1, "data/a\nb%c%41");
        let (lines, _) = taken(&format!("{SHA}  a\\x41\n"), Some(Algorithm::Blake3), Paths::Odd);
        assert_eq!(lines[0].1, "aA");
    }

    #[test]
    fn too_many_lines_end_it_in_words() {
        let limits = Limits { records: 2, ..LIMITS };
        let text = format!("{MD5}  a\n").repeat(3);
        let ended = read(text.as_bytes(), None, Paths::Gnu, 0, &limits, &mut |_| Ok(()));
        assert_eq!(ended.unwrap_err().code, "import_too_large");
        let endless = std::io::repeat(b'x').take(1 << 20);
        let ignored = read(endless, None, Paths::Gnu, 0, &LIMITS, &mut |_| Ok(())).unwrap();
        assert!(ignored >= 1, "a line without an end is cut: {ignored}");
    }
}
