//! What is true for every tree, tried on random ones through the real program.

mod sequences;
mod trees;

use ingather_tests::{Sandbox, Snapshot, compare};
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use trees::{Plot, plots};

/// Enough to meet each kind of collision many times, few enough for a debug build.
const CASES: u32 = 24;

fn try_all(check: impl Fn(&Plot) + std::panic::RefUnwindSafe) {
    let cases = std::env::var("INGATHER_CASES").ok().and_then(|c| c.parse().ok()).unwrap_or(CASES);
    let config = Config { cases, max_shrink_iters: 60, failure_persistence: None, ..Config::default() };
    let run = TestRunner::new(config).run(&plots(), |plot| {
        std::panic::catch_unwind(|| check(&plot)).map_err(|cause| {
            let words = cause.downcast_ref::<String>().cloned().unwrap_or_else(|| "it failed".into());
            TestCaseError::fail(words)
        })
    });
    if let Err(failed) = run {
        panic!("{failed}");
    }
}

/// The plot on disk: drives, the archive before, and the job's sandbox.
fn staged(plot: &Plot) -> (Sandbox, Vec<(&'static str, Snapshot)>, Snapshot) {
    let mut sandbox = Sandbox::new("invariants");
    let mut drives = Vec::new();
    for (name, files) in ["One", "Two", "Three"].into_iter().zip(&plot.drives) {
        let root = sandbox.at(name);
        trees::grow(&root, files);
        sandbox.source(&root);
        drives.push((name, Snapshot::of(&root)));
    }
    let archive = sandbox.at("Archive");
    trees::grow(&archive, &plot.archive);
    sandbox.destination(&archive).option(&["--json"]);
    let before = Snapshot::of_archive(&archive);
    (sandbox, drives, before)
}

#[test]
fn each_content_arrives_once_and_a_second_run_does_nothing() {
    try_all(|plot| {
        let (sandbox, drives, before) = staged(plot);
        let named: Vec<_> = drives.iter().map(|(n, d)| (*n, d)).collect();
        let archive = sandbox.at("Archive");
        let run = sandbox.run();
        run.expect(0, "nothing stands in its way");
        drives.iter().for_each(|(_, d)| compare::untouched(d));
        compare::archived(&named, &before, &archive);
        let report = run.report();
        report.equation_holds(0);
        let found = named.iter().map(|(_, d)| d.tally()).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        assert_eq!(report.term(0, "found"), found, "found is what is on the drives, in files and bytes");
        let after = Snapshot::of_archive(&archive);
        let grown = after.tally().1 - before.tally().1;
        assert_eq!(report.bytes().1, grown, "what is said to be written is what the archive grew by");
        let again = sandbox.run();
        assert_eq!(
            again.expect(0, "again").report().bytes(),
            (0, 0),
            "the second run reads and writes nothing"
        );
        assert_eq!(Snapshot::of_archive(&archive).entries, after.entries, "and changes nothing");
    });
}

#[test]
fn an_exact_plan_says_what_the_copy_then_does() {
    try_all(|plot| {
        let (mut sandbox, drives, before) = staged(plot);
        let archive = sandbox.at("Archive");
        sandbox.option(&["--exact-plan"]);
        let planned = sandbox.drives_to("plan");
        planned.expect(0, "a plan can always be made");
        assert_eq!(Snapshot::of_archive(&archive).entries, before.entries, "a plan writes nothing");
        let plan = planned.report();
        assert_eq!(plan.term(0, "undecided").0, 0, "an exact plan leaves nothing open");
        let run = sandbox.run();
        let report = run.expect(0, "the copy").report();
        let new = plan.term(0, "to_do").0 - plan.term(0, "expected_repeats").0;
        assert_eq!(report.term(0, "copied").0, new, "as many files are copied as the plan said");
        assert_eq!(
            report.term(0, "already_there"),
            plan.term(0, "already_there"),
            "as many are there already"
        );
        drives.iter().for_each(|(_, d)| compare::untouched(d));
    });
}

#[test]
fn stopped_anywhere_and_resumed_is_never_stopped() {
    let points =
        ["after_stage", "after_flush", "after_intent", "after_place", "after_folders", "after_commit"];
    try_all(|plot| {
        let (mut sandbox, drives, before) = staged(plot);
        let named: Vec<_> = drives.iter().map(|(n, d)| (*n, d)).collect();
        let point = points[plot.chance as usize % points.len()];
        sandbox.variable("INGATHER_FAULT", &format!("{point}:{}", 1 + plot.chance % 3));
        let _ = sandbox.run();
        sandbox.without("INGATHER_FAULT");
        sandbox.resume().expect(0, &format!("resumed after a stop at {point}"));
        compare::archived(&named, &before, &sandbox.at("Archive"));
        let again = sandbox.run();
        assert_eq!(again.expect(0, "again").report().bytes(), (0, 0), "nothing is left to do");
    });
}
