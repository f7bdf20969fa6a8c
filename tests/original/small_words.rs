//! Words of the command line where a person could take silence or a half for the whole.

use ingather_tests::Sandbox;
use ingather_tests::tree::{Tree, content};

fn small(name: &str) -> (Sandbox, Tree) {
    let mut sandbox = Sandbox::new(name);
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("a.jpg", &content(1, 900)).file("b.jpg", &content(2, 900));
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(archive);
    (sandbox, red)
}

#[test]
fn a_draft_says_that_nothing_is_there_yet() {
    let (sandbox, _red) = small("draft");
    sandbox.drives_to("init").expect(0, "a draft");
    sandbox.on_job(&["verify-status"]).expect(0, "asked").says("nothing is verified yet", "no silence");
    sandbox.on_job(&["log"]).expect(0, "asked").says("the log is empty", "no silence");
    std::fs::write(sandbox.at("plain"), b"x").expect("a file");
    let said = sandbox.ingather(&["status", "--job", "plain"]);
    said.expect(2, "wrong use").says("a job is a folder", "and why");
    let made = sandbox.ingather(&["run", "--job", "plain", "--source", "Red", "--dest", "Archive"]);
    made.expect(2, "wrong use").says("a job is a folder", "and why");
    assert_eq!(std::fs::read(sandbox.at("plain")).expect("the file"), b"x", "it stays as it is");
}

#[test]
fn several_paths_are_changed_all_or_none() {
    let (sandbox, red) = small("all-or-none");
    let first = sandbox.run();
    first.expect(0, "copied").says(".b3", "the list on the archive is named from the first time on");
    let path = |name: &str| red.path(name).to_string_lossy().into_owned();
    let said = sandbox.on_job(&["file", "remove", &path("a.jpg"), &path("ghost.jpg")]);
    said.expect(2, "one of them is unknown").says("ghost.jpg is no file of this job", "which is named");
    let list = sandbox.on_job(&["file", "list", "--reason", "user"]);
    list.expect(0, "listed").is_silent_on("a.jpg", "nothing was done with the other one");
    let both = sandbox.on_job(&["file", "remove", &path("a.jpg"), &path("b.jpg")]);
    both.expect(0, "both are known");
    sandbox.on_job(&["file", "list", "--reason", "user"]).says("a.jpg", "done").says("b.jpg", "both");
}

#[test]
fn a_name_that_is_taken_away_is_said_to_be_gone() {
    let (sandbox, _red) = small("no-name");
    sandbox.run().expect(0, "copied");
    sandbox.ingather(&["catalog", "name", "Red", "shelf 2"]).expect(0, "named").says("shelf 2", "so");
    let said = sandbox.ingather(&["catalog", "name", "Red", ""]);
    said.expect(0, "unnamed").says("has no name of its own any more", "in words");
}
