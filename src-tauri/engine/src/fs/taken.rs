//! When a picture or film was taken, from its own words: only the head of the file is read.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use nom_exif::{EntryValue, ExifTag, MediaKind, MediaParser, MediaSource, TrackInfoTag};
use tracing::subscriber::{NoSubscriber, with_default};

use super::os;

/// No file's words about itself are longer; a file made to be endless is given up here.
const MOST: u64 = 4 << 20;
/// 1840: there is no photograph from before.
const EARLIEST: i64 = -4_102_444_800;
/// 2200: a clock that says so is wrong.
const LATEST: i64 = 7_258_118_400;
/// Films of cameras without a clock say 1904, where their count of seconds begins.
const NO_CLOCK: i64 = -2_082_844_800;

/// Reads dates; keeps its buffer from file to file.
pub struct DateReader {
    parser: MediaParser,
}

impl Default for DateReader {
    fn default() -> Self {
        Self { parser: MediaParser::new() }
    }
}

/// What was read of a file.
pub struct Taken {
    /// As the camera's clock showed it, seconds since the epoch without a time zone; `None` if it says nothing usable.
    pub local_s: Option<i64>,
    /// Bytes read for it.
    pub read: u64,
}

impl DateReader {
    /// Asks an open file when it was taken. One that cannot be understood says nothing.
    pub fn taken(&mut self, file: &File) -> Taken {
        os::reads_here_and_there(file);
        let read = Cell::new(0);
        // The library logs what it meets, bytes of the picture included: slower than the reading, and nobody's business.
        let head = Head { file, read: &read };
        let seconds = with_default(NoSubscriber::default(), || self.asked(head));
        let local_s = seconds.filter(|s| (EARLIEST..LATEST).contains(s) && *s != NO_CLOCK && *s != 0);
        Taken { local_s, read: read.get() }
    }

    fn asked(&mut self, head: Head<'_>) -> Option<i64> {
        let source = MediaSource::seekable(head).ok()?;
        match source.kind() {
            MediaKind::Image => self.of_image(source),
            MediaKind::Track => self.of_film(source),
        }
    }

    /// When the shutter opened; else when it was made digital. When it was edited last does not count.
    fn of_image(&mut self, source: MediaSource<Head<'_>>) -> Option<i64> {
        let mut digitized = None;
        for entry in self.parser.parse_exif(source).ok()? {
            match entry.tag().tag() {
                Some(ExifTag::DateTimeOriginal) => {
                    if let Some(seconds) = entry.value().and_then(wall_clock) {
                        return Some(seconds);
                    }
                }
                Some(ExifTag::CreateDate) => digitized = entry.value().and_then(wall_clock),
                _ => {}
            }
        }
        digitized
    }

    fn of_film(&mut self, source: MediaSource<Head<'_>>) -> Option<i64> {
        self.parser.parse_track(source).ok()?.get(TrackInfoTag::CreateDate).and_then(wall_clock)
    }
}

fn wall_clock(value: &EntryValue) -> Option<i64> {
    Some(value.as_datetime()?.into_naive().and_utc().timestamp())
}

/// A file of which no more than [`MOST`] bytes are read.
struct Head<'a> {
    file: &'a File,
    read: &'a Cell<u64>,
}

impl Read for Head<'_> {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(MOST.saturating_sub(self.read.get())).unwrap_or(usize::MAX);
        let most = space.len().min(left);
        let got = self.file.read(&mut space[..most])?;
        self.read.set(self.read.get() + got as u64);
        Ok(got)
    }
}

impl Seek for Head<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
