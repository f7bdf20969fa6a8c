//! The last pictures, in memory: what is scrolled back to is there at once. Nothing is written anywhere.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Picture;
use crate::fs::Seen;
use crate::model::Fingerprint;

/// Bytes kept at most.
const MOST_BYTES: usize = 48 << 20;
/// What an entry takes besides its picture, so that files without one are bounded as well.
const ENTRY: usize = 256;

/// Which picture: another content of a file has another fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    device: u64,
    inode: u64,
    size: u64,
    mtime_ns: i64,
    ctime_ns: i64,
    edge: u32,
}

impl Key {
    pub fn of(seen: &Seen, edge: u32) -> Self {
        let Fingerprint { size, mtime_ns, ctime_ns, inode } = seen.print;
        Self { device: seen.device, inode, size, mtime_ns, ctime_ns, edge }
    }
}

#[derive(Default)]
struct Shelf {
    entries: HashMap<Key, (u64, Option<Arc<Picture>>)>,
    bytes: usize,
    clock: u64,
}

/// Pictures by key; what was not asked for longest goes first.
#[derive(Default)]
pub struct Kept(Mutex<Shelf>);

impl Kept {
    /// `Some(None)`: it is known that there is no picture.
    pub fn get(&self, key: &Key) -> Option<Option<Arc<Picture>>> {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.clock += 1;
        let clock = shelf.clock;
        let (used, picture) = shelf.entries.get_mut(key)?;
        *used = clock;
        Some(picture.clone())
    }

    pub fn put(&self, key: Key, picture: Option<Arc<Picture>>) {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.clock += 1;
        shelf.bytes += weight(picture.as_ref());
        let entry = (shelf.clock, picture);
        if let Some((_, before)) = shelf.entries.insert(key, entry) {
            shelf.bytes -= weight(before.as_ref());
        }
        while shelf.bytes > MOST_BYTES {
            let oldest = shelf.entries.iter().min_by_key(|(_, (used, _))| *used).map(|(key, _)| key.clone());
            let Some((_, gone)) = oldest.and_then(|key| shelf.entries.remove(&key)) else { break };
            shelf.bytes -= weight(gone.as_ref());
        }
    }
}

fn weight(picture: Option<&Arc<Picture>>) -> usize {
    ENTRY + picture.map_or(0, |p| p.bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(inode: u64) -> Key {
        Key { device: 1, inode, size: 1, mtime_ns: 1, ctime_ns: 1, edge: 64 }
    }

    #[test]
    fn it_stays_within_its_bytes_and_what_was_just_used_stays() {
        let kept = Kept::default();
        let picture = |len| Some(Arc::new(Picture { media_type: "image/jpeg", bytes: vec![0; len] }));
        kept.put(key(0), picture(1 << 20));
        for inode in 1..60 {
            assert!(kept.get(&key(0)).is_some(), "used again and again ({inode})");
            kept.put(key(inode), picture(1 << 20));
        }
        assert!(kept.get(&key(1)).is_none(), "the oldest is gone");
        assert!(kept.0.lock().unwrap().bytes <= MOST_BYTES);
        kept.put(key(0), None);
        assert_eq!(kept.get(&key(0)), Some(None), "that there is none is known as well");
        let shelf = kept.0.lock().unwrap();
        let sum: usize = shelf.entries.values().map(|(_, picture)| weight(picture.as_ref())).sum();
        assert_eq!(shelf.bytes, sum);
    }
}
