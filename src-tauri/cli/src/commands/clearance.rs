//! `clearance`: may this drive be wiped? 0 clear · 5 clear with exceptions · 6 not clear.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ingather_engine::Result;
use ingather_engine::cancel::Cancel;
use ingather_engine::proof::ClearanceRequest;
use ingather_engine::views::{Clearance, ClearanceView};

use crate::arguments::{Global, JobOptions};
use crate::output::{Output, words};
use crate::{arguments, ask, place, signals};

/// Exceptions that a person reads on a terminal; all are in the list.
const SHOWN: usize = 50;

pub fn run(global: &Global, what: &arguments::Clearance, output: &Output) -> Result<i32> {
    let asked = signals::listen();
    let layers = ask::layers(global, &JobOptions::default())?;
    let library = place::library(&layers)?;
    let job = match global.job {
        Some(_) => Some(place::existing(global, &layers)?.folder),
        None => None,
    };
    let request = ClearanceRequest {
        reread: what.reread,
        job,
        threads: global.threads.unwrap_or(0),
        ..ClearanceRequest::of(&what.source)
    };
    let cancel = Arc::new(Cancel::default());
    let _watch = Watch::start(&cancel, &asked);
    let line = output.progress();
    let view = library
        .clearance(&request, &cancel, &|step, files, done, total| line.show(step, files, done, total))?;
    drop(line);
    match output.is_json() {
        true => output.object(&view),
        false => text(&view, output),
    }
    Ok(match view.clearance {
        Clearance::Clear => 0,
        Clearance::ClearWithExceptions => 5,
        Clearance::NotClear => 6,
    })
}

fn text(view: &ClearanceView, output: &Output) {
    let headline = match view.clearance {
        Clearance::Clear => "Clear",
        Clearance::ClearWithExceptions => "Clear with exceptions",
        Clearance::NotClear => "Not clear",
    };
    let drive = &view.drive;
    output.answer(&format!("{headline}: {} ({}) — {}", drive.name, drive.path, drive.why));
    output.answer(&format!("  {}, {} found", words::files(drive.files), words::bytes(drive.bytes)));
    let have = if drive.read_back == 1 { "has" } else { "have" };
    output.answer(&format!(
        "  {} {have} a copy in an archive that was read back",
        words::files(drive.read_back)
    ));
    if drive.used > 0 {
        output.answer(&format!(
            "  {} of {} in use on the drive were looked at",
            words::bytes(drive.looked_at),
            words::bytes(drive.used)
        ));
    }
    for line in drive.exceptions.iter().chain(&drive.notes) {
        output.answer(&format!("  {line}"));
    }
    for one in view.exceptions.iter().take(SHOWN) {
        output.answer(&format!("    {}\t{}: {}", one.code, one.path, one.message));
    }
    let hidden = view.exceptions_total.saturating_sub(SHOWN as u64);
    if hidden > 0 {
        output.answer(&format!("    and {} more in the list", words::count(hidden)));
    }
    for report in &view.reports {
        output.say(&format!("  {report}"));
    }
}

/// Passes a wish to stop on while something runs.
pub struct Watch {
    over: Arc<AtomicBool>,
}

impl Watch {
    pub fn start(cancel: &Arc<Cancel>, asked: &Arc<AtomicBool>) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let (cancel, asked, ended) = (Arc::clone(cancel), Arc::clone(asked), Arc::clone(&over));
        std::thread::spawn(move || {
            while !ended.load(Ordering::Acquire) {
                if asked.load(Ordering::Acquire) {
                    cancel.stop();
                    return;
                }
                std::thread::sleep(Duration::from_millis(25));
            }
        });
        Self { over }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Release);
    }
}
