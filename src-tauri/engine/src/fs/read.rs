//! Reading a file once, front to back, and noticing if it moved meanwhile.

use std::fs::File;
use std::io;
use std::time::{Duration, Instant};

use super::buffer::Buffer;
use super::os::{self, Sight};
use super::seen::Seen;
use crate::cancel::Cancel;
use crate::error::{Error, Result};
use crate::model::{Checksum, Fingerprint, Method};
use crate::words;

/// From this size on the system is told to read ahead.
const READ_AHEAD_FROM: u64 = 1 << 20;

/// Pieces become smaller where one takes longer than this: whoever wants to pause or stop waits for the piece in hand, and
/// for those of all other threads on that drive.
const LONGEST_PIECE: Duration = Duration::from_millis(80);
const SMALLEST_PIECE: usize = 128 << 10;
const FIRST_PIECE: usize = 256 << 10;
const LARGEST_PIECE: usize = 4 << 20;

/// A file being read in pieces. Large files bypass the page cache where the system can.
pub struct Reader<'f> {
    sight: Sight<'f>,
    before: Seen,
    at: u64,
    /// Bytes to ask for at once.
    piece: usize,
}

impl<'f> Reader<'f> {
    /// Starts reading; `direct` asks for reading past the page cache.
    pub fn new(file: &'f File, direct: bool) -> Result<Self> {
        let before = Seen::of_file(file).map_err(|e| super::file_error("could not be looked at", &e))?;
        let sight = Sight::of(file, direct);
        if !sight.is_direct() && before.print.size > READ_AHEAD_FROM {
            os::will_read(file);
        }
        Ok(Self { sight, before, at: 0, piece: FIRST_PIECE })
    }

    /// What the file was when it was opened.
    #[must_use]
    pub fn seen(&self) -> &Seen {
        &self.before
    }

    /// Reads the next piece into the buffer, as much as the drive gives in a moment; 0 at the file's end.
    pub fn next(&mut self, buffer: &mut Buffer) -> Result<usize> {
        self.fill(buffer, 0, self.piece)
    }

    /// The next pieces follow what the last one took, with all that was done with it. Without a word they stay as they are.
    pub fn took(&mut self, time: Duration) {
        self.piece = match time {
            _ if time > LONGEST_PIECE => (self.piece / 2).max(SMALLEST_PIECE),
            _ if time < LONGEST_PIECE / 4 => (self.piece * 2).min(LARGEST_PIECE),
            _ => self.piece,
        };
    }

    /// Fills the buffer from there on, with so many bytes at most; 0 at the file's end.
    fn fill(&mut self, buffer: &mut Buffer, from: usize, most: usize) -> Result<usize> {
        let mut filled = 0;
        let all = (buffer.len() - from).min(most);
        // Growth past the size at the start shows in the times at the end; asking for more would leave the direct way.
        while filled < all && self.at < self.before.print.size {
            match self.sight.read(self.at, &mut buffer.space()[from + filled..from + all]) {
                Ok(0) => break,
                Ok(n) => {
                    filled += n;
                    self.at += n as u64;
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(read_error(&e, self.at)),
            }
        }
        Ok(filled)
    }

    /// Ends the reading: the file must be what it was at the start, and as long as what was read.
    pub fn finish(self) -> Result<Fingerprint> {
        let after =
            Seen::of_file(self.sight.file()).map_err(|e| super::file_error("could not be looked at", &e))?;
        if after.print != self.before.print || self.at != after.print.size {
            return Err(Error::file("changed_while_reading", "it changed while it was read")
                .hint("close the program that writes it, then resume"));
        }
        Ok(after.print)
    }

    /// Whether reading went past the page cache to the end.
    #[must_use]
    pub fn is_direct(&self) -> bool {
        self.sight.is_direct()
    }
}

fn read_error(error: &io::Error, at: u64) -> Error {
    let mut out = super::file_error("could not be read", error);
    if out.code == "read_failed" {
        out.message = words!("{what} at byte {at}", what = Words(out.message), at = Plain(at));
    }
    out
}

/// A small file's content, all at once: its length in the buffer, and what the file is.
pub fn read_whole(file: &File, buffer: &mut Buffer, cancel: &Cancel) -> Result<(usize, Seen)> {
    let mut reader = Reader::new(file, false)?;
    let mut len = 0;
    while len < buffer.len() {
        cancel.check()?;
        match reader.fill(buffer, len, FIRST_PIECE)? {
            0 => break,
            n => len += n,
        }
    }
    let seen = reader.before;
    reader.finish()?;
    Ok((len, seen))
}

/// The checksum of an open file; `moved` is told of each piece's length.
pub fn hash_file(
    file: &File,
    direct: bool,
    buffer: &mut Buffer,
    cancel: &Cancel,
    moved: &dyn Fn(u64),
) -> Result<(Checksum, Fingerprint, bool)> {
    hash_file_with(file, direct, buffer, cancel, moved, &mut |_| {})
}

/// The same; `also` is given each piece, for other checksums in the same read.
pub fn hash_file_with(
    file: &File,
    direct: bool,
    buffer: &mut Buffer,
    cancel: &Cancel,
    moved: &dyn Fn(u64),
    also: &mut dyn FnMut(&[u8]),
) -> Result<(Checksum, Fingerprint, bool)> {
    let mut reader = Reader::new(file, direct)?;
    if direct && !reader.is_direct() {
        os::forget_pages(file);
    }
    let mut hasher = blake3::Hasher::new();
    let on_device = direct && os::is_on_device(file);
    loop {
        cancel.check()?;
        let began = Instant::now();
        let n = reader.next(buffer)?;
        reader.took(began.elapsed());
        if n == 0 {
            break;
        }
        hasher.update(buffer.filled(n));
        also(buffer.filled(n));
        moved(n as u64);
    }
    let from_device = reader.is_direct() && on_device;
    let print = reader.finish()?;
    Ok((Checksum(*hasher.finalize().as_bytes()), print, from_device))
}

/// What reading back found.
#[derive(Debug, Clone, Copy)]
pub struct ReadBack {
    pub checksum: Checksum,
    pub print: Fingerprint,
    pub method: Method,
}

/// Reads a file back past the page cache as far as the system can, and says what was achieved.
pub fn read_back(file: &File, buffer: &mut Buffer, cancel: &Cancel, moved: &dyn Fn(u64)) -> Result<ReadBack> {
    read_back_with(file, buffer, cancel, moved, &mut |_| {})
}

/// The same; `also` is given each piece, for other checksums in the same read.
pub fn read_back_with(
    file: &File,
    buffer: &mut Buffer,
    cancel: &Cancel,
    moved: &dyn Fn(u64),
    also: &mut dyn FnMut(&[u8]),
) -> Result<ReadBack> {
    let (checksum, print, from_device) = hash_file_with(file, true, buffer, cancel, moved, also)?;
    let method = if from_device { Method::Device } else { Method::Content };
    Ok(ReadBack { checksum, print, method })
}
