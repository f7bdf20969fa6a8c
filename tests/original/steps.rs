//! The way of a user of the original: one command after the other. It leads to the same archive as `run`.

use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot};

fn drives(sandbox: &Sandbox) -> [Tree; 2] {
    let (mut red, mut green) = (Tree::at(&sandbox.at("Red")), Tree::at(&sandbox.at("Green")));
    for n in 0..12 {
        red.file(format!("2009/{n}.jpg"), &content(n, 2_000 + n as usize));
        green.file(format!("copies/{n}.jpg"), &content(n + 8, 2_000 + n as usize + 8));
    }
    red.file("film.mov", &content(60, 1_300_000));
    green.file("the film again.mov", &content(60, 1_300_000)).link("a link", "copies/1.jpg").folder("empty");
    [red, green]
}

/// Paths and contents; what tells one run of ours from another is in our own folder.
fn tree(archive: &std::path::Path) -> Vec<(Vec<u8>, [u8; 32])> {
    Snapshot::of_archive(archive).files().map(|(path, _, blake3)| (path.clone(), *blake3)).collect()
}

#[test]
fn single_commands_make_the_archive_that_run_makes() {
    let mut at_once = Sandbox::new("at-once");
    let sources = drives(&at_once);
    let one = at_once.folder("Archive");
    at_once.source(sources[0].root()).source(sources[1].root()).destination(&one);
    at_once.run().expect(0, "all at once");

    let sandbox = Sandbox::new("step-by-step");
    let _sources = drives(&sandbox);
    let other = sandbox.folder("Archive");
    let init = ["init", "--job", "job", "--source", "Red", "--dest", "Archive"];
    sandbox.ingather(&init).expect(0, "a job");
    sandbox.ingather(&init).expect(0, "safe to call again");
    sandbox.on_job(&["source", "add", "Green"]).expect(0, "another drive");
    for step in [
        &["analyze"][..],
        &["checksum", "--table", "sources", "--threads", "2"],
        &["checksum", "--table", "destinations", "--quiet"],
        &["pool", "check"],
        &["plan"],
        &["copy"],
        &["verify"],
        &["verify", "--deep"],
        &["verify-status", "--deep"],
        &["status", "--full"],
        &["file", "list"],
        &["log"],
        &["summary"],
    ] {
        let said = sandbox.on_job(step);
        said.expect(0, "one step after the other").is_silent_on("panicked", "in words");
    }
    assert_eq!(tree(&one), tree(&other), "the same files under the same names");
    sandbox.resume().expect(0, "nothing is left").says("nothing was to do", "and that is said");
}

#[test]
fn the_report_is_shown_as_a_page_and_what_is_left_out_is_never_called_archived() {
    let mut sandbox = Sandbox::new("left-out-page");
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("1.jpg", &content(1, 500)).file("2.tmp", &content(2, 500)).link("a link", "1.jpg");
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive).option(&["--exclude", "*.tmp"]);
    let run = sandbox.run();
    run.expect(0, "brought home").says("1 file in the archive, 1 left out", "the link is nobody's loss");
    sandbox.run().expect(0, "again").says("1 file in the archive, 1 left out", "and so it stays");
    let page = sandbox.on_job(&["summary", "--format", "html"]);
    page.expect(0, "the page is there");
    assert!(String::from_utf8_lossy(&page.stdout).starts_with("<!doctype html>"), "{page}");

    let mut none = Sandbox::new("left-out-all");
    let archive = none.folder("Archive");
    none.source(red.root()).destination(&archive).option(&["--exclude", "*"]);
    let run = none.run();
    run.expect(0, "there was nothing to do").says("left out", "it is said");
    let said = format!("{run}");
    assert!(!said.contains("safe to wipe —") && !said.contains("very file is in the archive"), "{said}");
}

#[test]
fn a_pipe_is_no_configuration() {
    let sandbox = Sandbox::new("pipe-config");
    let pipe = sandbox.at("config.yaml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo").success());
    let path = pipe.to_string_lossy().into_owned();
    sandbox
        .ingather(&["run", "--job", "job", "--config", &path])
        .expect(2, "it is refused, not waited for")
        .says("is not a file", "and why");
}

#[test]
fn a_look_at_the_archive_names_what_is_not_in_it_yet() {
    let mut sandbox = Sandbox::new("verify-early");
    let [red, _green] = drives(&sandbox);
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.drives_to("plan").expect(0, "a plan");
    for depth in ["--shallow", "--deep"] {
        let said = sandbox.on_job(&["verify", depth]);
        said.expect(1, "nothing is proven").says("13 files are not in the archive yet", "and that is said");
    }
    let named = ingather_tests::reports::problems(&sandbox.job());
    assert_eq!(named.len(), 13, "each is named");
    sandbox.on_job(&["status"]).is_silent_on("interrupted", "a look interrupts nothing");
    sandbox.on_job(&["copy"]).expect(0, "copied").is_silent_on("nothing was to do", "much was");
    for depth in ["--shallow", "--deep"] {
        sandbox.on_job(&["verify", depth]).expect(0, "now all is there");
    }
}

#[test]
fn a_command_that_comes_too_early_is_refused_and_leaves_the_job_as_it_was() {
    let mut sandbox = Sandbox::new("too-early");
    let [red, _green] = drives(&sandbox);
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.drives_to("init").expect(0, "a job");
    sandbox.on_job(&["analyze"]).expect(0, "looked at");
    let state = || sandbox.on_job(&["status", "--json"]).json()[0]["state"].clone();
    let before = state();
    sandbox.on_job(&["copy"]).expect(2, "there is no plan").says("run plan first", "what to do");
    assert_eq!(state(), before, "nothing was begun, so nothing was interrupted");
    assert_eq!(before, "ready");
}
