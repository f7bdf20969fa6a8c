//! A drive is rebuilt from the archives as it was, and nothing is overwritten.

use ingather_tests::tree::{Tree, content, rot};
use ingather_tests::{Sandbox, Snapshot};

#[test]
fn a_drive_comes_back_as_it_was() {
    let mut sandbox = Sandbox::new("restore");
    let (mut red, mut green) = (Tree::at(&sandbox.at("Red")), Tree::at(&sandbox.at("Green")));
    for n in 0..10 {
        red.file(format!("2009 Lisbon/{n}.jpg"), &content(n, 2_000));
        green.file(format!("{n}.jpg"), &content(n + 5, 2_000));
    }
    green.file("again/9.jpg", &content(9, 2_000)).file("empty.txt", b"").folder("nothing in it");
    green.file("film.mov", &content(50, 1_500_000)).file(b"odd \xFF.jpg", &content(51, 10));
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).source(green.root()).destination(&archive);
    sandbox.run().expect(0, "both drives are brought home");
    let before = Snapshot::of(green.root());
    std::fs::remove_dir_all(green.root()).expect("the drive is wiped");

    let restore = |to: &str| sandbox.on_job(&["restore", "--drive", "Green", "--to", to, "--json"]);
    let said = restore("Back");
    said.expect(0, "all of it is in the archive, some under the other drive's names");
    let report = &said.json()[0];
    assert_eq!((&report["restored"], &report["already_there"]), (&14.into(), &0.into()), "{said}");
    let after = Snapshot::of(&sandbox.at("Back"));
    assert_eq!(
        before.entries.keys().collect::<Vec<_>>(),
        after.entries.keys().collect::<Vec<_>>(),
        "the same tree"
    );
    for (path, entry) in &before.entries {
        let back = &after.entries[path];
        let name = path.escape_ascii().to_string();
        assert_eq!(
            (entry.size, &entry.kind, entry.mode, entry.mtime_ns),
            (back.size, &back.kind, back.mode, back.mtime_ns),
            "{name}"
        );
    }
    let again = restore("Back");
    assert_eq!(
        again.expect(0, "once more").json()[0]["already_there"],
        14,
        "nothing is written twice\n{again}"
    );

    std::fs::write(sandbox.at("Back/film.mov"), b"of the user's own").expect("another file");
    rot(&archive.join("Green/7.jpg"), 9);
    std::fs::remove_file(sandbox.at("Back/7.jpg")).expect("a file is gone");
    let said = sandbox.on_job(&["restore", "--drive", "Green", "--to", "Back"]);
    said.expect(1, "two cannot be rebuilt")
        .says("name_taken\tfilm.mov", "kept")
        .says("copy_damaged\t7.jpg", "never a bad one");
    assert_eq!(std::fs::read(sandbox.at("Back/film.mov")).expect("it is there"), b"of the user's own");
    assert!(!sandbox.at("Back/7.jpg").exists(), "no damaged file is put in place");
    sandbox.on_job(&["restore", "--drive", "Blue", "--to", "Back"]).expect(2, "there is no such drive");
    sandbox.on_job(&["restore", "--drive", "Green", "--to", "Archive/x"]).expect(2, "not into the archive");
}

#[test]
fn links_come_back_and_a_drive_is_never_rebuilt_onto_itself() {
    let mut sandbox = Sandbox::new("restore-links");
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("a/1.jpg", &content(1, 2_000)).link("newest.jpg", "a/1.jpg").link("a/gone", "/nowhere/at all");
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "brought home");
    let restore = |to: &str| sandbox.on_job(&["restore", "--drive", "Red", "--to", to]);
    restore("Back").expect(0, "all of it, links too");
    let leads = |path: &str| std::fs::read_link(sandbox.at(path)).expect("a link");
    assert_eq!(leads("Back/newest.jpg"), std::path::Path::new("a/1.jpg"));
    assert_eq!(leads("Back/a/gone"), std::path::Path::new("/nowhere/at all"), "its target need not exist");
    restore("Back").expect(0, "once more, all is there");
    std::fs::remove_file(sandbox.at("Back/newest.jpg")).expect("removed");
    std::fs::write(sandbox.at("Back/newest.jpg"), b"of the user's own").expect("another file");
    restore("Back")
        .expect(1, "its name is taken")
        .says("name_taken\tnewest.jpg", "and nothing is overwritten");
    assert_eq!(std::fs::read(sandbox.at("Back/newest.jpg")).expect("there"), b"of the user's own");

    let mut other = sandbox.command(["run", "--job", "other", "--source"]);
    other.arg(red.root()).arg("--dest").arg(sandbox.folder("Second"));
    ingather_tests::run::spawn(other).wait(ingather_tests::run::PATIENCE).expect(0, "another job");
    std::fs::remove_file(red.path("a/1.jpg")).expect("lost on the drive");
    restore("Red").expect(2, "a drive that is brought home is only read");
    restore("Red/a").expect(2, "nor below it");
    assert!(!red.path("a/1.jpg").exists(), "nothing was written there");
    restore("Second/Back").expect(2, "not into another job's archive either");
}

#[test]
fn a_drive_is_rebuilt_without_naming_the_job_wherever_that_is() {
    let mut sandbox = Sandbox::new("restore-anywhere");
    let mut red = Tree::at(&sandbox.at("one/DCIM"));
    red.file("1.jpg", &content(1, 2_000)).file("a/2.jpg", &content(2, 2_000));
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "brought home by a job outside of the data folder");
    let restore = |drive: &str, more: &[&str]| {
        sandbox.ingather(&[&["restore", "--drive", drive, "--to", "Back"], more].concat())
    };
    restore("DCIM", &[]).expect(0, "by its name").says("2 files rebuilt", "all of it");
    restore("one/DCIM", &[]).expect(0, "by its path").says("2 were there already", "the same drive");

    // Another drive of the same name, brought home elsewhere by another job.
    let mut other = Tree::at(&sandbox.at("two/DCIM"));
    other.file("9.jpg", &content(9, 2_000));
    let run = ["run", "--job", "theirs", "--source", "two/DCIM", "--dest", "Second"];
    sandbox.ingather(&run).expect(0, "brought home");
    let said = restore("DCIM", &[]);
    said.expect(2, "none of the two is guessed at").says("2 drives are called DCIM", "how many");
    said.says("/theirs'", "and how to name each").says("two/DCIM", "which is which");
    assert!(!sandbox.at("Back/9.jpg").exists(), "nothing was written");
    restore("DCIM", &["--job", "theirs"]).expect(0, "named").says("1 file rebuilt", "that one");
    restore("two/DCIM", &[]).expect(0, "by its path").says("1 were there already", "that one");

    std::fs::rename(sandbox.job(), sandbox.at("moved")).expect("moved");
    restore("one/DCIM", &[])
        .expect(2, "the job is not where it was")
        .says("/job", "where it was")
        .says("--job", "and what to do");
    restore("DCIM", &["--job", "moved"]).expect(0, "where it is now");
}
