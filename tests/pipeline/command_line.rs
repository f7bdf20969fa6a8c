//! What the command line promises: options anywhere, exit codes, JSON lines, quiet in a pipe.

use ingather_tests::run::{PATIENCE, spawn};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot, compare};

fn prepared(name: &str) -> (Sandbox, Tree) {
    let sandbox = Sandbox::new(name);
    let mut red = Tree::at(&sandbox.at("Red"));
    for n in 0..10 {
        red.file(format!("{n}.jpg"), &content(n, 2_000));
    }
    (sandbox, red)
}

#[test]
fn options_stand_before_or_after_the_command() {
    let (sandbox, red) = prepared("options");
    let drive = Snapshot::of(red.root());
    let orders: [&[&str]; 3] = [
        &["--job", "J1", "--json", "run", "--source", "Red", "--dest", "A1"],
        &["run", "--source", "Red", "--dest", "A2", "--json", "--job", "J2"],
        &["--quiet", "run", "--dest", "A3", "--job", "J3", "--source", "Red", "--threads", "2"],
    ];
    for (n, words) in orders.into_iter().enumerate() {
        let archive = sandbox.folder(format!("A{}", n + 1));
        sandbox.ingather(words).expect(0, "the order of options does not matter");
        compare::archived(&[("Red", &drive)], &Snapshot::default(), &archive);
    }
}

#[test]
fn json_is_one_object_per_line_and_nothing_else() {
    let (mut sandbox, red) = prepared("json");
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive).option(&["--json"]);
    let run = sandbox.run();
    run.expect(0, "all is well");
    let lines = run.json();
    let phases: Vec<&str> = lines
        .iter()
        .filter(|l| l["event"]["kind"] == "phase_finished")
        .filter_map(|l| l["event"]["phase"].as_str())
        .collect();
    for phase in ["analyze", "plan", "copy", "verify", "summary"] {
        assert!(phases.contains(&phase), "the end of {phase} is told: {phases:?}\n{run}");
    }
    let numbers: Vec<u64> = lines.iter().filter_map(|l| l["number"].as_u64()).collect();
    assert!(numbers.windows(2).all(|w| w[1] == w[0] + 1), "events are numbered without gaps: {numbers:?}");
    assert_eq!(run.report().number("/exit_code"), 0, "the report says the exit code");
    let files = lines.last().expect("a report")["files"].as_array().expect("paths of the reports").len();
    assert!(files >= 2, "the paths of reports and log are told\n{run}");
    for words in [&["status"][..], &["summary"], &["file", "list"], &["source", "list"]] {
        let mut all = words.to_vec();
        all.push("--json");
        let said = sandbox.on_job(&all);
        said.expect(0, "a look");
        assert!(!said.json().is_empty(), "{words:?} says something");
    }
}

#[test]
fn wrong_use_is_exit_2_and_makes_nothing() {
    let (sandbox, _red) = prepared("wrong-use");
    sandbox.folder("Archive");
    let wrong: [&[&str]; 9] = [
        &[],
        &["frob"],
        &["run", "--job", "J"],
        &["run", "--job", "J", "--source", "Red"],
        &["run", "--job", "J", "--dest", "Archive"],
        &["run", "--job", "J", "--source", "Red", "--dest", "Archive", "--verify", "most"],
        &["run", "--job", "J", "--source", "Red", "--dest", "Archive", "--layout", "{nothing}"],
        &["run", "--job", "J", "--source", "Red", "--dest", "Archive", "--exclude", "a["],
        &["resume", "--job", "no such job"],
    ];
    for words in wrong {
        let outcome = sandbox.ingather(words);
        outcome.expect(2, "wrong use").is_silent_on("panicked", "it says what is wrong");
        assert!(!outcome.stderr.is_empty() || !outcome.stdout.is_empty(), "something is said\n{outcome}");
        let written = Snapshot::of(&sandbox.at("Archive"));
        assert!(written.entries.is_empty(), "nothing is written by {words:?}: {:?}", written.entries.keys());
    }
    let missing = sandbox.ingather(&["run", "--job", "J", "--source", "nowhere", "--dest", "Archive"]);
    assert!(matches!(missing.code(), Some(2 | 3)), "a source that is not there is refused\n{missing}");
    missing.says("nowhere", "it is named");
}

#[test]
fn in_a_pipe_it_is_quiet_and_tells_where_the_reports_are() {
    let (mut sandbox, red) = prepared("pipe");
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    let run = sandbox.run();
    run.expect(0, "all is well");
    assert!(run.stdout.is_empty(), "standard output is for --json and answers\n{run}");
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(!said.contains('\u{1b}') && !said.contains('\r'), "no cursor movements in a pipe: {said:?}");
    run.says("summary.csv", "where the table is");
    assert!(said.lines().count() < 40, "quiet in a pipe\n{run}");
    sandbox.option(&["--quiet"]);
    let quiet = sandbox.run();
    assert!(quiet.expect(0, "again").stderr.is_empty(), "--quiet says only what went wrong\n{quiet}");
}

#[test]
fn a_config_file_gives_what_the_command_line_does_not() {
    let (sandbox, red) = prepared("config");
    let archive = sandbox.folder("Archive");
    let yaml = format!(
        "sources: [{:?}]\ndestinations: [{:?}]\nexclude: [\"3.jpg\"]\nverify: shallow\n",
        red.root(),
        archive
    );
    std::fs::write(sandbox.at("c.yaml"), yaml).expect("a config");
    sandbox.ingather(&["run", "--config", "c.yaml", "--job", "J"]).expect(0, "the config is enough");
    assert_eq!(Snapshot::of_archive(&archive).tally().0, 9, "the exclusion of the file counts");
    std::fs::write(sandbox.at("bad.yaml"), "sources: 7\nfrobnicate: true\nverify: most\n").expect("a config");
    let bad = sandbox.ingather(&["run", "--config", "bad.yaml", "--job", "K"]);
    bad.expect(2, "wrong config").says("frobnicate", "every mistake is named").says("verify", "all at once");
    assert!(!sandbox.at("K").join("job.db").exists(), "no job is made of a wrong config");
}

#[test]
fn a_pipe_is_no_config_file() {
    let (sandbox, _red) = prepared("config-pipe");
    let made = std::process::Command::new("mkfifo").arg(sandbox.at("c.yaml")).status();
    assert!(made.expect("mkfifo").success(), "a pipe that nobody writes to");
    let run = spawn(sandbox.command(["run", "--job", "J", "--config", "c.yaml"])).wait(PATIENCE);
    run.expect(2, "it is refused, not waited for").says("c.yaml", "it is named");
}

#[test]
fn the_summary_is_shown_in_every_format() {
    let (mut sandbox, red) = prepared("formats");
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "all is well");
    for (format, begins) in
        [("html", "<!doctype html"), ("csv", "drive,path"), ("json", "{"), ("text", "Archive")]
    {
        let shown = sandbox.on_job(&["summary", "--format", format]);
        let text = String::from_utf8_lossy(&shown.expect(0, format).stdout).to_lowercase();
        let begins = begins.to_lowercase();
        assert!(text.trim_start_matches('\u{feff}').starts_with(&begins), "{format}\n{shown}");
    }
}

#[test]
fn the_demo_shows_the_whole_job() {
    let sandbox = Sandbox::new("demo");
    sandbox.ingather(&["demo", "--dir", "sample"]).expect(0, "the demo works anywhere");
}
