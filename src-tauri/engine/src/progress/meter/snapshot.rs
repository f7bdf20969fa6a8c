//! What a meter's counters are at a moment, as the snapshot that screens show.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use super::Meter;
use crate::cancel::Cancel;
use crate::model::{Equation, JobState, Phase, Tally};
use crate::views::{DriveLine, DriveWork, JobSnapshot, PauseReason};

/// From then on it is said that nothing moves.
const STALLED_AFTER: Duration = Duration::from_secs(10);

impl Meter {
    /// Bytes per second, and for how long nothing has moved.
    fn movement(&self, paused: bool) -> (u64, Duration) {
        let Ok(mut phase) = self.phase.lock() else { return (0, Duration::ZERO) };
        let (bytes, files) = (self.bytes_done.load(Relaxed), self.files_done.load(Relaxed));
        let (archives, sources) = (self.archive_read.load(Relaxed), self.source_read.load(Relaxed));
        let still = phase.still.as_of_now((bytes, files, archives, sources), paused);
        // Copies that are read back on the way are no speed of the copy.
        let read = if phase.now == Some(Phase::Copy) { sources } else { sources + archives };
        let rate = phase.rate.per_second(read);
        match (paused, phase.now) {
            (true, _) => (0, Duration::ZERO),
            (false, None) => (rate, Duration::ZERO),
            (false, Some(_)) => (rate, still),
        }
    }

    /// How far the phase is, of how much. Of the copy it is what is copied of what the plan calls new: what is read only
    /// to be compared is neither.
    fn progress(&self, phase: Option<Phase>, (equation, in_hand): (Equation, u64)) -> (Tally, Tally) {
        if phase == Some(Phase::Copy) {
            let (copied, total) = (equation.copied, equation.to_copy());
            return (Tally { bytes: (copied.bytes + in_hand).min(total.bytes), ..copied }, total);
        }
        let now = |[files, bytes]: [&AtomicU64; 2]| Tally {
            files: files.load(Relaxed),
            bytes: bytes.load(Relaxed),
        };
        (now([&self.files_done, &self.bytes_done]), now([&self.files_total, &self.bytes_total]))
    }

    /// The state as of now.
    #[must_use]
    pub fn snapshot(&self, state: JobState, cancel: &Cancel) -> JobSnapshot {
        let (held, waits) = (cancel.is_paused(), self.waits_for_word());
        let paused = held || waits;
        let (rate, still) = self.movement(paused);
        let (equation, in_hand) = self.headline();
        let (phase, phases_done) =
            self.phase.lock().map_or_else(|_| (None, Vec::new()), |p| (p.shown(), p.done.clone()));
        let (done, total) = self.progress(phase, (equation, in_hand));
        let mut drives: Vec<_> =
            self.roots.lock().map_or(Vec::new(), |r| r.iter().map(|m| m.line()).collect());
        drives.iter_mut().filter(|_| paused).for_each(|line| line.rate = 0);
        let stalled_s = (still >= STALLED_AFTER).then_some(still.as_secs());
        // A number that nothing moves towards is not shown.
        let eta_s = self.time_left(paused).filter(|_| stalled_s.is_none());
        JobSnapshot {
            job: self.job.clone(),
            state: if paused && state == JobState::Running { JobState::Paused } else { state },
            paused: pause_reason(held, &drives),
            phase,
            phases_done,
            bytes_done: done.bytes,
            bytes_total: total.bytes,
            files_done: done.files,
            files_total: total.files,
            rate,
            eta_s,
            stalled_s,
            drives,
            current: self.current.lock().map_or(Vec::new(), |c| c.values().take(4).cloned().collect()),
            equation,
            answered: self.answered.load(Relaxed),
            problems: self.problems.load(Relaxed),
            elapsed_s: self.started.elapsed().as_secs(),
            sleep_prevented: self.sleep_prevented.load(Relaxed),
        }
    }
}

fn pause_reason(held: bool, drives: &[DriveLine]) -> Option<PauseReason> {
    if held {
        return Some(PauseReason::User);
    }
    let first = |work| drives.iter().any(|d| d.work == work);
    if first(DriveWork::Full) {
        Some(PauseReason::Full)
    } else if first(DriveWork::Missing) {
        Some(PauseReason::DriveMissing)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CopyStatus, Reason};

    /// The phase, what is done of it, and its total.
    fn seen(meter: &Meter) -> (Option<Phase>, u64, u64) {
        let now = meter.snapshot(JobState::Running, &Cancel::default());
        (now.phase, now.files_done, now.files_total)
    }

    #[test]
    fn while_repeats_are_settled_as_many_files_are_new_as_the_plan_said() {
        let meter = Meter::new("job".into());
        let tally = |files| Tally { files, bytes: files * 10 };
        // Two contents, each on three drives.
        let planned =
            Equation { found: tally(6), to_do: tally(6), expected_repeats: tally(4), ..Equation::default() };
        meter.set_equation(1, planned);
        let new = || {
            let now = meter.worst();
            let sum = now.copied + now.to_do;
            (sum.files - now.expected_repeats.files, sum.bytes - now.expected_repeats.bytes)
        };
        assert_eq!(new(), (2, 20), "as planned");
        for reason in [Reason::New, Reason::OfSource, Reason::HardLink, Reason::New, Reason::OfSource] {
            meter.settled(1, CopyStatus::Done, reason, 10);
            assert_eq!(new(), (2, 20), "and after {reason:?}");
        }
        assert_eq!(meter.worst().repeats, tally(3));
    }

    #[test]
    fn a_copy_counts_what_the_plan_calls_new_and_not_what_only_is_compared() {
        let meter = Meter::new("job".into());
        let tally = |files| Tally { files, bytes: files * 10 };
        let planned =
            Equation { found: tally(6), to_do: tally(6), expected_repeats: tally(2), ..Equation::default() };
        meter.set_equation(1, planned);
        meter.begin(Phase::Copy, tally(6));
        let now = || {
            let now = meter.snapshot(JobState::Running, &Cancel::default());
            ((now.files_done, now.files_total), (now.bytes_done, now.bytes_total))
        };
        assert_eq!(now(), ((0, 4), (0, 40)), "two of six files repeat others");
        meter.moved(10);
        assert_eq!(now(), ((0, 4), (0, 40)), "what is read may prove to be there already");
        meter.in_hand(1, 10);
        assert_eq!(now(), ((0, 4), (10, 40)), "written, and not done yet");
        meter.copied(1, Reason::New, 10);
        assert_eq!(now(), ((1, 4), (10, 40)), "counted once");
        meter.settled(1, CopyStatus::Done, Reason::OfSource, 10);
        assert_eq!(now(), ((1, 4), (10, 40)), "a repeat that was expected");
        meter.settled(1, CopyStatus::Done, Reason::InDestination, 10);
        assert_eq!(now(), ((1, 3), (10, 30)), "one that was there already is not copied");
        meter.in_hand(1, 7);
        meter.taken_back(1, 7);
        assert_eq!(now(), ((1, 3), (10, 30)), "written for nothing");
    }

    #[test]
    fn planning_anew_in_the_midst_of_a_copy_is_no_step_back() {
        let meter = Meter::new("job".into());
        let tally = |files| Tally { files, bytes: files };
        for phase in [Phase::Analyze, Phase::Pool, Phase::Checksum, Phase::Plan] {
            meter.begin(phase, tally(3));
            assert_eq!(seen(&meter).0, Some(phase), "the first time each phase is seen");
            meter.end(phase);
        }
        let stand = |copied, to_do| Equation {
            found: tally(copied + to_do),
            copied: tally(copied),
            to_do: tally(to_do),
            ..Equation::default()
        };
        meter.set_equation(1, stand(0, 10));
        meter.begin(Phase::Copy, tally(10));
        for _ in 0..4 {
            meter.copied(1, Reason::New, 1);
        }
        meter.end(Phase::Copy);
        for phase in [Phase::Checksum, Phase::Plan] {
            meter.begin(phase, tally(99));
            assert_eq!(seen(&meter), (Some(Phase::Copy), 4, 10), "the copy stands where it stood");
            meter.end(phase);
        }
        assert_eq!(seen(&meter).0, Some(Phase::Copy), "nor is there a gap");
        meter.begin(Phase::Copy, tally(6));
        meter.copied(1, Reason::New, 1);
        assert_eq!(seen(&meter), (Some(Phase::Copy), 5, 10), "and goes on from there");
        meter.start_over();
        meter.begin(Phase::Analyze, tally(3));
        assert_eq!(
            seen(&meter).0,
            Some(Phase::Analyze),
            "a drive that came back is looked at, and that is seen"
        );
        meter.end(Phase::Analyze);
        meter.begin(Phase::Plan, tally(3));
        assert_eq!(seen(&meter).0, Some(Phase::Plan));
    }
}
