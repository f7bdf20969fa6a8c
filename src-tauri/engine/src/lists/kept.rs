//! What is kept of one job from list to list, and when it is read anew.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::folders::FolderSum;
use super::names::{ArchiveNames, Names};
use super::order::{Order, Table};
use super::standings::Standings;
use crate::error::Result;
use crate::model::JobState;
use crate::store::read;
use crate::views::FilesQuery;

/// Lists that are kept; a screen shows one or two.
const ORDERS: usize = 4;
/// While a job runs, reading for lists may take one part in so many of the time: of those of a very large job some are a
/// few seconds old. The rows of a page are always read as they are.
const SHARE: u32 = 10;
/// Lists that are read in less are never old.
const AT_ONCE: Duration = Duration::from_millis(100);

pub(super) struct Kept {
    uid: String,
    /// Of all connections this one is told whether anything changed since it was last asked.
    watch: Connection,
    version: i64,
    began: Instant,
    cost: Duration,
    names: Names,
    archive: ArchiveNames,
    standings: Vec<Standings>,
    orders: Vec<(Asked, Arc<Order>)>,
    folders: Vec<(Asked, Arc<Vec<FolderSum>>)>,
}

/// A query without the page that it wants.
#[derive(PartialEq)]
struct Asked(FilesQuery, i64);

impl Asked {
    fn of(query: &FilesQuery, destination: i64) -> Self {
        Self(FilesQuery { offset: 0, limit: 0, destination: None, ..query.clone() }, destination)
    }
}

impl Kept {
    pub fn read(uid: String, watch: Connection, db: &Connection) -> Result<Self> {
        let mut kept = Self {
            uid,
            version: read::version(&watch)?,
            watch,
            began: Instant::now(),
            cost: Duration::ZERO,
            names: Names::read(db)?,
            archive: ArchiveNames::default(),
            standings: Vec::new(),
            orders: Vec::new(),
            folders: Vec::new(),
        };
        kept.archive.go_on(db)?;
        Ok(kept)
    }

    /// A job that was made anew in the same folder is another one.
    pub fn is_of(&self, uid: &str) -> bool {
        self.uid == uid
    }

    /// Lets go what is no longer true.
    pub fn refresh(&mut self, db: &Connection) -> Result<()> {
        let version = read::version(&self.watch)?;
        if version == self.version || self.may_be_old(db)? {
            return Ok(());
        }
        self.version = version;
        self.began = Instant::now();
        self.standings.clear();
        self.orders.clear();
        self.folders.clear();
        if self.names.are_old(db)? {
            self.names = Names::read(db)?;
        }
        self.archive.go_on(db)?;
        self.cost = self.began.elapsed();
        Ok(())
    }

    fn may_be_old(&self, db: &Connection) -> Result<bool> {
        let is_costly = self.cost > AT_ONCE && self.began.elapsed() < SHARE * self.cost;
        Ok(is_costly && read::job(db)?.is_some_and(|job| job.state == JobState::Running))
    }

    pub fn order(&mut self, db: &Connection, query: &FilesQuery, destination: i64) -> Result<Arc<Order>> {
        let asked = Asked::of(query, destination);
        if let Some((_, known)) = self.orders.iter().find(|(each, _)| *each == asked) {
            return Ok(Arc::clone(known));
        }
        let made = Arc::new(self.table(db, destination)?.order(query));
        keep(&mut self.orders, asked, &made);
        Ok(made)
    }

    pub fn folders(
        &mut self,
        db: &Connection,
        query: &FilesQuery,
        destination: i64,
    ) -> Result<Arc<Vec<FolderSum>>> {
        let asked = Asked::of(query, destination);
        if let Some((_, known)) = self.folders.iter().find(|(each, _)| *each == asked) {
            return Ok(Arc::clone(known));
        }
        let made = Arc::new(self.table(db, destination)?.folders(query));
        keep(&mut self.folders, asked, &made);
        Ok(made)
    }

    pub fn ids(&self, slots: &[u32]) -> Vec<i64> {
        slots.iter().map(|&slot| self.names.ids[slot as usize]).collect()
    }

    fn table(&mut self, db: &Connection, destination: i64) -> Result<Table<'_>> {
        let known = self.standings.iter().position(|each| each.destination == destination);
        let place = match known {
            Some(place) => place,
            None => {
                let began = Instant::now();
                self.standings.push(Standings::read(db, &self.names, destination)?);
                self.cost += began.elapsed();
                self.standings.len() - 1
            }
        };
        Ok(Table { names: &self.names, archive: &self.archive, standings: &self.standings[place] })
    }
}

/// The last ones asked for are kept. A folder's own files are few, and would drive out the long lists.
fn keep<T>(lists: &mut Vec<(Asked, Arc<T>)>, asked: Asked, made: &Arc<T>) {
    if asked.0.folder.is_some() {
        return;
    }
    lists.truncate(ORDERS - 1);
    lists.insert(0, (asked, Arc::clone(made)));
}
