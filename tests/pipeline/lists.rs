//! Lists of further checksums on the archive: other people's programs check them, whenever they were asked for.

use std::process::Command;

use ingather_tests::Sandbox;
use ingather_tests::tree::{Tree, content};

/// What `sha256sum --check` and its fellows say of the archive; each line is a file.
fn checked(program: &str, archive: &std::path::Path, ending: &str) -> (bool, usize) {
    let lists = std::fs::read_dir(archive.join(".ingather/checksums")).expect("the lists");
    let list = lists.flatten().map(|e| e.path()).find(|p| p.extension().is_some_and(|e| e == ending));
    let list = list.unwrap_or_else(|| panic!("no list ends in {ending}"));
    let out = Command::new(program).arg("--check").arg("--strict").arg(list).current_dir(archive).output();
    let out = out.expect("coreutils");
    eprintln!("{}", String::from_utf8_lossy(&out.stderr));
    (out.status.success(), out.stdout.split(|b| *b == b'\n').filter(|line| line.ends_with(b": OK")).count())
}

fn red(sandbox: &Sandbox) -> Tree {
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("a/one.jpg", &content(1, 40_000))
        .file("a/again.jpg", &content(1, 40_000))
        .file("b/large.mov", &content(2, 5 << 20))
        .file("b/back\\slash\nand line.jpg", &content(3, 900))
        .file(b"b/bad \xFF.jpg", &content(4, 700))
        .file("b/empty.txt", b"");
    red
}

#[test]
fn lists_that_are_asked_for_are_written_in_the_one_read() {
    let mut sandbox = Sandbox::new("lists");
    let red = red(&sandbox);
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive).option(&["--json"]);
    sandbox.option(&["--checksums", "sha256", "md5"]);
    let run = sandbox.run();
    let read = run.expect(0, "copied").report().bytes().0;
    let whole = 2 * 40_000 + (5 << 20) + 900 + 700;
    assert_eq!(read, whole, "the lists cost no second reading");
    for (program, ending) in [("sha256sum", "sha256"), ("md5sum", "md5")] {
        assert_eq!(checked(program, &archive, ending), (true, 5), "{program}: each copy, nothing else");
    }
    std::fs::write(archive.join("Red/a/again.jpg"), content(9, 40_000)).expect("damage");
    assert_eq!(checked("sha256sum", &archive, "sha256"), (false, 4), "and it sees damage");
}

#[test]
fn a_list_that_is_asked_for_later_knows_the_copies_made_before() {
    let mut sandbox = Sandbox::new("lists-later");
    let mut red = red(&sandbox);
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive).option(&["--json"]);
    sandbox.run().expect(0, "copied without further lists");
    let names = || {
        let lists = std::fs::read_dir(archive.join(".ingather/checksums")).expect("the lists");
        lists.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "sha256")).count()
    };
    assert_eq!(names(), 0, "nobody asked");
    sandbox.option(&["--checksums", "sha256"]);
    let again = sandbox.run();
    assert_eq!(again.expect(0, "asked for now").report().bytes().1, 0, "nothing is copied for it");
    assert_eq!(checked("sha256sum", &archive, "sha256"), (true, 5), "the copies of the first run");
    red.file("c/new.jpg", &content(7, 3_000));
    sandbox.run().expect(0, "more of it");
    assert_eq!(checked("sha256sum", &archive, "sha256"), (true, 6), "and of the next");
    let third = sandbox.run();
    assert_eq!(third.expect(0, "once more").report().bytes(), (0, 0), "then nothing is read for it");
}
