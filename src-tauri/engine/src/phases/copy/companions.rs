//! A picture with sidecars gets one name with them: if any of these names is taken by other content, all get the suffix.

use std::collections::HashSet;
use std::sync::Mutex;

use rusqlite::Connection;

use super::Copying;
use super::group::Member;
use super::output::{Output, lock};
use crate::cancel::Cancel;
use crate::error::Result;
use crate::fs::{self, Buffer, Held, Seen};
use crate::model::Checksum;
use crate::phases::PhaseContext;
use crate::phases::companions::named_beside;
use crate::store::{Dependant, read};

const PIECE: usize = 1 << 20;

/// The files of the job that others follow.
pub struct Companions {
    followed: HashSet<i64>,
    /// Whether there are bundles: one may repeat another.
    bundles: bool,
    db: Mutex<Connection>,
}

/// A member's own name in the source, and the files that follow it.
#[derive(Default)]
pub struct Followers {
    name: Vec<u8>,
    source: i64,
    all: Vec<Dependant>,
}

impl Companions {
    /// Asks once which files are followed by others: all else costs no question.
    pub fn open(ctx: &PhaseContext) -> Result<Self> {
        let db = ctx.reader()?;
        let (followed, bundles) = (read::followed(&db)?, read::has_bundles(&db)?);
        Ok(Self { followed, bundles, db: Mutex::new(db) })
    }

    /// Whether nothing waits for something else.
    #[must_use]
    pub fn are_none(&self) -> bool {
        self.followed.is_empty() && !self.bundles
    }

    /// Who follows a member.
    pub fn followers_of(&self, member: &Member) -> Result<Followers> {
        if !self.followed.contains(&member.file) {
            return Ok(Followers::default());
        }
        let db = lock(&self.db);
        let Some((source, path)) = read::source_path(&db, member.file)? else {
            return Ok(Followers::default());
        };
        Ok(Followers { name: path.split().1.to_vec(), source, all: read::dependants_of(&db, member.file)? })
    }
}

impl Followers {
    /// The first name beside `name` that is neither free nor holds exactly what the one that wants it holds.
    pub fn taken_beside(
        &self,
        copying: &Copying<'_>,
        output: &Output<'_>,
        folder: &Held,
        member: &Member,
        name: &[u8],
    ) -> Option<Vec<u8>> {
        self.all.iter().find_map(|one| {
            let wanted = named_beside(copying.ctx, output.id(), &one.name, &self.name, name);
            let fits = match fs::look_in(folder, &wanted) {
                Ok(None) => true,
                Ok(Some(seen)) => self.is_equal(copying, output, one, &seen, &member.folder.join(&wanted)),
                Err(_) => false,
            };
            (!fits).then_some(wanted)
        })
    }

    fn is_equal(
        &self,
        copying: &Copying<'_>,
        output: &Output<'_>,
        one: &Dependant,
        seen: &Seen,
        at: &crate::model::RelPath,
    ) -> bool {
        if seen.print.size != one.size {
            return false;
        }
        let Some(mine) = one.checksum.or_else(|| self.read(copying, one)) else { return false };
        let Ok(file) = output.root.open_read(at) else { return false };
        fs::read_back(&file, &mut Buffer::new(PIECE), &Cancel::default(), &|_| {})
            .is_ok_and(|back| back.checksum == mine)
    }

    /// Only where a file of the same size has its name.
    fn read(&self, copying: &Copying<'_>, one: &Dependant) -> Option<Checksum> {
        let root = copying.sources.get(&self.source)?.held()?;
        let open = root.open_read(&one.path).ok()?;
        let read = |bytes| {
            copying.ctx.meter.source_read.fetch_add(bytes, std::sync::atomic::Ordering::Relaxed);
        };
        let hashed = fs::hash_file(&open, false, &mut Buffer::new(PIECE), &Cancel::default(), &read).ok()?;
        Some(hashed.0)
    }
}
