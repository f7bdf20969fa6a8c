//! Small pictures of files for lists: what a person recognises a photo by. Files are untrusted and large, so that sizes
//! are bounded before anything is decoded, few are decoded at a time, and a decoder that breaks down is one icon less.

mod boxes;
mod decode;
mod embedded;
mod gate;
mod kept;
mod tiff;

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::fs::{Seen, SeenKind};
use crate::job::{Job, PathOf};

use gate::Gate;
use kept::{Kept, Key};

/// The largest file that is looked into, bytes.
const LARGEST_FILE: u64 = 512 << 20;

/// The smallest and the largest edge that can be asked for, pixels.
const EDGES: std::ops::RangeInclusive<u32> = 16..=2048;

/// Threads that decode at the same time.
const AT_A_TIME: usize = 2;

/// A small picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// `image/jpeg` or `image/png`.
    pub media_type: &'static str,
    /// The picture's file.
    pub bytes: Vec<u8>,
}

/// Makes small pictures and keeps the last ones in memory.
pub struct Pictures {
    gate: Gate,
    kept: Kept,
}

impl Default for Pictures {
    fn default() -> Self {
        Self { gate: Gate::new(AT_A_TIME), kept: Kept::default() }
    }
}

impl Pictures {
    /// A picture of a file of the job, of its copy or of its twin, at most `edge` pixels wide and high.
    ///
    /// # Errors
    /// `no_picture` if there is none to show; `superseded` if many newer ones were asked for meanwhile.
    pub fn of_row(
        &self,
        job: &Job,
        (file, destination): (i64, Option<i64>),
        which: PathOf,
        edge: u32,
    ) -> Result<Arc<Picture>> {
        let opened = job.open_file(file, destination, which)?.ok_or_else(none)?;
        self.of_file(opened, edge)
    }

    /// The same of an open file.
    pub fn of_file(&self, file: File, edge: u32) -> Result<Arc<Picture>> {
        let edge = edge.clamp(*EDGES.start(), *EDGES.end());
        let seen = Seen::of_file(&file).map_err(|_| none())?;
        if seen.kind != SeenKind::File || seen.print.size == 0 || seen.print.size > LARGEST_FILE {
            return Err(none());
        }
        let key = Key::of(&seen, edge);
        if let Some(known) = self.kept.get(&key) {
            return known.ok_or_else(none);
        }
        let turn = self.gate.wait().ok_or_else(|| {
            Error::file("superseded", "many newer pictures were asked for; ask again when this one is shown")
        })?;
        let made = catch_unwind(AssertUnwindSafe(|| embedded::picture_of(file, seen.print.size, edge)));
        drop(turn);
        let picture = made.ok().flatten().map(Arc::new);
        self.kept.put(key, picture.clone());
        picture.ok_or_else(none)
    }
}

fn none() -> Error {
    Error::file("no_picture", "there is no picture of this file to show")
}

#[cfg(test)]
mod tests;
