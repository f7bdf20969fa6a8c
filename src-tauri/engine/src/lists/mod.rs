//! The files and folders of a job as lists: searched, sorted and counted in memory, so that each page of a million rows
//! is there at once. A database would look through all of them for every page (docs/adr/0014).

mod folders;
mod kept;
mod names;
mod order;
mod search;
mod standings;
mod texts;

use std::sync::{Mutex, PoisonError};

use kept::Kept;

use crate::error::Result;
use crate::store::{Database, ListedFile, read};
use crate::views::{FilesPage, FilesQuery, FoldersPage, SortBy};

/// Rows of a page, if a query names no number, and the most.
const PAGE: usize = 200;
const LARGEST_PAGE: usize = 500;
/// Rows that a whole list reads at once.
const PIECE: usize = 2_000;

/// What was read for the lists of the last job, as long as it is true.
#[derive(Default)]
pub struct Lists {
    kept: Mutex<Option<Kept>>,
}

impl Lists {
    /// A page of files.
    pub(crate) fn files(&self, job: &Database, query: &FilesQuery, destination: i64) -> Result<FilesPage> {
        let (total, bytes, ids) = self.look(job, |kept, db| {
            let order = kept.order(db, query, destination)?;
            let page = page(&order.slots, query);
            Ok((order.slots.len() as u64, order.bytes, kept.ids(page)))
        })?;
        let db = job.scanner()?;
        let mut rows = Vec::with_capacity(ids.len());
        read::files_of(&db, &ids, destination, &mut |file| {
            rows.push(file.row);
            Ok(())
        })?;
        Ok(FilesPage { total, bytes, rows })
    }

    /// A page of folders with at least one file that matches.
    pub(crate) fn folders(
        &self,
        job: &Database,
        query: &FilesQuery,
        destination: i64,
    ) -> Result<FoldersPage> {
        let (total, sums) = self.look(job, |kept, db| {
            let sums = kept.folders(db, query, destination)?;
            Ok((sums.len() as u64, page(&sums, query).to_vec()))
        })?;
        let db = job.scanner()?;
        let rows = sums.iter().map(|sum| sum.row(&db, destination)).collect::<Result<_>>()?;
        Ok(FoldersPage { total, rows })
    }

    /// Every file that matches, in the order of the drives.
    pub(crate) fn each_file(
        &self,
        job: &Database,
        query: &FilesQuery,
        destination: i64,
        each: &mut dyn FnMut(ListedFile) -> Result<()>,
    ) -> Result<()> {
        let query = FilesQuery { sort: SortBy::Path, descending: false, ..query.clone() };
        let ids = self.look(job, |kept, db| {
            let order = kept.order(db, &query, destination)?;
            Ok(kept.ids(&order.slots))
        })?;
        let db = job.scanner()?;
        ids.chunks(PIECE).try_for_each(|piece| read::files_of(&db, piece, destination, each))
    }

    /// Looks into what is kept of a job; what is missing or old is read first.
    fn look<T>(
        &self,
        job: &Database,
        at: impl FnOnce(&mut Kept, &rusqlite::Connection) -> Result<T>,
    ) -> Result<T> {
        let reader = job.scanner()?;
        // All that is read belongs to one moment.
        let db = reader.unchecked_transaction()?;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let uid = read::job(&db)?.map_or_else(String::new, |job| job.uid);
        let fresh = match kept.take() {
            Some(mut same) if same.is_of(&uid) => {
                same.refresh(&db)?;
                same
            }
            _ => Kept::read(uid, job.reader()?, &db)?,
        };
        at(kept.insert(fresh), &db)
    }
}

fn page<'a, T>(all: &'a [T], query: &FilesQuery) -> &'a [T] {
    let limit = if query.limit == 0 { PAGE } else { LARGEST_PAGE.min(query.limit as usize) };
    let begin = usize::try_from(query.offset).map_or(all.len(), |offset| offset.min(all.len()));
    &all[begin..all.len().min(begin + limit)]
}
