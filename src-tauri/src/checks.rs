//! Looks that take a while and are no job: one of each kind at a time, each can be stopped and says how far it is.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ingather_engine::cancel::Cancel;
use ingather_engine::proof::Progress;
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Emitter};
use ts_rs::TS;

use crate::awake::Awake;
use crate::error::{Answer, Refusal};
use crate::events::CHECK_PROGRESS;
use crate::state::{Shell, held};

/// What is looked at or done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum CheckKind {
    /// May a drive be wiped?
    Clearance,
    /// Is an archive what its own lists say?
    Archive,
    /// Is the catalogue sound?
    Catalog,
    /// A drive is rebuilt from the archives.
    Restore,
    /// Recorded checksums are looked at or taken over.
    Import,
}

/// What `check://progress` carries, at most five times a second.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CheckProgress {
    pub check: CheckKind,
    /// `looking`, `reading`, `comparing` …
    pub step: String,
    pub files: u64,
    pub bytes_done: u64,
    /// 0 if not known.
    pub bytes_total: u64,
}

const BETWEEN: Duration = Duration::from_millis(200);

/// Those that run now.
#[derive(Default)]
pub struct Checks(Mutex<BTreeMap<CheckKind, Arc<Cancel>>>);

impl Checks {
    /// Asks one to end; one that does not run needs no asking.
    pub fn stop(&self, check: CheckKind) {
        if let Some(cancel) = held(&self.0).get(&check) {
            cancel.stop();
        }
    }

    /// Whether any runs.
    pub fn any(&self) -> bool {
        !held(&self.0).is_empty()
    }

    /// Asks all to end.
    pub fn stop_all(&self) {
        held(&self.0).values().for_each(|cancel| cancel.stop());
    }

    /// Waits for their ends, at most `limit`.
    pub fn let_them_end(&self, limit: Duration) {
        let until = Instant::now() + limit;
        while self.any() && Instant::now() < until {
            std::thread::sleep(BETWEEN / 10);
        }
    }

    fn begin(&self, check: CheckKind) -> Answer<Entry<'_>> {
        let mut running = held(&self.0);
        if running.contains_key(&check) {
            return Err(Refusal::new("in_use", "one such look is under way; wait for it, or stop it"));
        }
        let cancel = Arc::new(Cancel::default());
        running.insert(check, Arc::clone(&cancel));
        Ok(Entry { checks: self, check, cancel })
    }
}

/// Leaves the list however the look ends.
struct Entry<'a> {
    checks: &'a Checks,
    check: CheckKind,
    cancel: Arc<Cancel>,
}

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        held(&self.checks.0).remove(&self.check);
    }
}

/// Runs a look to its end on the calling thread, with the machine kept awake.
pub fn run<T>(
    shell: &Shell,
    app: &AppHandle,
    check: CheckKind,
    act: impl FnOnce(&Cancel, &Progress<'_>) -> ingather_engine::Result<T>,
) -> Answer<T> {
    let entry = shell.checks.begin(check)?;
    let _awake = Awake::hold(shell.settings.get().keep_awake);
    let last: Mutex<Option<(String, Instant)>> = Mutex::new(None);
    let answer = act(&entry.cancel, &|step, files, bytes_done, bytes_total| {
        if !is_due(&last, step, Instant::now()) {
            return;
        }
        let now = CheckProgress { check, step: step.to_owned(), files, bytes_done, bytes_total };
        if let Err(error) = app.emit(CHECK_PROGRESS, now) {
            tracing::debug!("{CHECK_PROGRESS} was not heard: {error}");
        }
    });
    Ok(answer?)
}

/// A new step is told at once, the rest now and then.
fn is_due(last: &Mutex<Option<(String, Instant)>>, step: &str, now: Instant) -> bool {
    let mut last = held(last);
    let due = last.as_ref().is_none_or(|(before, at)| before != step || now.duration_since(*at) >= BETWEEN);
    if due {
        *last = Some((step.to_owned(), now));
    }
    due
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_kind_at_a_time_and_a_stop_reaches_it() {
        let checks = Checks::default();
        let first = checks.begin(CheckKind::Clearance).map_err(|refused| refused.0.code).unwrap();
        assert_eq!(checks.begin(CheckKind::Clearance).err().map(|refused| refused.0.code).unwrap(), "in_use");
        assert!(checks.begin(CheckKind::Archive).is_ok(), "another kind runs beside it");
        assert!(checks.any());
        checks.stop(CheckKind::Archive);
        assert!(!first.cancel.is_stopped());
        checks.stop(CheckKind::Clearance);
        assert!(first.cancel.is_stopped());
        drop(first);
        assert!(checks.begin(CheckKind::Clearance).is_ok(), "its place is free again");
    }

    #[test]
    fn progress_is_told_at_each_step_and_then_now_and_then() {
        let last = Mutex::new(None);
        let began = Instant::now();
        let steps = [("looking", 0), ("looking", 199), ("reading", 200), ("reading", 399), ("reading", 400)];
        let told = steps.map(|(step, ms)| is_due(&last, step, began + Duration::from_millis(ms)));
        assert_eq!(told, [true, false, true, false, true]);
    }
}
