//! What the archives hold, loaded for a plan or a copy.

use std::collections::HashMap;

use rusqlite::Connection;

use super::PhaseContext;
use crate::error::Result;
use crate::plan::{Contents, Holder};
use crate::store::{RootKind, read};

/// What each destination holds already, as far as it matters for files still to be settled.
pub fn load_contents(ctx: &PhaseContext, db: &Connection) -> Result<HashMap<i64, Contents>> {
    let destinations: Vec<i64> = ctx.of_kind(RootKind::Destination).map(|d| d.row.id).collect();
    let connected: HashMap<i64, RootKind> =
        ctx.roots.iter().filter(|r| r.is_here()).map(|r| (r.row.id, r.row.kind)).collect();
    let mut all: HashMap<i64, Contents> = destinations.iter().map(|d| (*d, Contents::default())).collect();
    read::known_contents(db, &mut |twin| {
        let kind = connected.get(&twin.root);
        for destination in &destinations {
            let holder = match kind {
                Some(RootKind::Destination) if twin.root == *destination => {
                    Holder::Destination { twin: twin.id }
                }
                Some(RootKind::Pool) => Holder::Pool { twin: twin.id },
                Some(RootKind::Destination | RootKind::Source) | None => continue,
            };
            if let Some(contents) = all.get_mut(destination) {
                contents.hold(twin.checksum, holder);
            }
        }
    })?;
    Ok(all)
}
