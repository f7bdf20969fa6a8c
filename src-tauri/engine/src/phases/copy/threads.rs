//! The threads beside the reading ones: those that finish groups, and the one that teaches the catalogue.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::group::Group;
use super::output::{Output, lock};
use super::{Copying, FINISHERS, finish, released};
use crate::error::Result;
use crate::fs::WholeFlush;
use crate::phases::PhaseContext;
use crate::phases::parallel::guarded;
use crate::store::{RootKind, drain_outbox};

/// Where groups are handed on, by destination.
pub type Senders = HashMap<i64, Sender<Group>>;
/// Where they arrive.
pub type Receivers = Vec<(i64, Receiver<Group>)>;

/// A way for one group at a time to each destination that is here.
pub fn channels(ctx: &PhaseContext) -> (Senders, Receivers) {
    let mut senders = HashMap::new();
    let mut receivers = Vec::new();
    for destination in ctx.live(RootKind::Destination) {
        let (send, receive) = bounded(1);
        senders.insert(destination.row.id, send);
        receivers.push((destination.row.id, receive));
    }
    (senders, receivers)
}

/// A thread's destination, its flushing handle, and where its groups come from.
type Finisher<'g, 'a> = (&'g Output<'a>, WholeFlush<'g>, &'g Receiver<Group>);

impl<'a> Copying<'a> {
    /// Their handles have to be open before anything is staged.
    pub fn finishers<'g>(&'g self, groups: &'g Receivers) -> Result<Vec<Finisher<'g, 'a>>> {
        let mut finishers = Vec::new();
        for (id, groups) in groups {
            let Some(output) = self.outputs.get(id) else { continue };
            for _ in 0..FINISHERS {
                let whole = WholeFlush::open(&output.root, &output.staging, &output.trusts_whole_flush)
                    .map_err(|e| output.write_failed(self.ctx, &e))?;
                finishers.push((output, whole, groups));
            }
        }
        Ok(finishers)
    }

    /// The catalogue learns while the drives work, and drives that are through are let go. What it misses here it learns at
    /// the end of the run.
    pub fn teach_catalog(&self, over: &AtomicBool, mut to_let_go: HashSet<i64>) {
        let mut rounds = 0_u32;
        while !over.load(Relaxed) && !self.ctx.cancel.is_stopped() {
            std::thread::sleep(Duration::from_millis(25));
            rounds += 1;
            // About every two seconds: many rows at once touch each page of the catalogue once.
            if !rounds.is_multiple_of(80) {
                continue;
            }
            if let Err(error) = released::let_go(self, &mut to_let_go) {
                tracing::warn!(code = error.code, "no drive was let go: {}", error.message);
                to_let_go.clear();
            }
            let learnt = self
                .ctx
                .reader()
                .and_then(|db| drain_outbox(&db, &self.ctx.writer, &mut lock(&self.ctx.catalog)));
            if let Err(error) = learnt {
                tracing::warn!(
                    code = error.code,
                    "The catalogue was not brought up to date: {}.",
                    error.message
                );
                return;
            }
        }
    }

    /// Takes groups through the steps of durability until no more come.
    pub fn finish_groups(&self, output: &Output<'_>, whole: &WholeFlush<'_>, groups: &Receiver<Group>) {
        for group in groups {
            let result = if self.is_broken.load(Relaxed) || self.ctx.cancel.is_stopped() {
                output.finished(0, Duration::ZERO);
                Ok(())
            } else {
                guarded(|| finish::finish(self, output, whole, group))
            };
            if let Err(error) = result
                && output.is_open()
            {
                self.break_off(error);
            }
        }
    }
}
