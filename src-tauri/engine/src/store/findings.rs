//! What the catalogue has learnt of a job's files since the job looked at them last: from a certificate or another job.
//! It never settles anything; it says at which files the job has to look itself.

use rusqlite::{Connection, OptionalExtension, params};

use super::catalog::Catalog;
use super::source_files::print_at;
use super::verifications::Due;
use crate::error::Result;
use crate::model::{Checksum, Fingerprint, RelPath, UidPath};

/// A file of which something else is known than at an earlier look.
#[derive(Debug, Clone)]
pub struct Doubt {
    /// Below the root that was asked about.
    pub path: RelPath,
    pub about: About,
}

/// What is known of it.
#[derive(Debug, Clone, Copy)]
pub enum About {
    /// With this size and these times it was read with this content.
    Content { print: Fingerprint, checksum: Checksum, hashed_ns: i64 },
    /// The copy of this content was lost, damaged or unreadable.
    Bad { checksum: Checksum, at_ms: i64 },
}

impl Catalog {
    /// Every file below a root that was seen with several contents, with the one that was read last; and every one whose
    /// last verification was bad.
    pub fn doubts(&self, root: &UidPath, each: &mut dyn FnMut(Doubt) -> Result<()>) -> Result<()> {
        if self.has_clones(&root.volume)? {
            return Ok(());
        }
        let mut statement = self.db.prepare(
            "SELECT f.path, s.name, s.size, s.mtime_ns, s.ctime_ns, s.inode, c.blake3, s.hashed_ns
             FROM volumes v JOIN folders f ON f.volume = v.id CROSS JOIN sightings s ON s.folder = f.id
             JOIN contents c ON c.id = s.content
             WHERE v.uid = ?1
               AND EXISTS (SELECT 1 FROM sightings o WHERE o.folder = s.folder AND o.name = s.name AND o.content <> s.content)
               AND s.hashed_ns = (SELECT max(o.hashed_ns) FROM sightings o WHERE o.folder = s.folder AND o.name = s.name)",
        )?;
        let mut rows = statement.query([&root.volume.0])?;
        while let Some(row) = rows.next()? {
            let Some(path) = path_below(root, row.get(0)?, &row.get::<_, Vec<u8>>(1)?) else { continue };
            let (print, checksum, hashed_ns) = (print_at(row, 2)?, Checksum(row.get(6)?), row.get(7)?);
            each(Doubt { path, about: About::Content { print, checksum, hashed_ns } })?;
        }
        self.found_bad(root, each)
    }

    fn found_bad(&self, root: &UidPath, each: &mut dyn FnMut(Doubt) -> Result<()>) -> Result<()> {
        let mut statement = self.db.prepare(
            "SELECT f.path, s.name, c.blake3, r.verified_ms
             FROM readbacks r JOIN sightings s ON s.id = r.sighting JOIN contents c ON c.id = s.content
             JOIN folders f ON f.id = s.folder JOIN volumes v ON v.id = f.volume
             WHERE r.outcome <> 'ok' AND v.uid = ?1
               AND NOT EXISTS (SELECT 1 FROM readbacks n WHERE n.sighting = r.sighting AND n.verified_ms > r.verified_ms)",
        )?;
        let mut rows = statement.query([&root.volume.0])?;
        while let Some(row) = rows.next()? {
            let Some(path) = path_below(root, row.get(0)?, &row.get::<_, Vec<u8>>(1)?) else { continue };
            let about = About::Bad { checksum: Checksum(row.get(2)?), at_ms: row.get(3)? };
            each(Doubt { path, about })?;
        }
        Ok(())
    }
}

fn path_below(root: &UidPath, folder: Vec<u8>, name: &[u8]) -> Option<RelPath> {
    RelPath(folder).below(&root.path).map(|below| below.join(name))
}

/// The source's file that is not what the job knows of it.
pub fn doubtful_source(db: &Connection, root: i64, doubt: &Doubt) -> Result<Option<i64>> {
    let About::Content { print, checksum, hashed_ns } = doubt.about else { return Ok(None) };
    let (folder, name) = doubt.path.split();
    let mut statement = db.prepare_cached(
        "SELECT s.id, s.size, s.mtime_ns, s.ctime_ns, s.inode FROM folders f
         JOIN source_files s ON s.folder = f.id AND s.name = ?3
         WHERE f.root = ?1 AND f.path = ?2 AND s.kind = 0 AND s.vanished = 0 AND s.left_out IS NULL
           AND s.checksum <> ?4 AND s.hashed_ns < ?5",
    )?;
    let row = statement.query_row(params![root, folder.0, name, checksum.0, hashed_ns], |r| {
        Ok((r.get::<_, i64>(0)?, print_at(r, 1)?))
    });
    // Of another state of the file it says nothing: that was seen by looking.
    Ok(row.optional()?.filter(|(_, known)| *known == print).map(|(id, _)| id))
}

/// The content of these files is known no more: they were changed although size and date are as they were.
pub fn forget_contents(db: &Connection, files: &[i64], scan: i64) -> Result<()> {
    let mut update = db.prepare_cached(
        "UPDATE source_files SET checksum = NULL, sample = NULL, taken_s = NULL, changed = ?2 WHERE id = ?1",
    )?;
    for file in files {
        update.execute([*file, scan])?;
    }
    Ok(())
}

/// The archive's file that may not be what the job knows of it, as a verification has to look at it.
pub fn doubtful_copy(db: &Connection, root: i64, doubt: &Doubt) -> Result<Option<Due>> {
    let (folder, name) = doubt.path.split();
    let mut statement = db.prepare_cached(
        "SELECT a.id, a.size, a.mtime_ns, a.ctime_ns, a.inode, a.checksum, coalesce(a.hashed_ns, 0),
           coalesce(a.verified_ms, a.hashed_ns / 1000000, 0)
         FROM folders f JOIN archive_files a ON a.folder = f.id AND a.name = ?3
         WHERE f.root = ?1 AND f.path = ?2 AND a.vanished = 0 AND a.alias = 0 AND a.checksum IS NOT NULL
           AND (a.outcome IS NULL OR a.outcome = 'ok')",
    )?;
    let row = statement.query_row(params![root, folder.0, name], |r| {
        let due = Due {
            id: r.get(0)?,
            root,
            path: doubt.path.clone(),
            print: print_at(r, 1)?,
            expected: Some(Checksum(r.get(5)?)),
        };
        Ok((due, r.get::<_, i64>(6)?, r.get::<_, i64>(7)?))
    });
    Ok(row.optional()?.and_then(|(due, hashed, verified_ms)| {
        let is_newer = match doubt.about {
            About::Content { print, checksum, hashed_ns } => {
                print == due.print
                    && Some(checksum) != due.expected
                    && hashed_ns > hashed.max(verified_ms * 1_000_000)
            }
            About::Bad { checksum, at_ms } => Some(checksum) == due.expected && at_ms > verified_ms,
        };
        is_newer.then_some(due)
    }))
}
