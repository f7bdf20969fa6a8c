//! What work on a volume has cost in earlier runs, for the time left of the next.

use rusqlite::{OptionalExtension, params};

use super::catalog::Catalog;
use crate::error::Result;
use crate::model::{Costs, VolumeUid};

/// How much of the weight of all earlier runs stays when another is added.
const KEPT: f64 = 0.5;

/// What is done with a volume.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    Read,
    Write,
    Place,
    ReadBack,
    /// Read for a moment before a plan, only to see how fast it goes.
    Trial,
    /// Of an archive: what comes when all files are settled, its lists among it.
    End,
}

impl Work {
    fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Place => "place",
            Self::ReadBack => "back",
            Self::Trial => "trial",
            Self::End => "end",
        }
    }
}

impl Catalog {
    /// Adds what a run has seen; nothing seen changes nothing.
    pub fn costs_seen(&self, volume: &VolumeUid, work: Work, seen: Costs) -> Result<()> {
        if seen.is_nothing() {
            return Ok(());
        }
        self.keep_costs(volume, work, self.costs(volume, work)?.weighing(KEPT) + seen)
    }

    /// Remembers the last short try of a drive alone; nothing seen changes nothing.
    pub fn tried(&self, volume: &VolumeUid, seen: Costs) -> Result<()> {
        if seen.is_nothing() {
            return Ok(());
        }
        self.keep_costs(volume, Work::Trial, seen)
    }

    fn keep_costs(&self, volume: &VolumeUid, work: Work, all: Costs) -> Result<()> {
        self.db.execute(
            "INSERT OR REPLACE INTO costs
               (volume, work, files_files, files_bytes, bytes_bytes, files_seconds, bytes_seconds)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                volume.0,
                work.as_str(),
                all.files_files,
                all.files_bytes,
                all.bytes_bytes,
                all.files_seconds,
                all.bytes_seconds
            ],
        )?;
        Ok(())
    }

    /// What earlier runs have seen; zeros if there was none.
    pub fn costs(&self, volume: &VolumeUid, work: Work) -> Result<Costs> {
        let mut statement = self.db.prepare_cached(
            "SELECT files_files, files_bytes, bytes_bytes, files_seconds, bytes_seconds FROM costs
             WHERE volume = ?1 AND work = ?2",
        )?;
        let costs = statement.query_row(params![volume.0, work.as_str()], |row| {
            let sums = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
            Ok(Costs::from(sums))
        });
        Ok(costs.optional()?.unwrap_or_default())
    }
}
