//! A source as it was at the last look, a level at a time: the folders in one folder, each with all that is below it.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;
use crate::model::{RelPath, display_bytes};
use crate::views::{TreeFolder, TreeLevel};

/// What is in a folder of a source; `None` if there is no such folder.
pub fn level(db: &Connection, source: i64, path: &RelPath, destination: i64) -> Result<Option<TreeLevel>> {
    let sql = "SELECT f.id, (SELECT count(*) FROM source_files s JOIN copy_status c ON c.file = s.id AND c.destination = ?3
                 WHERE s.folder = f.id AND c.vanished = 0)
               FROM folders f WHERE f.root = ?1 AND f.path = ?2";
    let own = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let Some((id, own_files)) = db.query_row(sql, params![source, path.0, destination], own).optional()?
    else {
        return Ok(None);
    };
    Ok(Some(TreeLevel { id, own_files, folders: below(db, source, path, destination)? }))
}

/// The folders below, summed up to those that lie in `path` itself.
fn below(db: &Connection, source: i64, path: &RelPath, destination: i64) -> Result<Vec<TreeFolder>> {
    let archived = "c.status = 'done' AND c.reason IN
        ('new', 'restored', 'changed_source', 'in_destination', 'in_pool', 'of_source', 'hard_link')";
    let sql = format!(
        "SELECT f.path, count(c.file), coalesce(sum(c.size), 0), coalesce(sum({archived}), 0),
           coalesce(sum(c.status = 'done' AND NOT ({archived})), 0), coalesce(sum(c.status = 'error'), 0), f.scan
         FROM folders f LEFT JOIN source_files s ON s.folder = f.id
           LEFT JOIN copy_status c ON c.file = s.id AND c.destination = ?4 AND c.vanished = 0
         WHERE f.root = ?1 AND f.path > ?2 AND (?3 IS NULL OR f.path < ?3) GROUP BY f.id"
    );
    let (first, last) = bounds(path);
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query(params![source, first, last, destination])?;
    // Not in one go by their order: `a` and `a/b` have `a-` between them.
    let mut folders: BTreeMap<Vec<u8>, (TreeFolder, bool)> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let Some(child) = child_of(path, &RelPath(row.get(0)?)) else { continue };
        let (folder, known) = folders.entry(child.0).or_default();
        folder.files += row.get::<_, u64>(1)?;
        folder.bytes += row.get::<_, u64>(2)?;
        folder.in_archive += row.get::<_, u64>(3)?;
        folder.left_out += row.get::<_, u64>(4)?;
        folder.failed += row.get::<_, u64>(5)?;
        *known |= row.get::<_, i64>(6)? > 0;
    }
    // A folder that is only the place of rows which have vanished is no part of the drive.
    let shown = folders.into_iter().filter(|(_, (folder, known))| *known || folder.files > 0);
    Ok(shown.map(|(path, (folder, _))| named(RelPath(path), folder)).collect())
}

fn named(path: RelPath, folder: TreeFolder) -> TreeFolder {
    TreeFolder {
        name: display_bytes(path.split().1),
        to_do: folder.files - folder.in_archive - folder.left_out - folder.failed,
        path: display_bytes(&path.0),
        ..folder
    }
}

/// Between these two lie the paths below a folder, since `0` follows `/`; all of them below the source itself.
fn bounds(path: &RelPath) -> (Vec<u8>, Option<Vec<u8>>) {
    if path.0.is_empty() {
        return (Vec::new(), None);
    }
    ([&path.0[..], b"/"].concat(), Some([&path.0[..], b"0"].concat()))
}

/// The part of `found` that lies in `path` itself.
fn child_of(path: &RelPath, found: &RelPath) -> Option<RelPath> {
    let below = found.below(path)?;
    let first = below.parts().next()?;
    Some(path.join(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_below_a_folder_is_told_by_its_first_part() {
        let rel = |text: &str| RelPath(text.as_bytes().to_vec());
        assert_eq!(child_of(&rel(""), &rel("DCIM/100")), Some(rel("DCIM")));
        assert_eq!(child_of(&rel("DCIM"), &rel("DCIM/100/a")), Some(rel("DCIM/100")));
        assert_eq!(child_of(&rel("DCIM"), &rel("DCIM2/100")), None, "another folder with a longer name");
        let (first, last) = bounds(&rel("a"));
        let inside = |text: &str| text.as_bytes() > &first[..] && Some(text.as_bytes()) < last.as_deref();
        assert!(inside("a/b") && inside("a/z/z") && !inside("a-") && !inside("a0") && !inside("a"));
    }
}
