//! What a meter's counters are at a moment, as the snapshot that screens show.

use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use super::Meter;
use crate::cancel::Cancel;
use crate::model::{JobState, Phase, Tally};
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

    /// How far the phase is, of how much. A copy that is planned anew has its old numbers, and all that waits before it.
    fn progress(&self, to_do: Tally) -> (Tally, Tally) {
        let (before, replans) = self.phase.lock().map_or_else(
            |_| (Tally::default(), false),
            |p| (if p.shown() == Some(Phase::Copy) { p.before } else { Tally::default() }, p.replans),
        );
        let (mut done, mut total) = (before, before);
        if replans {
            total.add(to_do.files, to_do.bytes);
        } else {
            done.add(self.files_done.load(Relaxed), self.bytes_done.load(Relaxed));
            total.add(self.files_total.load(Relaxed), self.bytes_total.load(Relaxed));
        }
        (done, total)
    }

    /// The state as of now.
    #[must_use]
    pub fn snapshot(&self, state: JobState, cancel: &Cancel) -> JobSnapshot {
        let (held, waits) = (cancel.is_paused(), self.waits_for_word());
        let paused = held || waits;
        let (rate, still) = self.movement(paused);
        let equation = self.worst();
        let (phase, phases_done) =
            self.phase.lock().map_or_else(|_| (None, Vec::new()), |p| (p.shown(), p.done.clone()));
        let (done, total) = self.progress(equation.to_do);
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
    use crate::model::{CopyStatus, Equation, Reason};

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
    fn planning_anew_in_the_midst_of_a_copy_is_no_step_back() {
        let meter = Meter::new("job".into());
        let tally = |files| Tally { files, bytes: files };
        for phase in [Phase::Analyze, Phase::Pool, Phase::Checksum, Phase::Plan] {
            meter.begin(phase, tally(3));
            assert_eq!(seen(&meter).0, Some(phase), "the first time each phase is seen");
            meter.end(phase);
        }
        meter.begin(Phase::Copy, tally(10));
        meter.files_done.store(4, Relaxed);
        meter.end(Phase::Copy);
        for phase in [Phase::Checksum, Phase::Plan] {
            meter.begin(phase, tally(99));
            assert_eq!(seen(&meter), (Some(Phase::Copy), 4, 4), "the copy stands where it stood");
            meter.end(phase);
        }
        assert_eq!(seen(&meter).0, Some(Phase::Copy), "nor is there a gap");
        meter.begin(Phase::Copy, tally(6));
        meter.files_done.store(1, Relaxed);
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
