//! Every command over thousands of files; over a hundred thousand `npm run bench -- --only commands` does the same.

use std::time::Duration;

use ingather_tests::commands::{AT_ONCE, EVERY, write_list};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot, compare};

const FILES: u64 = 2_400;
/// No command needs much more for these files than for none.
const MOST_KIB: u64 = 128 * 1024;

/// What a look may take of the processors: the machine may do much else.
const AT_MOST: Duration = Duration::from_secs(1);

fn drives(sandbox: &Sandbox) {
    for (drive, name) in ["Red", "Green", "Blue"].into_iter().enumerate() {
        let mut tree = Tree::at(&sandbox.at("drives").join(name));
        for n in (0..FILES / 3).map(|n| n + drive as u64 * FILES / 3) {
            // One in ten repeats an earlier one.
            let of = if n % 10 == 9 { n / 2 } else { n };
            let path = format!("{}/{:03}/IMG_{n:07}.jpg", 2000 + n % 20, n / 250);
            tree.file(path, &content(of, 300 + (of % 50) as usize));
        }
    }
    let mut pool = Tree::at(&sandbox.at("Pool"));
    for n in 0..100 {
        pool.file(format!("{n}.jpg"), &content(n * 3, 300 + (n * 3 % 50) as usize));
    }
    write_list(&sandbox.at("drives/Red"), &sandbox.at("red.b3"));
    for folder in ["Archive", "Second"] {
        sandbox.folder(folder);
    }
}

#[test]
fn every_command_goes_through_thousands_of_files() {
    let sandbox = Sandbox::new("scale");
    drives(&sandbox);
    let before = Snapshot::of(&sandbox.at("drives"));
    for step in EVERY {
        let said = sandbox.on_job(step.words);
        let line = step.line();
        assert!(said.code().is_some_and(|c| step.codes.contains(&c)), "{line}\n{said}");
        said.is_silent_on("panicked", "in words");
        assert!(said.peak_kib < MOST_KIB, "{line} took {} KiB", said.peak_kib);
        if AT_ONCE.contains(&line.as_str()) {
            // A look changes nothing; the best of several counts.
            let again = || sandbox.on_job(step.words).cpu;
            let took =
                (0..5).fold(said.cpu, |least, _| if least < AT_MOST { least } else { again().min(least) });
            assert!(took < AT_MOST, "{line} took {took:?}");
        }
    }
    compare::untouched(&before);
    compare::same_contents(&Snapshot::of(&sandbox.at("drives/Red")), &Snapshot::of(&sandbox.at("Back")));
}

#[test]
fn no_command_is_left_out_of_them() {
    let sandbox = Sandbox::new("scale-commands");
    let help = sandbox.ingather(&["--help"]);
    let text = help.expect(0, "help").text();
    let listed = text.lines().skip_while(|l| *l != "Commands:").skip(1).take_while(|l| !l.is_empty());
    // They take no files: a text about the others, and a job of their own.
    let apart = ["help", "demo"];
    let names: Vec<&str> = listed.filter_map(|l| l.split_whitespace().next()).collect();
    assert!(names.len() > 20, "{names:?}");
    for name in names.iter().filter(|n| !apart.contains(n)) {
        assert!(
            EVERY.iter().any(|s| s.words[0] == *name),
            "{name} is tried with no files: add it to `EVERY`"
        );
    }
}

#[test]
fn a_folder_of_a_large_plan_is_left_out_in_one_look() {
    let mut sandbox = Sandbox::new("scale-left-out");
    let mut red = Tree::at(&sandbox.at("Red"));
    for n in 0..9_000 {
        red.file(format!("all/{}/{n}.jpg", n / 500), format!("content {n}").as_bytes());
    }
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.drives_to("plan").expect(0, "planned");
    let timed = |verb: &str| sandbox.on_job(&["file", verb, "Red/all"]).expect(0, verb).cpu;
    let (out, back) = (timed("remove"), timed("add"));
    // To take them in looks at each file once; a look at every other file for each would take many times as long.
    assert!(out < back * 4 + Duration::from_secs(1), "left out in {out:?}, taken in again in {back:?}");
}
