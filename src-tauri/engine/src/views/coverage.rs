//! How many copies there are of what was ever seen, and which entries of the catalogue are true no more.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::model::Tally;

/// How many contents have how many copies in archives, as far as the catalogue knows. Copies on one disk count once,
/// also in two volumes of it; a volume that is away is taken for a disk of its own. One that was found damaged, changed or missing does not count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CoverageView {
    /// Contents that were seen on a drive and are in no archive.
    pub none: Tally,
    /// Contents with copies on one disk only.
    pub one: Tally,
    /// Contents with copies on two disks or more.
    pub more: Tally,
    /// The volumes with copies, the one with the most first.
    pub volumes: Vec<CoverageVolume>,
}

/// What one volume carries of the archives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CoverageVolume {
    pub volume: String,
    /// The name of the drive or archive.
    pub name: String,
    pub connected: bool,
    /// Contents with a copy there.
    pub copies: Tally,
    /// Of these, contents whose copies are all on the disk of this volume.
    pub only: Tally,
    /// Of the copies, those that were never read back.
    pub never_read_back: u64,
    /// When the copy was read back whose reading back is longest ago; `None` if none was.
    pub oldest_read_back_ms: Option<i64>,
}

/// A file of an archive that is not there any more as it was last seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StaleFile {
    /// The name of the drive or archive, and the path below it.
    pub drive: String,
    pub path: String,
    pub size: u64,
    /// Nothing is there; else another size or date.
    pub gone: bool,
    pub last_seen_ms: i64,
}
