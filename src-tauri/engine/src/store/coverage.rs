//! Questions to the catalogue about copies: what is at every path now, as far as it was seen.

use super::catalog::Catalog;
use crate::error::Result;
use crate::model::{Method, Outcome, RelPath, UidPath, VolumeUid};

/// What was last seen at a path.
#[derive(Debug, Clone, Copy)]
pub struct LastSeen {
    /// The folder's id.
    pub folder: i64,
    pub content: i64,
    pub size: u64,
    /// The last verification.
    pub verified: Option<(Outcome, Method, i64)>,
}

impl Catalog {
    /// Every folder in which a content was seen, by its id.
    pub fn each_folder(&self, each: &mut dyn FnMut(i64, UidPath)) -> Result<()> {
        let mut statement =
            self.db.prepare("SELECT f.id, v.uid, f.path FROM folders f JOIN volumes v ON v.id = f.volume")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            each(row.get(0)?, UidPath { volume: VolumeUid(row.get(1)?), path: RelPath(row.get(2)?) });
        }
        Ok(())
    }

    /// What was last seen at every path: an older content of it is there no more.
    pub fn each_last_seen(&self, each: &mut dyn FnMut(LastSeen)) -> Result<()> {
        let mut statement = self.db.prepare(
            "SELECT l.folder, l.content, l.size, r.outcome, r.method, r.verified_ms
             FROM (SELECT id, folder, content, size, max(last_seen_ms) FROM sightings GROUP BY folder, name) l
             LEFT JOIN readbacks r ON r.sighting = l.id
               AND r.verified_ms = (SELECT max(verified_ms) FROM readbacks WHERE sighting = l.id)",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let outcome: Option<String> = row.get(3)?;
            let method: Option<String> = row.get(4)?;
            let how =
                outcome.as_deref().and_then(Outcome::parse).zip(method.as_deref().and_then(Method::parse));
            each(LastSeen {
                folder: row.get(0)?,
                content: row.get(1)?,
                size: row.get(2)?,
                verified: how.zip(row.get(5)?).map(|((outcome, method), at)| (outcome, method, at)),
            });
        }
        Ok(())
    }
}
