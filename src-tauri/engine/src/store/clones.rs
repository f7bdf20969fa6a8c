//! Identities that were once on two drives at the same time.

use rusqlite::params;

use super::catalog::Catalog;
use crate::error::Result;
use crate::model::VolumeUid;

impl Catalog {
    /// Remembers clones: from now on their identity proves nothing, also when one of them is here alone.
    pub fn clones_seen(&self, uids: &[VolumeUid]) -> Result<()> {
        for uid in uids {
            self.db.execute("INSERT OR IGNORE INTO clones (uid) VALUES (?1)", params![uid.0])?;
        }
        Ok(())
    }

    /// Whether another drive with this identity was ever seen.
    pub fn has_clones(&self, uid: &VolumeUid) -> Result<bool> {
        Ok(self.db.prepare_cached("SELECT 1 FROM clones WHERE uid = ?1")?.exists(params![uid.0])?)
    }
}
