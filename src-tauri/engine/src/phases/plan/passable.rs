//! Folders at a destination as they can be made there: without characters that it refuses, and round files that stand
//! in a folder's place.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::fs::SeenKind;
use crate::model::{RelPath, display_bytes};
use crate::phases::PhaseContext;
use crate::plan::{distinct_folder_name, escape_illegal};

/// Folders as planned and as they can be made, looked at once.
#[derive(Default)]
pub struct Passable {
    known: RefCell<HashMap<(i64, RelPath), RelPath>>,
}

impl Passable {
    /// Where something else than a folder stands in the way, the folder gets a suffix that is the same in every run.
    pub fn of(&self, ctx: &PhaseContext, destination: i64, folder: RelPath) -> RelPath {
        let root = ctx.roots.iter().find(|r| r.row.id == destination).and_then(|r| r.held());
        let Some(root) = root.filter(|_| !folder.0.is_empty()) else { return folder };
        let mut known = self.known.borrow_mut();
        if let Some(known) = known.get(&(destination, folder.clone())) {
            return known.clone();
        }
        let mut path = RelPath::default();
        for part in folder.parts() {
            let wanted = path.join(part);
            let is_blocked = matches!(root.look(&wanted), Ok(Some(seen)) if seen.kind != SeenKind::Folder);
            path = match is_blocked {
                true => path.join(&distinct_folder_name(part, &display_bytes(&wanted.0))),
                false => wanted,
            };
        }
        // Files come folder by folder; memory must not grow with the folders.
        if known.len() > 256 {
            known.clear();
        }
        known.insert((destination, folder), path.clone());
        path
    }
}

/// Every part of the path as the file system allows it.
pub fn escape_folder(folder: RelPath, illegal: &[u8]) -> RelPath {
    if illegal.is_empty() {
        return folder;
    }
    let parts: Vec<Vec<u8>> =
        folder.parts().map(|p| escape_illegal(p, illegal).unwrap_or_else(|| p.to_vec())).collect();
    RelPath(parts.join(&b'/'))
}
