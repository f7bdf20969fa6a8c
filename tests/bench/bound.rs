//! The physical bound: read cold what must be read, write the new durably, read it back past the cache. No more:
//! no checksum, no database, no names to decide, no metadata.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use rustix::fs::OFlags;

use crate::corpus::{Corpus, Item};

/// Where direct access to the device begins to pay.
const DIRECT_FROM: u64 = 1 << 20;
/// A group of files is flushed together at so many files or bytes.
const GROUP_FILES: usize = 256;
const GROUP_BYTES: u64 = 64 << 20;
const BLOCK: usize = 4096;
const PIECE: usize = 4 << 20;

/// Moves the bytes and returns the seconds.
pub fn run(corpus: &Corpus, archive: &Path, threads: usize) -> f64 {
    let started = Instant::now();
    let target = archive.join("bound");
    std::fs::create_dir_all(&target).expect("a folder");
    for n in 0..64 {
        std::fs::create_dir_all(target.join(n.to_string())).expect("a folder");
    }
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| Mover::new(&target).work(&corpus.items, &next));
        }
    });
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut buffer = Aligned::new();
                while let Some((twin, _)) = corpus.held.get(next.fetch_add(1, Ordering::Relaxed)) {
                    read_direct(&archive.join(twin), &mut buffer);
                }
            });
        }
    });
    for n in 0..64 {
        File::open(target.join(n.to_string())).and_then(|d| d.sync_all()).expect("folders are flushed");
    }
    started.elapsed().as_secs_f64()
}

struct Mover<'a> {
    target: &'a Path,
    buffer: Aligned,
    small: Vec<u8>,
    group: Vec<(PathBuf, File)>,
    bytes: u64,
}

impl<'a> Mover<'a> {
    fn new(target: &'a Path) -> Self {
        Self { target, buffer: Aligned::new(), small: Vec::new(), group: Vec::new(), bytes: 0 }
    }

    fn work(mut self, items: &[Item], next: &AtomicUsize) {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { break };
            let to = item.is_new.then(|| self.target.join(format!("{}/{at}", at % 64)));
            match item.size >= DIRECT_FROM {
                true => self.large(item, to),
                false => self.small(item, to),
            }
            if self.group.len() >= GROUP_FILES || self.bytes >= GROUP_BYTES {
                self.settle();
            }
        }
        self.settle();
    }

    fn small(&mut self, item: &Item, to: Option<PathBuf>) {
        self.small.clear();
        File::open(&item.path).and_then(|mut f| f.read_to_end(&mut self.small)).expect("read");
        if let Some(to) = to {
            let mut file = File::create_new(&to).expect("made");
            file.write_all(&self.small).expect("written");
            self.bytes += item.size;
            self.group.push((to, file));
        }
    }

    fn large(&mut self, item: &Item, to: Option<PathBuf>) {
        let mut from = direct(File::options().read(true), &item.path);
        let mut out = to.as_ref().map(|to| direct(File::options().write(true).create_new(true), to));
        loop {
            let filled = fill(&mut from, self.buffer.slice());
            if filled == 0 {
                break;
            }
            if let Some(out) = &mut out {
                let whole = filled.next_multiple_of(BLOCK);
                self.buffer.slice()[filled..whole].fill(0);
                out.write_all(&self.buffer.slice()[..whole]).expect("written");
            }
            if filled < PIECE {
                break;
            }
        }
        if let (Some(to), Some(out)) = (to, out) {
            out.set_len(item.size).expect("cut to its size");
            self.bytes += item.size;
            self.group.push((to, out));
        }
    }

    /// Flushes a group and reads it back.
    fn settle(&mut self) {
        for (_, file) in &self.group {
            file.sync_data().expect("flushed");
        }
        for (path, file) in std::mem::take(&mut self.group) {
            drop(file);
            read_direct(&path, &mut self.buffer);
        }
        self.bytes = 0;
    }
}

fn direct(options: &mut std::fs::OpenOptions, path: &Path) -> File {
    let with = options.clone().custom_flags(OFlags::DIRECT.bits() as i32).open(path);
    with.or_else(|_| options.open(path)).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn read_direct(path: &Path, buffer: &mut Aligned) {
    let mut file = direct(File::options().read(true), path);
    while fill(&mut file, buffer.slice()) == PIECE {}
}

fn fill(file: &mut File, buffer: &mut [u8]) -> usize {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..]).expect("read") {
            0 => break,
            n => filled += n,
        }
        // A short answer that is no multiple of a block is the end of the file.
        if filled % BLOCK != 0 {
            break;
        }
    }
    filled
}

/// A buffer that begins at a block's boundary, as direct access wants.
struct Aligned {
    bytes: Vec<u8>,
    start: usize,
}

impl Aligned {
    fn new() -> Self {
        let bytes = vec![0; PIECE + BLOCK];
        let start = bytes.as_ptr().align_offset(BLOCK);
        Self { bytes, start }
    }

    fn slice(&mut self) -> &mut [u8] {
        &mut self.bytes[self.start..self.start + PIECE]
    }
}
