//! The files that a query asks for, in the order it asks for.

use rayon::prelude::*;

use super::names::{ArchiveNames, Names};
use super::search::Search;
use super::standings::Standings;
use crate::store::Listed;
use crate::views::{FilesQuery, SortBy};

/// What queries look through.
pub(super) struct Table<'a> {
    pub names: &'a Names,
    pub archive: &'a ArchiveNames,
    pub standings: &'a Standings,
}

/// The slots of a list, and the bytes of all its files.
pub(super) struct Order {
    pub slots: Vec<u32>,
    pub bytes: u64,
}

impl Table<'_> {
    pub fn order(&self, query: &FilesQuery) -> Order {
        let mut slots = self.matching(query);
        let bytes = slots.iter().filter_map(|&slot| self.at(slot)).map(|standing| standing.size).sum();
        self.sort(&mut slots, query);
        Order { slots, bytes }
    }

    /// The files that match, in the order of the drives.
    pub fn matching(&self, query: &FilesQuery) -> Vec<u32> {
        let standing = |&slot: &u32| self.at(slot).is_some_and(|standing| standing.is_asked_for(query));
        let all = self.names.slots_in_order(query.folder, query.source);
        let asked: Vec<u32> = all.filter_map(|slot| u32::try_from(slot).ok()).filter(standing).collect();
        let Some(search) = Search::new(self.names, self.archive, &query.search) else { return asked };
        let finds = |&slot: &u32| self.at(slot).is_some_and(|standing| search.finds(slot as usize, standing));
        asked.into_par_iter().filter(finds).collect()
    }

    pub fn at(&self, slot: u32) -> Option<&Listed> {
        self.standings.at(slot as usize)
    }

    /// Files that are equal in what is sorted by stay in the order of their ids, whichever way it goes.
    fn sort(&self, slots: &mut [u32], query: &FilesQuery) {
        let names = self.names;
        let id = |slot: u32| names.ids[slot as usize];
        match query.sort {
            SortBy::Path if query.descending => slots.reverse(),
            SortBy::Path => {}
            SortBy::Name => {
                let name = |slot: u32| names.names.at(slot as usize);
                slots.par_sort_unstable_by(|&a, &b| {
                    directed(name(a).cmp(name(b)), query).then_with(|| id(a).cmp(&id(b)))
                });
            }
            SortBy::Size | SortBy::Settles => self.sort_by(slots, query, |standing| standing.size),
            SortBy::Recent => self.sort_by(slots, query, |standing| standing.settled_ms),
        }
    }

    fn sort_by<T: Ord + Send>(&self, slots: &mut [u32], query: &FilesQuery, of: impl Fn(&Listed) -> T) {
        let keyed = |&slot: &u32| (self.at(slot).map(&of), self.names.ids[slot as usize], slot);
        let mut all: Vec<(Option<T>, i64, u32)> = slots.iter().map(keyed).collect();
        all.par_sort_unstable_by(|a, b| directed(a.0.cmp(&b.0), query).then_with(|| a.1.cmp(&b.1)));
        for (slot, (_, _, sorted)) in slots.iter_mut().zip(all) {
            *slot = sorted;
        }
    }
}

fn directed(order: std::cmp::Ordering, query: &FilesQuery) -> std::cmp::Ordering {
    if query.descending { order.reverse() } else { order }
}
