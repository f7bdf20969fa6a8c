//! What a run that copies says of itself is what its plan has said: copied of what is to be copied, and no repeats.

use std::sync::Arc;
use std::time::{Duration, Instant};

use ingather_engine::job::Job;
use ingather_engine::model::{Phase, Tally};
use ingather_engine::progress::Observer;
use ingather_engine::runner::{self, JobHandle, RunRequest};
use ingather_engine::views::{JobEvent, JobSnapshot};
use ingather_tests::mounts::{Fault, FaultyDrive, cannot_fuse};
use ingather_tests::run::PATIENCE;
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, skip};

/// Somebody who only asks.
struct Silent;

impl Observer for Silent {
    fn event(&self, _number: u64, _event: &JobEvent) {}
    fn snapshot(&self, _snapshot: &JobSnapshot) {}
}

/// Asks till the run says this of its copy; answers with all that it has said of it.
#[track_caller]
fn copying(run: &JobHandle, what: &str, reached: impl Fn(&JobSnapshot) -> bool) -> Vec<JobSnapshot> {
    let (began, mut seen) = (Instant::now(), Vec::new());
    loop {
        let now = run.snapshot().filter(|now| now.phase == Some(Phase::Copy));
        seen.extend(now);
        if seen.last().is_some_and(&reached) {
            return seen;
        }
        assert!(began.elapsed() < PATIENCE && !run.is_finished(), "{what}: {:?}", seen.last());
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_copy_is_counted_against_what_the_plan_calls_new() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("copy-counts");
    let mut red = Tree::at(&sandbox.at("Red"));
    let mut behind = Tree::at(&sandbox.at("behind/Blue"));
    for n in 0..6 {
        red.file(format!("DCIM/{n}.jpg"), &content(n, 60_000));
        red.file(format!("films/{n}.mov"), &content(50 + n, 3_000_000));
        // The same again under other names, small and large.
        behind.file(format!("backup/{n}.jpg"), &content(n, 60_000));
        behind.file(format!("films of Red/{n}.mov"), &content(50 + n, 3_000_000));
        behind.file(format!("own/{n}.mov"), &content(100 + n, 4_000_000));
    }
    let blue = FaultyDrive::mount(&sandbox, "Blue", behind.root());
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).source(blue.path()).destination(&archive).option(&["--exact-plan"]);
    sandbox.drives_to("plan").expect(0, "planned");
    let catalog = sandbox.at("data/catalog.db");
    let equation = || {
        let view = Job::open(&sandbox.job(), &catalog).and_then(|job| job.view());
        view.expect("the job").equation
    };
    let plan = equation();
    assert_eq!((plan.expected_repeats.files, plan.undecided.files), (12, 0), "{plan:?}");
    let new = plan.to_do.without(plan.expected_repeats);

    // It would take a minute.
    blue.misbehave(&[Fault::Paced { bytes_per_second: 1_000_000, seek: Duration::ZERO }]);
    let run = runner::start(&sandbox.job(), &catalog, RunRequest::until(Phase::Summary), Arc::new(Silent));
    let run = run.expect("it starts");
    let seen = copying(&run, "some of it is copied", |now| now.equation.copied.files > 3);
    blue.heal();
    assert_eq!(run.join().expect("it ends").exit_code, 0);
    for now in &seen {
        let total = Tally { files: now.files_total, bytes: now.bytes_total };
        assert_eq!(total, new, "no repeat is part of what is to be copied: {now:?}");
        assert_eq!(now.files_done, now.equation.copied.files, "{now:?}");
        assert!(now.bytes_done >= now.equation.copied.bytes && now.bytes_done <= now.bytes_total, "{now:?}");
    }
    for pair in seen.windows(2) {
        assert!(pair[0].bytes_done <= pair[1].bytes_done, "nothing is taken back: {pair:?}");
    }
    assert_eq!(equation().copied, new, "and so it came");
}
