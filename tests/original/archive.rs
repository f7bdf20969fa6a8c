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
    sandbox.folder("Empty");
    sandbox.ingather(&["verify", "--archive", "Empty", "--deep"]).expect(2, "there is nothing to go by");
}
