//! Folders that are whole, their files, and what was decided for each as a whole.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::source_files::{ToRead, stream};
use crate::error::Result;
use crate::model::{Checksum, RelPath};

/// A bundle: its outermost folder.
#[derive(Debug, Clone)]
pub struct Bundle {
    pub id: i64,
    pub root: i64,
    pub path: RelPath,
    pub mtime_ns: i64,
}

/// A file of a bundle.
#[derive(Debug, Clone)]
pub struct Inner {
    pub id: i64,
    /// Below the bundle's folder.
    pub path: RelPath,
    pub size: u64,
    pub mtime_ns: i64,
    pub checksum: Option<Checksum>,
}

/// A file of a bundle that is settled at a destination.
#[derive(Debug, Clone, Copy)]
pub struct Led {
    pub bundle: i64,
    pub checksum: Option<Checksum>,
    /// The archive's file that is its copy or makes one needless.
    pub twin: Option<i64>,
}

/// What was decided for a bundle at a destination.
#[derive(Debug, Clone)]
pub struct BundleTarget {
    pub print: Checksum,
    /// Copied as a whole, rather than equal to another.
    pub copied: bool,
    pub folder: RelPath,
}

/// Marks the folders of a root that are a bundle or in one, and unmarks the others. Answers whether there is any.
pub fn tag(db: &Connection, root: i64, is_bundle: &dyn Fn(&RelPath) -> bool) -> Result<bool> {
    let mut statement = db.prepare("SELECT id, path, bundle FROM folders WHERE root = ?1 ORDER BY path")?;
    let mut rows = statement.query([root])?;
    let mut found: HashMap<Vec<u8>, i64> = HashMap::new();
    let mut changes: Vec<(i64, Option<i64>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let (id, path, now) = (row.get(0)?, RelPath(row.get(1)?), row.get::<_, Option<i64>>(2)?);
        let bundle = match outermost(&found, &path) {
            None if is_bundle(&path) => {
                found.insert(path.0, id);
                Some(id)
            }
            outer => outer,
        };
        if bundle != now {
            changes.push((id, bundle));
        }
    }
    let mut update = db.prepare("UPDATE folders SET bundle = ?2 WHERE id = ?1")?;
    for (id, bundle) in changes {
        update.execute(params![id, bundle])?;
    }
    Ok(!found.is_empty())
}

/// The bundle in which a path lies.
fn outermost(found: &HashMap<Vec<u8>, i64>, path: &RelPath) -> Option<i64> {
    if found.is_empty() {
        return None;
    }
    let ends = path.0.iter().enumerate().filter(|(_, b)| **b == b'/').map(|(at, _)| at);
    ends.into_iter().find_map(|end| found.get(&path.0[..end]).copied())
}

/// The bundles of these roots, in their order.
pub fn bundles_in(db: &Connection, root: i64) -> Result<Vec<Bundle>> {
    let mut statement = db.prepare_cached(
        "SELECT id, root, path, mtime_ns FROM folders WHERE bundle = id AND root = ?1 ORDER BY path",
    )?;
    let rows = statement.query_map([root], |row| {
        Ok(Bundle { id: row.get(0)?, root: row.get(1)?, path: RelPath(row.get(2)?), mtime_ns: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether there is no file in a source's bundle.
pub fn has_no_files(db: &Connection, bundle: i64) -> Result<bool> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM folders f JOIN source_files s ON s.folder = f.id
                 WHERE f.bundle = ?1 AND s.kind = 0 AND s.vanished = 0 AND s.left_out IS NULL)";
    Ok(db.query_row(sql, [bundle], |r| r.get(0))?)
}

/// Whether any bundle was decided about.
pub fn has_bundles(db: &Connection) -> Result<bool> {
    Ok(db.query_row("SELECT EXISTS (SELECT 1 FROM bundle_targets)", [], |r| r.get(0))?)
}

/// Bundles with files that wait for a destination.
pub fn bundles_waiting(db: &Connection, destination: i64) -> Result<BTreeSet<i64>> {
    let mut statement = db.prepare(
        "SELECT DISTINCT f.bundle FROM folders f JOIN source_files s ON s.folder = f.id JOIN copy_status c ON c.file = s.id
         WHERE f.bundle IS NOT NULL AND c.destination = ?1 AND c.status = 'pending' AND c.vanished = 0",
    )?;
    let rows = statement.query_map([destination], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The files of a source's bundle that are part of the job, in the order of their paths.
pub fn source_bundle(
    db: &Connection,
    bundle: &Bundle,
    each: &mut dyn FnMut(Inner) -> Result<()>,
) -> Result<()> {
    inner(
        db,
        "SELECT s.id, f.path, s.name, s.size, s.mtime_ns, s.checksum FROM folders f JOIN source_files s ON s.folder = f.id
         WHERE f.bundle = ?1 AND s.kind = 0 AND s.vanished = 0 AND s.left_out IS NULL ORDER BY f.path, s.name",
        bundle,
        each,
    )
}

/// The same for an archive's. Files that are damaged, or the very files of a source, are not there.
pub fn archive_bundle(
    db: &Connection,
    bundle: &Bundle,
    each: &mut dyn FnMut(Inner) -> Result<()>,
) -> Result<()> {
    inner(
        db,
        "SELECT a.id, f.path, a.name, a.size, a.mtime_ns, a.checksum FROM folders f JOIN archive_files a ON a.folder = f.id
         WHERE f.bundle = ?1 AND a.vanished = 0 AND a.alias = 0 AND (a.outcome IS NULL OR a.outcome = 'ok')
         ORDER BY f.path, a.name",
        bundle,
        each,
    )
}

fn inner(
    db: &Connection,
    sql: &str,
    bundle: &Bundle,
    each: &mut dyn FnMut(Inner) -> Result<()>,
) -> Result<()> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([bundle.id])?;
    while let Some(row) = rows.next()? {
        each(inner_file(row, &bundle.path)?)?;
    }
    Ok(())
}

fn inner_file(row: &Row<'_>, above: &RelPath) -> rusqlite::Result<Inner> {
    let (folder, name): (Vec<u8>, Vec<u8>) = (row.get(1)?, row.get(2)?);
    let below = folder.get(above.0.len()..).unwrap_or_default();
    let below = below.strip_prefix(b"/").unwrap_or(below);
    Ok(Inner {
        id: row.get(0)?,
        path: RelPath(below.to_vec()).join(&name),
        size: row.get(3)?,
        mtime_ns: row.get(4)?,
        checksum: row.get::<_, Option<[u8; 32]>>(5)?.map(Checksum),
    })
}

/// Whether a bundle has to be copied whatever is there: a person wants a file of it copied, a part of it is hidden, or
/// a file of it is not what others recorded.
pub fn must_be_copied(db: &Connection, bundle: i64) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM folders f JOIN source_files s ON s.folder = f.id
                 LEFT JOIN overrides o ON o.file = s.id AND o.decision = 'copy_anyway'
               WHERE f.bundle = ?1 AND s.vanished = 0 AND (s.kind = 4 OR o.file IS NOT NULL
                 OR EXISTS (SELECT 1 FROM copy_status c WHERE c.file = s.id AND c.status = 'error')))";
    Ok(db.query_row(sql, [bundle], |r| r.get(0))?)
}

/// Whether a file of a copied bundle is another now although nothing of its paths, sizes and dates shows it: where it
/// would go its old copy stands.
pub fn changed_unseen(db: &Connection, bundle: i64, destination: i64) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM folders f JOIN source_files s ON s.folder = f.id
                 JOIN copy_status c ON c.file = s.id AND c.destination = ?2
                 JOIN archive_files a ON a.folder = c.target_folder AND a.name = coalesce(c.target_name, s.name)
               WHERE f.bundle = ?1 AND c.status = 'pending' AND c.vanished = 0 AND c.reason = 'changed_source'
                 AND a.vanished = 0 AND (s.checksum IS NULL OR a.checksum IS NULL OR s.checksum <> a.checksum))";
    Ok(db.query_row(sql, [bundle, destination], |r| r.get(0))?)
}

/// Files of a source's bundle that have no checksum.
pub fn source_bundle_unhashed(
    db: &Connection,
    bundle: i64,
    each: &mut dyn FnMut(ToRead) -> Result<()>,
) -> Result<()> {
    let sql = "SELECT s.id, f.root, f.path, s.name, s.size, s.mtime_ns, s.ctime_ns, s.inode
               FROM folders f JOIN source_files s ON s.folder = f.id
               WHERE f.bundle = ?1 AND s.kind = 0 AND s.vanished = 0 AND s.left_out IS NULL AND s.checksum IS NULL AND s.size > 0
               ORDER BY f.path, s.name";
    stream(db, sql, u64::try_from(bundle).unwrap_or_default(), each)
}

/// Files of an archive's bundle that have no checksum.
pub fn archive_bundle_unhashed(
    db: &Connection,
    bundle: i64,
    each: &mut dyn FnMut(ToRead) -> Result<()>,
) -> Result<()> {
    let sql = "SELECT a.id, f.root, f.path, a.name, a.size, a.mtime_ns, a.ctime_ns, a.inode
               FROM folders f JOIN archive_files a ON a.folder = f.id
               WHERE f.bundle = ?1 AND a.vanished = 0 AND a.alias = 0 AND a.checksum IS NULL AND a.size > 0
               ORDER BY f.path, a.name";
    stream(db, sql, u64::try_from(bundle).unwrap_or_default(), each)
}

/// Whether every file of the bundle in which `file` lies has its copy, or a twin, at a destination.
pub fn is_whole_at(db: &Connection, bundle: i64, destination: i64) -> Result<bool> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM folders f JOIN source_files s ON s.folder = f.id
                 JOIN copy_status c ON c.file = s.id AND c.destination = ?2
               WHERE f.bundle = ?1 AND s.kind = 0 AND s.vanished = 0 AND s.left_out IS NULL
                 AND (c.status <> 'done' OR c.twin IS NULL))";
    Ok(db.query_row(sql, [bundle, destination], |r| r.get(0))?)
}

/// A source file's bundle, checksum, and the archive file that is its copy or twin at a destination.
pub fn led_by(db: &Connection, file: i64, destination: i64) -> Result<Option<Led>> {
    let mut statement = db.prepare_cached(
        "SELECT f.bundle, s.checksum, c.twin FROM source_files s JOIN folders f ON f.id = s.folder
           JOIN copy_status c ON c.file = s.id AND c.destination = ?2 AND c.status = 'done'
         WHERE s.id = ?1 AND f.bundle IS NOT NULL",
    )?;
    let row = statement.query_row([file, destination], |row| {
        Ok(Led {
            bundle: row.get(0)?,
            checksum: row.get::<_, Option<[u8; 32]>>(1)?.map(Checksum),
            twin: row.get(2)?,
        })
    });
    Ok(row.optional()?)
}

/// What was decided for a bundle at a destination.
pub fn bundle_target(db: &Connection, bundle: i64, destination: i64) -> Result<Option<BundleTarget>> {
    let sql = "SELECT print, copied, folder FROM bundle_targets WHERE bundle = ?1 AND destination = ?2";
    let target = db.query_row(sql, [bundle, destination], |row| {
        Ok(BundleTarget { print: Checksum(row.get(0)?), copied: row.get(1)?, folder: RelPath(row.get(2)?) })
    });
    Ok(target.optional()?)
}

/// The folders at a destination that bundles were or are copied to, each with its bundle.
pub fn bundle_folders(db: &Connection, destination: i64) -> Result<HashMap<i64, RelPath>> {
    let mut statement =
        db.prepare("SELECT bundle, folder FROM bundle_targets WHERE destination = ?1 AND copied = 1")?;
    let rows = statement.query_map([destination], |row| Ok((row.get(0)?, RelPath(row.get(1)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Records what was decided for a bundle.
pub fn set_bundle_target(
    db: &Connection,
    (bundle, destination): (i64, i64),
    target: &BundleTarget,
) -> Result<()> {
    db.prepare_cached(
        "INSERT OR REPLACE INTO bundle_targets (bundle, destination, print, copied, folder) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![bundle, destination, target.print.0, target.copied, target.folder.0])?;
    Ok(())
}

/// A file of a bundle that is copied anew as a whole waits again, whatever became of it before.
pub fn reopen_inner(db: &Connection, file: i64, destination: i64) -> Result<()> {
    db.prepare_cached(
        "UPDATE copy_status SET status = 'pending', twin = NULL, twin_source = NULL, settled_ms = NULL, message = NULL,
           reason = CASE WHEN reason IN ('new', 'restored', 'changed_source') THEN 'changed_source' ELSE 'new' END
         WHERE file = ?1 AND destination = ?2 AND status = 'done'",
    )?
    .execute([file, destination])?;
    Ok(())
}

/// Whether any file stands in or below a folder of an archive.
pub fn stands_below(db: &Connection, root: i64, folder: &RelPath) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM folders f JOIN archive_files a ON a.folder = f.id
               WHERE f.root = ?1 AND (f.path = ?2 OR (f.path > CAST(?2 || x'2f' AS BLOB) AND f.path < CAST(?2 || x'30' AS BLOB)))
                 AND a.vanished = 0)";
    Ok(db.query_row(sql, params![root, folder.0], |r| r.get(0))?)
}
