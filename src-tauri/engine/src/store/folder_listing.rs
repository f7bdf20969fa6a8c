//! Folders for people, a page at a time: what of each is archived, what waits, and where else its contents are.

use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

use super::listing::Filter;
use crate::error::Result;
use crate::model::{Term, display_bytes};
use crate::views::{AlsoIn, FilesQuery, FolderRow, FoldersPage, SortBy};

/// A file whose content the archive holds, or another drive of the job that was copied. What was left out is none.
const ARCHIVED: &str = "(c.status = 'done' AND c.reason IN ('new', 'restored', 'changed_source', 'in_destination', 'in_pool', 'of_source', 'hard_link'))";

/// A page of folders with at least one file that matches.
pub fn folders(db: &Connection, query: &FilesQuery, destination: i64) -> Result<FoldersPage> {
    let filter = Filter::of(query, destination);
    let limit = if query.limit == 0 { 200 } else { query.limit.min(500) };
    let matching = format!(
        "SELECT f.id AS id, count(*) AS matching, coalesce(sum(c.size), 0) AS bytes {} WHERE {} GROUP BY f.id",
        filter.tables(),
        filter.sql
    );
    let total = db
        .prepare_cached(&format!("SELECT count(*) FROM ({matching})"))?
        .query_row(params_from_iter(&filter.binds), |r| r.get(0))?;
    let sql = format!(
        "SELECT f.id, f.root, r.name, f.path, count(*), coalesce(sum(c.size), 0) AS all_bytes, m.matching, m.bytes,
           sum(NOT {ARCHIVED}) = 0,
           sum({ARCHIVED}) = 0,
           coalesce(sum(CASE WHEN c.status = 'pending' THEN c.size END), 0) AS settles
         FROM ({matching}) m JOIN folders f ON f.id = m.id JOIN roots r ON r.id = f.root
           JOIN source_files s ON s.folder = f.id JOIN copy_status c ON c.file = s.id AND c.destination = {destination}
         WHERE c.vanished = 0 GROUP BY f.id ORDER BY {} LIMIT {limit} OFFSET {}",
        order(query),
        query.offset
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows: Vec<FolderRow> =
        statement.query_map(params_from_iter(&filter.binds), folder_row)?.collect::<rusqlite::Result<_>>()?;
    for row in &mut rows {
        row.also_in = also_in(db, row, destination)?;
    }
    Ok(FoldersPage { total, rows })
}

fn order(query: &FilesQuery) -> String {
    let direction = if query.descending { "DESC" } else { "ASC" };
    match query.sort {
        SortBy::Settles if needs_no_copy(query.term) => "m.bytes DESC, f.id".into(),
        SortBy::Settles => "settles DESC, m.bytes DESC, f.id".into(),
        SortBy::Size => format!("all_bytes {direction}, f.id"),
        SortBy::Path | SortBy::Name | SortBy::Recent => {
            format!("f.root {direction}, f.path {direction}")
        }
    }
}

/// Of what needs no copy a decision would take in all of it, whatever else waits in the folder.
fn needs_no_copy(term: Option<Term>) -> bool {
    matches!(term, Some(Term::AlreadyThere | Term::Repeat | Term::LeftOut))
}

fn folder_row(row: &Row<'_>) -> rusqlite::Result<FolderRow> {
    let (drive, path): (Vec<u8>, Vec<u8>) = (row.get(2)?, row.get(3)?);
    Ok(FolderRow {
        id: row.get(0)?,
        source: row.get(1)?,
        drive: display_bytes(&drive),
        path: display_bytes(&path),
        files: row.get(4)?,
        bytes: row.get(5)?,
        matching: row.get(6)?,
        matching_bytes: row.get(7)?,
        wholly_archived: row.get(8)?,
        only_here: row.get(9)?,
        settles: row.get(10)?,
        also_in: None,
    })
}

/// The folder that holds most of what need not be copied of this one: of an archive, or of a drive of the job.
fn also_in(db: &Connection, folder: &FolderRow, destination: i64) -> Result<Option<AlsoIn>> {
    let mut statement = db.prepare_cached(
        "SELECT r.name, o.path, count(*), sum(c.size) AS bytes
         FROM source_files s JOIN copy_status c ON c.file = s.id AND c.destination = ?2
           LEFT JOIN archive_files a ON a.id = c.twin
           LEFT JOIN source_files w ON w.id = c.twin_source
           JOIN folders o ON o.id = coalesce(w.folder, a.folder) JOIN roots r ON r.id = o.root
         WHERE s.folder = ?1 AND c.vanished = 0 AND c.status IN ('pending', 'done')
           AND c.reason IN ('in_destination', 'in_pool', 'of_source', 'hard_link')
         GROUP BY o.id ORDER BY bytes DESC, o.id LIMIT 1",
    )?;
    let found = statement.query_row(params![folder.id, destination], |row| {
        let (drive, path): (Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let files = row.get(2)?;
        Ok(AlsoIn {
            drive: display_bytes(&drive),
            path: display_bytes(&path),
            files,
            bytes: row.get(3)?,
            all: files == folder.files,
        })
    });
    Ok(found.optional()?)
}
