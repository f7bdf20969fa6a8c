//! An archive can be checked by itself: without job, catalogue or drive.

use ingather_tests::Sandbox;
use ingather_tests::tree::{Tree, content, rot};

#[test]
fn an_archive_is_compared_with_its_own_lists() {
    let mut sandbox = Sandbox::new("own-lists");
    let mut red = Tree::at(&sandbox.at("Red"));
    for n in 0..10 {
        red.file(format!("a b/{n}.jpg"), &content(n, 3_000));
    }
    red.file(b"odd \xFF name.jpg", &content(20, 100)).file("new\nline\\.jpg", &content(21, 100));
    red.file("film.mov", &content(30, 2_000_000));
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "brought home");
    for gone in ["job", "data", "Red"] {
        std::fs::remove_dir_all(sandbox.at(gone)).expect("gone for good");
    }
    let ask = |more: &[&str]| sandbox.ingather(&[&["verify", "--archive", "Archive"], more].concat());
    ask(&[]).expect(0, "all are there").says("13 of 13 files", "each is looked for");
    let deep = ask(&["--deep", "--json"]);
    let report = &deep.expect(0, "all are as listed").json()[0];
    assert_eq!((&report["ok"], &report["listed"]), (&13.into(), &13.into()), "odd names too\n{deep}");
    assert_eq!(report["bytes_read"], 10 * 3_000 + 200 + 2_000_000, "each byte is read back once\n{deep}");

    rot(&archive.join("Red/a b/3.jpg"), 17);
    std::fs::remove_file(archive.join("Red/film.mov")).expect("lost");
    ask(&[])
        .expect(1, "one is lost")
        .says("film.mov", "it is named")
        .is_silent_on("3.jpg", "rot needs --deep");
    let deep = ask(&["--deep"]);
    deep.expect(1, "one is lost, one rotten")
        .says("missing\tRed/film.mov", "lost")
        .says("damaged\tRed/a b/3.jpg", "rotten");
    deep.says("11 of 13", "the others are good");
    std::fs::rename(archive.join("Red/a b"), archive.join("elsewhere")).expect("moved");
    std::os::unix::fs::symlink(archive.join("elsewhere"), archive.join("Red/a b")).expect("a link");
    ask(&[])
        .expect(1, "a link is not followed")
        .says("unreadable\tRed/a b/1.jpg", "each is named")
        .says("a file or a link stands where a folder should be", "in words")
        .is_silent_on("os error", "not in the system's");
    sandbox.folder("Empty");
    sandbox.ingather(&["verify", "--archive", "Empty", "--deep"]).expect(2, "there is nothing to go by");
}

#[test]
fn each_drive_has_its_story_on_the_archive_and_it_is_written_once() {
    let mut sandbox = Sandbox::new("story");
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("1.jpg", &content(1, 500)).file("again.jpg", &content(1, 500)).file("x.tmp", &content(2, 50));
    red.file(b"odd \xFF.jpg", &content(3, 500)).link("a link", "1.jpg");
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive).option(&["--exclude", "*.tmp"]);
    sandbox.run().expect(0, "brought home");
    let folder = archive.join(".ingather/drives/Red");
    let at = |begins: &str| {
        let all = std::fs::read_dir(&folder).expect("the drive's folder").flatten().map(|e| e.path());
        let mut named =
            all.filter(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(begins)));
        named.next().expect("one of the job's own")
    };
    let story = || std::fs::read_to_string(at("story")).expect("a plain file");
    let line = |path: &str| {
        let story = story();
        let found = story.lines().find(|l| l.split(',').next() == Some(path));
        found.unwrap_or_else(|| panic!("{path} is not told of\n{story}")).to_owned()
    };
    assert_eq!(story().lines().count(), 6, "a header and each entry of the drive\n{}", story());
    for (path, what) in [
        ("1.jpg", "Red/1.jpg"),
        ("again.jpg", "of_source"),
        ("x.tmp", "exclude *.tmp"),
        ("odd \\xFF.jpg", "Red/odd \\xFF.jpg"),
        ("a link", "link to 1.jpg"),
    ] {
        assert!(line(path).contains(what), "{path}: what became of it\n{}", line(path));
    }
    let page = std::fs::read_to_string(at("certificate")).expect("the certificate");
    assert!(page.starts_with("<!doctype html>") && page.contains("Red"), "{page}");

    for shown in ["odd \\xFF.jpg", "Red/odd \\xFF.jpg"] {
        let said = sandbox.ingather(&["where", shown]);
        said.expect(0, "a name is found as reports show it").says("odd \\xFF.jpg", "and shown so again");
    }
    let written = |name: &str| std::fs::metadata(at(name)).and_then(|m| m.modified()).expect("there");
    let before = [written("story"), written("certificate")];
    sandbox.run().expect(0, "nothing to do");
    sandbox.on_job(&["verify", "--deep", "--reverify"]).expect(0, "looked at again");
    assert_eq!(before, [written("story"), written("certificate")], "what has not changed is not written");

    std::fs::remove_file(red.path("1.jpg")).expect("gone from the drive");
    red.file("new.jpg", &content(4, 500));
    sandbox.run().expect(0, "the new one comes home");
    assert!(line("1.jpg").contains("gone from the drive"), "nothing of the story is lost\n{}", story());
    assert!(line("new.jpg").contains("Red/new.jpg"), "and the new one is told of");
}
