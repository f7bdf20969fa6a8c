//! The folders that hold what a query asks for, each with what is in it, in the order it asks for.

use rusqlite::Connection;

use super::order::Table;
use crate::error::Result;
use crate::model::{CopyStatus, Term};
use crate::store::read;
use crate::views::{FilesQuery, FolderRow, SortBy};

/// One folder without its sub-folders; sizes in bytes.
#[derive(Clone, Default)]
pub(super) struct FolderSum {
    /// Its place among the folders.
    pub place: usize,
    pub id: i64,
    pub files: u64,
    pub bytes: u64,
    /// What the query asks for.
    pub matching: u64,
    pub matching_bytes: u64,
    /// What waits, and would be settled by leaving the folder out.
    pub settles: u64,
    pub archived: u64,
    /// Of those that wait: their content may yet prove to be there already.
    pub undecided: u64,
}

impl FolderSum {
    pub fn row(&self, db: &Connection, destination: i64) -> Result<FolderRow> {
        let (source, drive, path) = read::folder_place(db, self.id)?;
        Ok(FolderRow {
            id: self.id,
            source,
            drive,
            path,
            files: self.files,
            bytes: self.bytes,
            matching: self.matching,
            matching_bytes: self.matching_bytes,
            settles: self.settles,
            also_in: read::also_in(db, self.id, self.files, destination)?,
            wholly_archived: self.archived == self.files,
            undecided: self.undecided,
            only_here: self.archived == 0 && self.undecided == 0,
        })
    }
}

impl Table<'_> {
    /// Every folder with at least one file that matches.
    pub fn folders(&self, query: &FilesQuery) -> Vec<FolderSum> {
        let mut sums: Vec<FolderSum> = Vec::new();
        for slot in self.matching(query) {
            let place = self.names.folder_of[slot as usize] as usize;
            if sums.last().is_none_or(|last| last.place != place) {
                sums.push(self.sum(place));
            }
            if let (Some(sum), Some(standing)) = (sums.last_mut(), self.at(slot)) {
                sum.matching += 1;
                sum.matching_bytes += standing.size;
            }
        }
        sort(&mut sums, query);
        sums
    }

    fn sum(&self, place: usize) -> FolderSum {
        let folder = &self.names.folders[place];
        let mut sum = FolderSum { place, id: folder.id, ..FolderSum::default() };
        for standing in folder.files.clone().filter_map(|slot| self.standings.at(slot)) {
            sum.files += 1;
            sum.bytes += standing.size;
            sum.archived += u64::from(standing.is_archived());
            if standing.status == CopyStatus::Pending {
                sum.settles += standing.size;
                sum.undecided += u64::from(standing.undecided);
            }
        }
        sum
    }
}

/// They come in the order of the drives.
fn sort(sums: &mut [FolderSum], query: &FilesQuery) {
    use std::cmp::Reverse;
    match query.sort {
        SortBy::Settles if needs_no_copy(query.term) => {
            sums.sort_unstable_by_key(|sum| (Reverse(sum.matching_bytes), sum.id));
        }
        SortBy::Settles => {
            sums.sort_unstable_by_key(|sum| (Reverse(sum.settles), Reverse(sum.matching_bytes), sum.id));
        }
        SortBy::Size if query.descending => sums.sort_unstable_by_key(|sum| (Reverse(sum.bytes), sum.id)),
        SortBy::Size => sums.sort_unstable_by_key(|sum| (sum.bytes, sum.id)),
        SortBy::Path | SortBy::Name | SortBy::Recent if query.descending => sums.reverse(),
        SortBy::Path | SortBy::Name | SortBy::Recent => {}
    }
}

/// Of what needs no copy a decision would take in all of it, whatever else waits in the folder.
fn needs_no_copy(term: Option<Term>) -> bool {
    matches!(term, Some(Term::AlreadyThere | Term::Repeat | Term::LeftOut))
}
