//! What is ahead of each drive, as far as the plan knows it; what only a file's content can settle is told apart, so that
//! the time left can follow what proves to be new.

use std::collections::HashSet;

use rusqlite::Connection;

use crate::error::Result;
use crate::fs::SAMPLE_FROM;
use crate::progress::Ahead;
use crate::store::{OpenFile, read};

/// Sizes of small files and sizes with samples of large ones that were met before.
#[derive(Default)]
pub struct Met {
    /// A bit for each size up to the largest that is never sampled.
    sizes: Vec<u64>,
    samples: HashSet<(u64, [u8; 16])>,
}

impl Met {
    /// Whether such a file was met before; it is from now on.
    fn again(&mut self, size: u64, sample: Option<[u8; 16]>) -> bool {
        if size > SAMPLE_FROM {
            return !self.samples.insert((size, sample.unwrap_or_default()));
        }
        self.sizes.resize((SAMPLE_FROM / 64 + 1) as usize, 0);
        let (word, bit) = (&mut self.sizes[(size / 64) as usize], 1 << (size % 64));
        let again = *word & bit != 0;
        *word |= bit;
        again
    }

    /// Whether only its content can tell if the file is written, and whether that is unlikely enough to wait and see:
    /// 0 for a small one, 1 for a large one.
    pub fn doubt(&mut self, file: &OpenFile) -> Option<usize> {
        let open = !file.is_known && file.size > 0 && file.shared > 0;
        let doubtful = open && (self.again(file.size, file.sample) || file.shared > 1);
        doubtful.then_some(usize::from(file.size > SAMPLE_FROM))
    }

    fn add(&mut self, ahead: &mut Ahead, file: &OpenFile) {
        ahead.to_settle.add(1, file.size);
        if file.repeats {
            return;
        }
        ahead.to_read.add(1, file.size);
        match self.doubt(file) {
            Some(class) => ahead.doubtful[class].add(1, file.size),
            None => ahead.fresh.add(1, file.size),
        }
    }
}

/// Of a source, at the destination that waits for most of it; `met`: what each destination met on the sources before.
pub fn ahead_of(db: &Connection, source: i64, met: &mut [(i64, Met)]) -> Result<Ahead> {
    let mut most = Ahead::default();
    for (destination, met) in met {
        let mut ahead = Ahead::default();
        read::open_files(db, source, *destination, &mut |file| met.add(&mut ahead, &file))?;
        if ahead.to_settle.files > most.to_settle.files {
            most = ahead;
        }
    }
    Ok(most)
}
