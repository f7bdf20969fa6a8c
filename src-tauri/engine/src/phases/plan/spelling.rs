//! One spelling for each folder of a destination that takes `A` and `a` for one name: the one that stands there, or
//! the first that is planned. Otherwise what is recorded as `a/1.jpg` would be found as `A/1.jpg` by the next look.

use std::cell::RefCell;
use std::collections::HashMap;

use rusqlite::Connection;

use crate::error::Result;
use crate::model::RelPath;
use crate::phases::PhaseContext;
use crate::store::{RootKind, read};

/// Of each such destination, its folders by their path in small letters.
pub struct Spelling {
    known: RefCell<HashMap<i64, HashMap<String, RelPath>>>,
}

impl Spelling {
    /// Learns the folders that the last look saw.
    pub fn load(ctx: &PhaseContext, db: &Connection) -> Result<Self> {
        let mut known = HashMap::new();
        for live in ctx.live(RootKind::Destination).filter(|live| !live.traits.case_sensitive) {
            let mut folders = HashMap::new();
            read::folders_of(db, live.row.id, false, &mut |folder| {
                folders.insert(folded(&folder.path), folder.path);
            })?;
            known.insert(live.row.id, folders);
        }
        Ok(Self { known: RefCell::new(known) })
    }

    /// The folder as it is spelled at the destination.
    pub fn of(&self, destination: i64, folder: RelPath) -> RelPath {
        let mut known = self.known.borrow_mut();
        let Some(folders) = known.get_mut(&destination) else { return folder };
        let mut path = RelPath::default();
        for part in folder.parts() {
            let wanted = path.join(part);
            path = folders.entry(folded(&wanted)).or_insert(wanted).clone();
        }
        path
    }
}

/// A few file systems tell more apart than this does; then two folders become one, and their files get suffixes.
fn folded(path: &RelPath) -> String {
    String::from_utf8_lossy(&path.0).to_lowercase()
}
