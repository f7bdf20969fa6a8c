//! Every entry of every source, also those that are left out or gone since.

use std::collections::HashMap;

use rusqlite::{Connection, Row, params};

use super::{companions, folders};
use crate::error::Result;
use crate::model::{Checksum, Fingerprint, Reason, RelPath, Tally};

/// What kind of entry a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    File,
    Link,
    Special,
    UnreadableFolder,
}

impl EntryKind {
    fn code(self) -> i64 {
        match self {
            Self::File => 0,
            Self::Link => 1,
            Self::Special => 2,
            Self::UnreadableFolder => 4,
        }
    }

    pub(super) fn of_code(code: i64) -> Self {
        match code {
            0 => Self::File,
            1 => Self::Link,
            4 => Self::UnreadableFolder,
            _ => Self::Special,
        }
    }
}

/// One entry as a look at the drive found it.
#[derive(Debug, Clone)]
pub struct SourceEntry {
    pub name: Vec<u8>,
    pub kind: EntryKind,
    pub print: Fingerprint,
    pub mode: u32,
    pub links: u64,
    /// Bytes that it takes up, if that is less than its size: it has holes.
    pub occupied: Option<u64>,
    /// The reason, if a rule leaves it out.
    pub left_out: Option<Reason>,
    /// The rule, a link's target, or an error in words.
    pub note: Option<String>,
}

/// A folder with its entries.
#[derive(Debug, Clone, Default)]
pub struct FolderListing {
    pub path: RelPath,
    pub facts: folders::FolderFacts,
    pub entries: Vec<SourceEntry>,
    /// Entries that follow another, each with that one, as positions.
    pub follows: Vec<(usize, usize)>,
}

/// Records what a folder holds. Rows of files that are as they were are left alone; a changed file loses its checksum,
/// and one that is not listed any more has vanished.
pub fn record_folder(db: &Connection, root: i64, listing: &FolderListing, scan: i64) -> Result<()> {
    let folder = folders::seen(db, root, &listing.path, &listing.facts, scan)?;
    let mut known = known_in(db, folder)?;
    let some_follow = !listing.follows.is_empty() || known.values().any(|k| k.follows);
    for entry in &listing.entries {
        record_entry_in(db, folder, known.remove(&entry.name).as_ref(), entry, scan)?;
    }
    if some_follow {
        let name = |at: &usize| listing.entries[*at].name.as_slice();
        let pairs: Vec<_> = listing.follows.iter().map(|(one, other)| (name(one), name(other))).collect();
        companions::record(db, folder, &pairs)?;
    }
    for gone in known.values().filter(|k| !k.vanished) {
        vanish(db, gone.id, scan)?;
    }
    Ok(())
}

/// Records one entry of a folder that may not have been listed.
pub fn record_entry(
    db: &Connection,
    root: i64,
    folder: &RelPath,
    entry: &SourceEntry,
    scan: i64,
) -> Result<()> {
    let folder = folders::ensure(db, root, folder)?;
    let known = known_in(db, folder)?.remove(&entry.name);
    record_entry_in(db, folder, known.as_ref(), entry, scan)
}

/// A row as it stands.
struct Known {
    id: i64,
    kind: i64,
    print: Fingerprint,
    left_out: Option<String>,
    note: Option<String>,
    vanished: bool,
    mode: u32,
    links: u64,
    follows: bool,
    /// What a person decided about it: `copy` or `leave_out`, and why.
    decided: Option<(String, String)>,
}

fn known_in(db: &Connection, folder: i64) -> Result<HashMap<Vec<u8>, Known>> {
    let mut statement = db.prepare_cached(
        "SELECT s.name, s.id, s.kind, s.size, s.mtime_ns, s.ctime_ns, s.inode, s.left_out, s.note, s.vanished, s.mode,
           s.links, o.decision, o.reason, s.follows IS NOT NULL
         FROM source_files s LEFT JOIN overrides o ON o.file = s.id WHERE s.folder = ?1",
    )?;
    let rows = statement.query_map([folder], |row| {
        let known = Known {
            id: row.get(1)?,
            kind: row.get(2)?,
            print: print_at(row, 3)?,
            left_out: row.get(7)?,
            note: row.get(8)?,
            vanished: row.get(9)?,
            mode: row.get(10)?,
            links: row.get(11)?,
            follows: row.get(14)?,
            decided: row.get::<_, Option<String>>(12)?.zip(row.get(13)?),
        };
        Ok((row.get(0)?, known))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn record_entry_in(
    db: &Connection,
    folder: i64,
    known: Option<&Known>,
    entry: &SourceEntry,
    scan: i64,
) -> Result<()> {
    let Some(known) = known else { return insert(db, folder, entry, scan) };
    let decided = known.decided.as_ref().filter(|_| entry.kind == EntryKind::File);
    // A person's word stands above the rules.
    let (left_out, said) = match decided {
        Some((decision, why)) if decision == "leave_out" => (Some(Reason::User.as_str()), Some(why.clone())),
        Some(_) => (None, None),
        None => (entry.left_out.map(Reason::as_str), entry.note.clone()),
    };
    let why_taken = decided.map(|(_, why)| why.clone()).filter(|_| left_out.is_none());
    let same_content = known.print == entry.print && known.kind == entry.kind.code();
    let same_place = known.left_out.as_deref() == left_out && !known.vanished;
    // A note of ours ("recovered on retry") stays on a file that no rule has anything to say about.
    let kept = || known.note.clone().filter(|_| same_content && left_out.is_none());
    let note = said.or_else(kept).or(why_taken);
    if same_content
        && same_place
        && known.mode == entry.mode
        && known.links == entry.links
        && note == known.note
    {
        return Ok(());
    }
    db.prepare_cached(
        "UPDATE source_files SET kind = ?2, size = ?3, mtime_ns = ?4, ctime_ns = ?5, inode = ?6, mode = ?7, links = ?8,
           left_out = ?9, note = ?10, occupied = ?14, vanished = 0,
           checksum = CASE WHEN ?11 THEN checksum END, sample = CASE WHEN ?11 THEN sample END, taken_s = CASE WHEN ?11 THEN taken_s END,
           changed = CASE WHEN ?11 AND ?12 THEN changed ELSE ?13 END
         WHERE id = ?1",
    )?
    .execute(params![
        known.id, entry.kind.code(), entry.print.size, entry.print.mtime_ns, entry.print.ctime_ns,
        entry.print.inode.cast_signed(), entry.mode, entry.links, left_out, note, same_content, same_place, scan,
        entry.occupied
    ])?;
    Ok(())
}

fn insert(db: &Connection, folder: i64, entry: &SourceEntry, scan: i64) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO source_files (folder, name, kind, size, mtime_ns, ctime_ns, inode, mode, links, left_out, note, changed, occupied)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?
    .execute(params![
        folder, entry.name, entry.kind.code(), entry.print.size, entry.print.mtime_ns, entry.print.ctime_ns,
        entry.print.inode.cast_signed(), entry.mode, entry.links, entry.left_out.map(Reason::as_str), entry.note, scan, entry.occupied
    ])?;
    Ok(())
}

fn vanish(db: &Connection, id: i64, scan: i64) -> Result<()> {
    db.prepare_cached("UPDATE source_files SET vanished = 1, changed = ?2 WHERE id = ?1")?
        .execute([id, scan])?;
    Ok(())
}

/// Records that a file was taken away since the look at its drive.
pub fn vanished(db: &Connection, id: i64, scan: i64) -> Result<()> {
    vanish(db, id, scan)?;
    db.prepare_cached("UPDATE copy_status SET vanished = 1 WHERE file = ?1")?.execute([id])?;
    Ok(())
}

/// Ends a look at a source: files of folders that it did not meet have vanished, except below folders that could not
/// be listed. Returns the number of files that this look missed.
pub fn finish_scan(db: &Connection, root: i64, scan: i64, unlisted: &[RelPath]) -> Result<u64> {
    let mut gone = db.prepare(
        "SELECT s.id, f.path FROM folders f JOIN source_files s ON s.folder = f.id
         WHERE f.root = ?1 AND f.scan < ?2 AND s.vanished = 0 AND s.changed < ?2",
    )?;
    let mut rows = gone.query(params![root, scan])?;
    while let Some(row) = rows.next()? {
        let folder = RelPath(row.get(1)?);
        if !unlisted.iter().any(|hidden| folder.is_within(hidden)) {
            vanish(db, row.get(0)?, scan)?;
        }
    }
    db.execute(
        "UPDATE folders SET empty = 0 WHERE root = ?1 AND scan < ?2 AND empty = 1",
        params![root, scan],
    )?;
    let sql = "SELECT count(*) FROM folders f JOIN source_files s ON s.folder = f.id
               WHERE f.root = ?1 AND s.vanished = 1 AND s.changed = ?2";
    Ok(db.query_row(sql, params![root, scan], |r| r.get(0))?)
}

/// A large file that has to be sampled, or a file that has to be hashed.
#[derive(Debug, Clone)]
pub struct ToRead {
    pub id: i64,
    pub root: i64,
    pub path: RelPath,
    pub print: Fingerprint,
}

const TO_READ: &str = "SELECT s.id, f.root, f.path, s.name, s.size, s.mtime_ns, s.ctime_ns, s.inode
     FROM source_files s JOIN folders f ON f.id = s.folder
     WHERE s.kind = 0 AND s.vanished = 0 AND s.left_out IS NULL AND s.checksum IS NULL";

/// Large files whose size occurs elsewhere and that have no sample yet, in the order of the drives.
pub fn sample_candidates(
    db: &Connection,
    larger_than: u64,
    each: &mut dyn FnMut(ToRead) -> Result<()>,
) -> Result<()> {
    let sql = format!(
        "{TO_READ} AND s.size > ?1 AND s.sample IS NULL AND s.size IN (
           SELECT size FROM source_files WHERE kind = 0 AND vanished = 0 AND left_out IS NULL AND size > ?1
             GROUP BY size HAVING count(*) > 1
           UNION SELECT size FROM archive_files WHERE vanished = 0 AND alias = 0 AND size > ?1)
         ORDER BY f.root, f.path, s.name"
    );
    stream(db, &sql, larger_than, each)
}

/// Files that share size (and sample) with others and have no checksum: what an exact plan reads.
pub fn shared_unhashed(db: &Connection, each: &mut dyn FnMut(ToRead) -> Result<()>) -> Result<()> {
    stream(
        db,
        &format!("{TO_READ} AND s.shared > 0 AND s.size > ?1 ORDER BY f.root, f.path, s.name"),
        0,
        each,
    )
}

/// The same, counted for each drive: in one pass over the rows, which by their sizes would take many times as long.
pub fn to_hash_by_root(db: &Connection) -> Result<Vec<(i64, Tally)>> {
    let mut statement = db.prepare(
        "SELECT f.root, count(*), sum(s.size)
         FROM source_files s NOT INDEXED JOIN folders f ON f.id = s.folder
         WHERE s.kind = 0 AND s.vanished = 0 AND s.left_out IS NULL AND s.checksum IS NULL
           AND s.shared > 0 AND s.size > 0
         GROUP BY f.root",
    )?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, Tally { files: r.get(1)?, bytes: r.get(2)? })))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Every file of a source that has no checksum: for a look into the catalogue.
pub fn unhashed_of(db: &Connection, root: i64, each: &mut dyn FnMut(ToRead) -> Result<()>) -> Result<()> {
    let root = u64::try_from(root).unwrap_or_default();
    stream(db, &format!("{TO_READ} AND f.root = ?1"), root, each)
}

pub(super) fn stream(
    db: &Connection,
    sql: &str,
    bind: u64,
    each: &mut dyn FnMut(ToRead) -> Result<()>,
) -> Result<()> {
    let mut statement = db.prepare(sql)?;
    let mut rows = statement.query([bind])?;
    while let Some(row) = rows.next()? {
        each(to_read(row)?)?;
    }
    Ok(())
}

fn to_read(row: &Row<'_>) -> rusqlite::Result<ToRead> {
    let folder = RelPath(row.get(2)?);
    let name: Vec<u8> = row.get(3)?;
    Ok(ToRead { id: row.get(0)?, root: row.get(1)?, path: folder.join(&name), print: print_at(row, 4)? })
}

pub(super) fn print_at(row: &Row<'_>, first: usize) -> rusqlite::Result<Fingerprint> {
    Ok(Fingerprint {
        size: row.get(first)?,
        mtime_ns: row.get(first + 1)?,
        ctime_ns: row.get(first + 2)?,
        inode: row.get::<_, i64>(first + 3)?.cast_unsigned(),
    })
}

/// Records a sample.
pub fn set_sample(db: &Connection, id: i64, sample: &[u8; 16]) -> Result<()> {
    db.prepare_cached("UPDATE source_files SET sample = ?2 WHERE id = ?1")?.execute(params![id, sample])?;
    Ok(())
}

/// Records the checksum of a file together with the fingerprint that it belongs to.
pub fn set_checksum(
    db: &Connection,
    id: i64,
    checksum: Checksum,
    print: &Fingerprint,
    hashed_ns: i64,
) -> Result<()> {
    db.prepare_cached(
        "UPDATE source_files SET checksum = ?2, size = ?3, mtime_ns = ?4, ctime_ns = ?5, inode = ?6, hashed_ns = ?7
         WHERE id = ?1",
    )?
    .execute(params![
        id, checksum.0, print.size, print.mtime_ns, print.ctime_ns, print.inode.cast_signed(), hashed_ns
    ])?;
    db.prepare_cached("INSERT INTO catalog_outbox (kind, row) VALUES ('source', ?1)")?.execute([id])?;
    Ok(())
}

/// Records a remark on a file, such as "recovered on retry".
pub fn set_note(db: &Connection, id: i64, note: &str) -> Result<()> {
    db.prepare_cached("UPDATE source_files SET note = ?2 WHERE id = ?1")?.execute(params![id, note])?;
    Ok(())
}

/// Records that a file is not what was listed: nothing that was known of its content holds any more.
pub fn changed(db: &Connection, id: i64, print: &Fingerprint) -> Result<()> {
    db.prepare_cached(
        "UPDATE source_files SET size = ?2, mtime_ns = ?3, ctime_ns = ?4, inode = ?5, checksum = NULL, sample = NULL, taken_s = NULL, shared = 2
         WHERE id = ?1",
    )?
    .execute(params![id, print.size, print.mtime_ns, print.ctime_ns, print.inode.cast_signed()])?;
    db.prepare_cached("UPDATE copy_status SET size = ?2 WHERE file = ?1")?
        .execute(params![id, print.size])?;
    Ok(())
}
