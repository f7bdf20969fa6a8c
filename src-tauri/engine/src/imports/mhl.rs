//! Media hash lists: version 1 (`.mhl` beside the footage) and ASC MHL (a folder `ascmhl`).

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::record::{Each, Limits, Record, too_large};
use crate::error::{Error, Result};
use crate::model::Algorithm;
use crate::text::{Words, of_system};
use crate::words;

/// Deeper than any list is nested.
const DEEPEST: usize = 64;

/// The entry that is being read.
#[derive(Default)]
struct Entry {
    path: Option<String>,
    size: Option<u64>,
    mtime_ns: Option<i64>,
    /// Algorithm, digest in hex, when it was recorded.
    digests: Vec<(Algorithm, String, Option<i64>)>,
    /// Digests that are not computed here, or that say that a check failed.
    ignored: u64,
    hashed_ms: Option<i64>,
}

/// Hands out the entries of a list; returns the number of those that are none. `recorded_ms`: when an entry has no date.
pub fn read(list: impl BufRead, recorded_ms: i64, limits: &Limits, each: &mut Each<'_>) -> Result<u64> {
    let mut parser =
        Parser { entry: None, stack: Vec::new(), text: String::new(), started: None, ignored: 0, taken: 0 };
    let mut xml = Reader::from_reader(list);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer).map_err(|e| unsound(&e))?;
        match event {
            Event::Start(tag) => parser.open(&tag)?,
            Event::Empty(tag) => {
                parser.open(&tag)?;
                parser.close(recorded_ms, each)?;
            }
            Event::End(_) => parser.close(recorded_ms, each)?,
            Event::Text(text) => parser.text.push_str(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(text) => parser.text.push_str(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(name) => {
                parser.text.push(character(&name).ok_or_else(|| malformed(words!("an unknown entity")))?)
            }
            Event::DocType(_) => return Err(malformed(words!("it declares a document type"))),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
        if parser.taken > limits.records {
            return Err(too_large(words!("more than {n} entries", n = Plain(limits.records))));
        }
    }
    match parser.stack.is_empty() {
        true => Ok(parser.ignored),
        false => Err(malformed(words!("it ends in the middle"))),
    }
}

fn unsound(error: &quick_xml::Error) -> Error {
    malformed(if let quick_xml::Error::Io(error) = error {
        of_system(error)
    } else {
        words!("it is not sound XML: {said}", said = Text(error.to_string()))
    })
}

fn malformed(why: Words) -> Error {
    Error::blocked("import_damaged", words!("the media hash list cannot be read: {why}", why = Words(why)))
        .hint("nothing was taken over from it")
}

fn character(name: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if name.is_char_ref() {
        return name.resolve_char_ref().ok().flatten();
    }
    match name.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

struct Parser {
    entry: Option<Entry>,
    /// Local names of the open elements; of a digest also its date, and whether it failed.
    stack: Vec<Open>,
    text: String,
    /// When the list was made.
    started: Option<i64>,
    ignored: u64,
    taken: u64,
}

struct Open {
    name: String,
    date_ms: Option<i64>,
    failed: bool,
}

impl Parser {
    fn open(&mut self, tag: &BytesStart<'_>) -> Result<()> {
        if self.stack.len() >= DEEPEST {
            return Err(malformed(words!("it is nested too deep")));
        }
        let name = tag.local_name().as_ref().to_owned();
        self.text.clear();
        let mut open = Open { name, date_ms: None, failed: false };
        let in_hash = self.entry.is_some();
        if open.name == "hash" && self.parent() != "directoryhash" {
            self.entry = Some(Entry::default());
        }
        for attribute in tag.attributes().flatten() {
            let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else { continue };
            let key = attribute.key.local_name();
            match (key.as_ref(), self.entry.as_mut().filter(|_| in_hash)) {
                ("size", Some(entry)) if open.name == "path" => entry.size = value.trim().parse().ok(),
                ("lastmodificationdate", Some(entry)) if open.name == "path" => {
                    entry.mtime_ns = nanoseconds(&value)
                }
                ("hashdate", _) => open.date_ms = nanoseconds(&value).map(|ns| ns / 1_000_000),
                ("action", _) => open.failed = value == "failed",
                _ => {}
            }
        }
        self.stack.push(open);
        Ok(())
    }

    fn parent(&self) -> &str {
        self.stack.last().map_or("", |open| open.name.as_str())
    }

    fn close(&mut self, recorded_ms: i64, each: &mut Each<'_>) -> Result<()> {
        let Some(open) = self.stack.pop() else { return Ok(()) };
        let text = std::mem::take(&mut self.text);
        let text = text.trim_matches(['\n', '\r', '\t', ' ']);
        if open.name == "hash"
            && let Some(entry) = self.entry.take()
        {
            return self.finish(entry, recorded_ms, each);
        }
        if open.name == "creationdate" {
            self.started = nanoseconds(text).map(|ns| ns / 1_000_000);
        }
        let directly = self.parent() == "hash";
        if let Some(entry) = self.entry.as_mut().filter(|_| directly) {
            entry.take(&open, text);
        }
        Ok(())
    }

    fn finish(&mut self, entry: Entry, recorded_ms: i64, each: &mut Each<'_>) -> Result<()> {
        self.ignored += entry.ignored;
        let path = entry.path.as_deref().map(|p| p.replace('\\', "/"));
        for (algorithm, hex, date) in entry.digests {
            let at = date.or(entry.hashed_ms).or(self.started).unwrap_or(recorded_ms);
            let record = path
                .as_deref()
                .zip(algorithm.digest_of_hex(&hex))
                .and_then(|(path, digest)| Record::of_line(path.as_bytes(), algorithm, digest, at));
            match record {
                Some(mut record) => {
                    record.row.size = entry.size;
                    record.row.mtime_ns = entry.mtime_ns;
                    self.taken += 1;
                    each(record)?;
                }
                None => self.ignored += 1,
            }
        }
        Ok(())
    }
}

impl Entry {
    fn take(&mut self, open: &Open, text: &str) {
        let algorithm = match open.name.as_str() {
            "file" | "path" => {
                self.path = Some(text.to_owned());
                return;
            }
            "size" => {
                self.size = text.parse().ok();
                return;
            }
            "lastmodificationdate" => {
                self.mtime_ns = nanoseconds(text);
                return;
            }
            "hashdate" => {
                self.hashed_ms = nanoseconds(text).map(|ns| ns / 1_000_000);
                return;
            }
            "xxh64" | "xxhash64be" => Algorithm::Xxh64,
            "xxh3" => Algorithm::Xxh3,
            "xxh128" => Algorithm::Xxh128,
            "md5" => Algorithm::Md5,
            "sha1" => Algorithm::Sha1,
            "sha256" => Algorithm::Sha256,
            "sha512" => Algorithm::Sha512,
            // Other algorithms, and xxhash64 whose order of bytes depends on who wrote it.
            "c4" | "xxhash" | "xxhash64" => {
                self.ignored += 1;
                return;
            }
            _ => return,
        };
        match open.failed {
            true => self.ignored += 1,
            false => self.digests.push((algorithm, text.to_owned(), open.date_ms)),
        }
    }
}

fn nanoseconds(text: &str) -> Option<i64> {
    let at: jiff::Timestamp = text.trim().parse().ok()?;
    i64::try_from(at.as_nanosecond()).ok()
}

#[cfg(test)]
mod tests {
    use super::super::record::LIMITS;
    use super::*;

    fn taken(xml: &str) -> Result<(Vec<Record>, u64)> {
        let mut out = Vec::new();
        let ignored = read(xml.as_bytes(), 7, &LIMITS, &mut |record| {
            out.push(record);
            Ok(())
        })?;
        Ok((out, ignored))
    }

    #[test]
    fn an_asc_list_gives_files_and_no_folders() {
        let xml = r#"<?xml version="1.0" encoding="UTF-8"?>
            <hashlist version="2.0" xmlns="urn:ASC:MHL:v2.0">
              <creatorinfo><creationdate>2020-01-16T09:15:00+00:00</creationdate><tool version="1">x</tool></creatorinfo>
              <processinfo><process>in-place</process><roothash><content><xxh64>8d02114c32e28cbe</xxh64></content></roothash></processinfo>
              <hashes>
                <hash><path size="5" lastmodificationdate="2020-01-15T13:00:00+00:00">Clips/A&amp;B&#x31;.mov</path>
                  <xxh64 action="original" hashdate="2020-01-16T09:15:01+00:00">0ea03b369a463d9d</xxh64>
                  <c4>c4abc</c4><md5 action="failed">900150983cd24fb0d6963f7d28e17f72</md5></hash>
                <hash><path size="3">Sidecar.txt</path><md5 action="verified">900150983cd24fb0d6963f7d28e17f72</md5></hash>
                <directoryhash><path>Clips</path><content><xxh64>6d43a82e7a5d40f6</xxh64></content>
                  <structure><xxh64>1d43a82e7a5d40f6</xxh64></structure></directoryhash>
              </hashes></hashlist>"#;
        let (records, ignored) = taken(xml).unwrap();
        assert_eq!(records.len(), 2, "{records:?}");
        let first = &records[0].row;
        assert_eq!(first.path.0, b"Clips/A&B1.mov");
        assert_eq!((first.algorithm, first.size), (Algorithm::Xxh64, Some(5)));
        assert_eq!(first.mtime_ns, Some(1_579_093_200_000_000_000));
        assert_eq!(first.recorded_ms, 1_579_166_101_000);
        assert_eq!(
            records[1].row.recorded_ms, 1_579_166_100_000,
            "the list's own date where an entry has none"
        );
        assert_eq!(ignored, 2, "another algorithm, and one that failed its check");
    }

    #[test]
    fn a_list_of_the_first_version_is_read() {
        let xml = r"<hashlist version='1.1'><creatorinfo><name>x</name></creatorinfo><hash><file>A001\clip 1.mov</file>
            <size>12</size><lastmodificationdate>2014-03-02T10:00:00Z</lastmodificationdate>
            <xxhash64be>44bc2cf5ad770999</xxhash64be><sha1>a9993e364706816aba3e25717850c26c9cd0d89d</sha1>
            <xxhash64>9909</xxhash64><hashdate>2014-03-03T10:00:00Z</hashdate></hash></hashlist>";
        let (records, ignored) = taken(xml).unwrap();
        let algorithms: Vec<Algorithm> = records.iter().map(|r| r.row.algorithm).collect();
        assert_eq!((algorithms, ignored), (vec![Algorithm::Xxh64, Algorithm::Sha1], 1));
        assert_eq!(records[0].row.path.0, b"A001/clip 1.mov");
        assert_eq!(records[0].row.recorded_ms, 1_393_840_800_000);
    }

    #[test]
    fn hostile_lists_are_refused_in_words() {
        let bomb = "<!DOCTYPE x [<!ENTITY a 'b'>]><hashlist><hash><file>&a;</file></hash></hashlist>";
        let deep = "<a>".repeat(100);
        let unknown = "<hashlist><hash><file>&nope;</file></hash></hashlist>";
        for xml in [bomb, &deep, unknown, "<hashlist><hash>", "<hashlist></hash>"] {
            assert_eq!(taken(xml).unwrap_err().code, "import_damaged", "{xml}");
        }
        let outside =
            "<hashlist><hash><file>../x</file><md5>900150983cd24fb0d6963f7d28e17f72</md5></hash></hashlist>";
        let (records, ignored) = taken(outside).unwrap();
        assert_eq!((records.len(), ignored), (0, 1));
    }
}
