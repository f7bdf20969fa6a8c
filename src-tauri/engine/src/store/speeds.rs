//! How fast drives were when they were last read, for what can be said of the next time.

use rusqlite::{OptionalExtension, params};

use super::catalog::Catalog;
use crate::error::Result;
use crate::model::{Tally, VolumeUid};

/// A shorter reading tells little of the next.
const TOLD_FROM_MS: u64 = 2_000;

/// How long it took to read whole files from a drive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Speed {
    pub read: Tally,
    /// Milliseconds, with as many threads as the drive bears.
    pub took_ms: u64,
}

impl Catalog {
    /// Remembers how fast a drive was; too short a reading changes nothing.
    pub fn speed_seen(&self, volume: &VolumeUid, speed: Speed) -> Result<()> {
        if speed.took_ms < TOLD_FROM_MS {
            return Ok(());
        }
        self.db.execute(
            "INSERT OR REPLACE INTO speeds (volume, files, bytes, took_ms) VALUES (?1, ?2, ?3, ?4)",
            params![volume.0, speed.read.files, speed.read.bytes, speed.took_ms],
        )?;
        Ok(())
    }

    /// How fast it was when it was last read; `None` if it never was, or not for long.
    pub fn speed(&self, volume: &VolumeUid) -> Result<Option<Speed>> {
        let mut statement =
            self.db.prepare_cached("SELECT files, bytes, took_ms FROM speeds WHERE volume = ?1")?;
        let speed = statement.query_row(params![volume.0], |row| {
            Ok(Speed { read: Tally { files: row.get(0)?, bytes: row.get(1)? }, took_ms: row.get(2)? })
        });
        Ok(speed.optional()?)
    }
}
