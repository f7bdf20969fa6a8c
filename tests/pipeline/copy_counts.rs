//! What a run that copies says of itself is what its plan has said: copied of what is to be copied, and no repeats.

use std::sync::{Arc, Mutex};

use ingather_engine::model::{Equation, Phase, Tally};
use ingather_engine::progress::Observer;
use ingather_engine::runner::{self, RunRequest};
use ingather_engine::views::{JobEvent, JobSnapshot};
use ingather_tests::Sandbox;
use ingather_tests::tree::{Tree, content};

/// Keeps what a run says of its copy.
#[derive(Default)]
struct Eye(Mutex<Vec<JobSnapshot>>);

impl Observer for Eye {
    fn event(&self, _number: u64, _event: &JobEvent) {}

    fn snapshot(&self, snapshot: &JobSnapshot) {
        if snapshot.phase == Some(Phase::Copy) {
            self.0.lock().expect("snapshots").push(snapshot.clone());
        }
    }
}

/// What the plan calls new.
fn new(plan: &Equation) -> Tally {
    plan.to_do.without(plan.expected_repeats)
}

#[test]
fn a_copy_is_counted_against_what_the_plan_calls_new() {
    let mut sandbox = Sandbox::new("copy-counts");
    let mut red = Tree::at(&sandbox.at("Red"));
    let mut blue = Tree::at(&sandbox.at("Blue"));
    for n in 0..6 {
        red.file(format!("DCIM/{n}.jpg"), &content(n, 60_000));
        // The same again under other names, small and large.
        blue.file(format!("backup/{n}.jpg"), &content(n, 60_000));
        red.file(format!("films/{n}.mov"), &content(50 + n, 3_000_000));
        blue.file(format!("films of Red/{n}.mov"), &content(50 + n, 3_000_000));
        blue.file(format!("own/{n}.jpg"), &content(100 + n, 70_000));
    }
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).source(blue.root()).destination(&archive).option(&["--exact-plan"]);
    sandbox.drives_to("plan").expect(0, "planned");
    let catalog = sandbox.at("data/catalog.db");
    let plan = ingather_engine::job::Job::open(&sandbox.job(), &catalog)
        .and_then(|job| job.view())
        .expect("the plan")
        .equation;
    assert_eq!((plan.expected_repeats.files, plan.undecided.files), (12, 0), "{plan:?}");

    let eye = Arc::new(Eye::default());
    let observer: Arc<Eye> = Arc::clone(&eye);
    let run = runner::start(&sandbox.job(), &catalog, RunRequest::until(Phase::Summary), observer);
    let report = run.expect("it starts").join().expect("it ends");
    assert_eq!(report.exit_code, 0, "{report:?}");
    let seen = eye.0.lock().expect("snapshots");
    let of = |now: &JobSnapshot| Tally { files: now.files_total, bytes: now.bytes_total };
    for now in seen.iter() {
        assert_eq!(of(now), new(&plan), "no repeat is part of what is to be copied: {now:?}");
        assert!(now.files_done >= now.equation.copied.files.min(now.files_total), "{now:?}");
        assert!(now.bytes_done >= now.equation.copied.bytes && now.bytes_done <= now.bytes_total, "{now:?}");
    }
    for pair in seen.windows(2) {
        assert!(pair[0].bytes_done <= pair[1].bytes_done, "nothing is taken back: {pair:?}");
    }
    let last = seen.last().expect("a phase is seen at least at its end");
    assert_eq!((last.files_done, last.bytes_done), (last.files_total, last.bytes_total), "{last:?}");
}
