//! Where every file stands, and what is verified of it.

use std::time::Duration;

use ingather_tests::tree::{Tree, content, rot};
use ingather_tests::{Outcome, Sandbox};
use serde_json::Value;

fn brought_home(name: &str, options: &[&str]) -> (Sandbox, Tree) {
    let mut sandbox = Sandbox::new(name);
    let mut red = Tree::at(&sandbox.at("Red"));
    for n in 0..12 {
        red.file(format!("{}/{n}.jpg", n % 3), &content(n % 9, 2_000));
    }
    red.file("cache.tmp", &content(50, 70)).link("link", "0/0.jpg");
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive).option(&["--exclude", "*.tmp"]).option(options);
    sandbox.run().expect(0, "all is brought home");
    (sandbox, red)
}

#[test]
fn status_full_counts_every_state() {
    let (sandbox, red) = brought_home("states", &[]);
    std::fs::remove_file(red.path("1/4.jpg")).expect("a file vanishes");
    sandbox.run().expect(0, "looked at again");
    let said = sandbox.on_job(&["status", "--full", "--json"]);
    said.expect(0, "a look");
    let states = &said.json()[1..];
    let count = |what: [&str; 2], vanished: bool| {
        let of = |s: &&Value| s["status"] == what[0] && s["reason"] == what[1] && s["vanished"] == vanished;
        states.iter().filter(of).filter_map(|s| s["files"].as_u64()).sum::<u64>()
    };
    assert_eq!(count(["done", "new"], false), 8, "nine contents, one of which is gone\n{said}");
    assert_eq!(count(["done", "of_source"], false), 3, "{said}");
    assert_eq!((count(["done", "rule"], false), count(["done", "link"], false)), (1, 1), "{said}");
    assert_eq!(count(["done", "new"], true), 1, "what vanished is counted apart\n{said}");
    let total: u64 = states.iter().filter_map(|s| s["files"].as_u64()).sum();
    assert_eq!(total, 14, "no file is invisible\n{said}");
    sandbox
        .on_job(&["status", "--full"])
        .expect(0, "in words")
        .says("done of_source", "each state is a line");
}

#[test]
fn what_was_read_back_as_it_was_copied_leaves_no_empty_verification_behind() {
    let (sandbox, _red) = brought_home("one-verification", &[]);
    let said = sandbox.on_job(&["verify-status", "--deep"]);
    said.expect(0, "all good")
        .says("content re-read", "the method")
        .is_silent_on(": 0 good", "no empty look");
    sandbox.on_job(&["log"]).expect(0, "what happened").is_silent_on("0 files verified", "all is verified");
}

#[test]
fn verify_status_tells_what_is_proven_and_how() {
    let (sandbox, _red) = brought_home("verify-status", &["--verify", "none"]);
    let none = sandbox.on_job(&["verify-status"]);
    none.expect(0, "nothing is wrong").says("not verified", "nothing was verified yet");
    sandbox.on_job(&["verify", "--shallow"]).expect(0, "sizes and dates are right");
    sandbox.on_job(&["verify-status"]).expect(0, "all good").says("same size and date", "the method");
    let deep = sandbox.on_job(&["verify-status", "--deep"]);
    deep.expect(0, "nothing wrong").says("not verified", "a look at the date is no proof of the content");
    sandbox.on_job(&["verify", "--deep"]).expect(0, "read back");
    let said = sandbox.on_job(&["verify-status", "--deep", "--full"]);
    said.expect(0, "all good").says("re-read", "the method").is_silent_on("not verified", "all is read back");
    let text = String::from_utf8_lossy(&said.stdout).into_owned();
    assert_eq!(text.lines().filter(|l| l.contains("Red: ")).count(), 12, "a line for each file\n{said}");
    rot(&sandbox.at("Archive/Red/0/0.jpg"), 5);
    sandbox.on_job(&["verify", "--deep"]).expect(1, "a rotten copy");
    let said = sandbox.on_job(&["verify-status", "--json"]);
    said.expect(1, "something is wrong");
    let view = &said.json()[0];
    let damaged = view["counts"].as_array().expect("counts").iter().find(|c| c["outcome"] == "damaged");
    assert_eq!(
        damaged.map(|c| c["files"].as_u64()),
        Some(Some(2)),
        "the file and its repeat rest on it\n{said}"
    );
    assert_eq!(view["runs"].as_array().map(Vec::len), Some(3), "the history is kept\n{said}");
}

#[test]
fn lists_of_a_large_job_answer_at_once() {
    let files = if std::env::var_os("INGATHER_LARGE").is_some() { 100_000 } else { 10_000 };
    let mut sandbox = Sandbox::new("large-lists");
    let mut red = Tree::at(&sandbox.at("Red"));
    for n in 0..files {
        red.file(format!("{}/{n}.jpg", n / 500), format!("content {n}").as_bytes());
    }
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.drives_to("plan").expect(0, "looked at");
    for words in
        [&["file", "list", "--status", "error"][..], &["status"], &["status", "--full"], &["verify-status"]]
    {
        let took = quickest(|| sandbox.on_job(words));
        assert!(took < Duration::from_secs(1), "{words:?} took {took:?}");
    }
    let all = sandbox.on_job(&["file", "list", "--json"]);
    assert_eq!(all.expect(0, "all files").json().len(), files, "each file once");
    let took = quickest(|| sandbox.on_job(&["file", "list", "--json"]));
    assert!(took < Duration::from_secs(5), "the whole list took {took:?}");
}

/// What a look costs of the processors, for the machine may do much else; the best of several.
fn quickest(look: impl Fn() -> Outcome) -> Duration {
    let took = || look().expect(0, "a look").cpu;
    (0..6).map(|_| took()).min().unwrap_or_default()
}
