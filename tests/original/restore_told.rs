//! A drive is rebuilt from its story on the archive, with neither job nor catalogue left. Nothing in the story is
//! believed.

use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use ingather_tests::snapshot::Kind;
use ingather_tests::tree::{Tree, content, rot};
use ingather_tests::{Outcome, Sandbox, Snapshot};

/// Two drives, partly of the same pictures, brought home; then all but the archive is lost.
fn only_the_archive_is_left(name: &str) -> (Sandbox, Snapshot) {
    let mut sandbox = Sandbox::new(name);
    let (mut red, mut green) = (Tree::at(&sandbox.at("Red")), Tree::at(&sandbox.at("Green")));
    for n in 0..6 {
        red.file(format!("2009 Lisbon/{n}.jpg"), &content(n, 2_000));
        green.file(format!("{n}.jpg"), &content(n + 3, 2_000));
    }
    for (n, odd) in
        ["=1+1.jpg", "'-quoted.jpg", "new\nline.jpg", "a: b.jpg", "\"<b>\".jpg"].iter().enumerate()
    {
        green.file(odd, &content(60 + n as u64, 300));
    }
    green
        .file("again/5.jpg", &content(5, 2_000))
        .file("empty.txt", b"")
        .file(b"odd \xFF.jpg", &content(51, 10));
    green.file("film.mov", &content(50, 1_500_000)).link("newest.jpg", "again/5.jpg");
    green.folder("nothing/in it");
    for (path, mode) in [("again/5.jpg", 0o604), ("nothing/in it", 0o705), ("again", 0o711)] {
        let mode = std::os::unix::fs::PermissionsExt::from_mode(mode);
        std::fs::set_permissions(green.path(path), mode).expect("permissions");
    }
    for (path, seconds) in
        [("nothing/in it", 978_307_200), ("nothing", 946_684_800), ("again", 1_009_843_200)]
    {
        let folder = std::fs::File::open(green.path(path)).expect("a folder");
        folder.set_modified(UNIX_EPOCH + Duration::from_secs(seconds)).expect("a date");
    }
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).source(green.root()).destination(archive);
    sandbox.run().expect(0, "both drives are brought home");
    let before = Snapshot::of(green.root());
    for lost in [red.root(), green.root(), &sandbox.job(), &sandbox.at("data")] {
        std::fs::remove_dir_all(lost).expect("lost");
    }
    (sandbox, before)
}

fn restore(sandbox: &Sandbox, drive: &str, to: &str) -> Outcome {
    sandbox.ingather(&["restore", "--archive", "Archive", "--drive", drive, "--to", to])
}

fn story(sandbox: &Sandbox) -> std::path::PathBuf {
    let folder = sandbox.at("Archive/.ingather/drives/Green");
    let names = std::fs::read_dir(&folder).expect("stories").flatten().map(|e| e.path());
    names.into_iter().find(|path| is_named(path, "story-")).expect("a story")
}

fn is_named(path: &Path, begins: &str) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(begins))
}

fn rewrite(path: &Path, change: impl Fn(&str) -> String) {
    let text = std::fs::read_to_string(path).expect("a story");
    std::fs::write(path, change(&text)).expect("written");
}

#[test]
fn a_drive_comes_back_from_what_the_archive_tells_of_it() {
    let (sandbox, before) = only_the_archive_is_left("told");
    let said = restore(&sandbox, "Green", "Back");
    said.expect(0, "the archive tells all").says("16 files rebuilt", "each file and the link");
    let after = Snapshot::of(&sandbox.at("Back"));
    let names = |snapshot: &Snapshot| snapshot.entries.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&before), names(&after), "the same tree");
    for (path, entry) in &before.entries {
        let back = &after.entries[path];
        // Links have no date.
        let dated = if path.as_slice() == b"newest.jpg" { 0 } else { 1 };
        let was = (entry.size, &entry.kind, entry.mode, entry.mtime_ns * dated);
        let name = path.escape_ascii().to_string();
        let is = (back.size, &back.kind, back.mode, back.mtime_ns * dated);
        // How large a folder is, is its file system's business.
        if entry.kind == Kind::Folder {
            assert_eq!((was.2, was.3), (is.2, is.3), "date and permissions of the folder {name}");
        } else {
            assert_eq!(was, is, "{name}");
        }
    }
    restore(&sandbox, "Green", "Back").expect(0, "once more").says("16 were there already", "nothing twice");
    assert!(!sandbox.at("data/catalog.db").exists(), "no catalogue was needed, and none was made");

    let elsewhere = restore(&sandbox, "Blue", "Other");
    elsewhere.expect(2, "the archive tells of no such drive").says("Green, Red", "of which it tells");
    restore(&sandbox, "Green", "Archive/Back").expect(2, "not into the archive").says("lies in", "why");
    sandbox
        .on_job(&["restore", "--archive", "Archive", "--drive", "Green", "--to", "Other"])
        .expect(2, "one way");
    std::fs::create_dir(sandbox.at("plain")).expect("a folder");
    sandbox
        .ingather(&["restore", "--archive", "plain", "--drive", "Green", "--to", "Other"])
        .expect(2, "no archive of ours")
        .says("the story of no drive", "why");
    assert!(!sandbox.at("Other").exists(), "nothing was made for what was refused");
}

#[test]
fn what_a_story_says_is_compared_and_what_it_lacks_is_said() {
    let (sandbox, _) = only_the_archive_is_left("told-faults");
    rot(&sandbox.at("Archive/Green/3.jpg"), 9);
    std::fs::remove_file(sandbox.at("Archive/Green/film.mov")).expect("a copy is lost");
    rewrite(&story(&sandbox), |text| {
        let outside = |line: &str| match line {
            line if line.starts_with("4.jpg,") => line.replacen("4.jpg", "../outside.jpg", 1),
            line if line.starts_with("empty.txt,") => line.replace("Green/empty.txt", "/etc/passwd"),
            line => line.to_owned(),
        };
        text.split_inclusive('\n').map(outside).collect()
    });
    let said = restore(&sandbox, "Green", "Back");
    said.expect(1, "four are named")
        .says("copy_damaged\t3.jpg", "other bytes")
        .says("copy_gone\tfilm.mov", "lost")
        .says("not_understood\tline ", "a path that leads out")
        .says("not_understood\tempty.txt", "a copy that is outside");
    assert!(
        !sandbox.at("outside.jpg").exists() && !sandbox.at("Back/3.jpg").exists(),
        "none is put anywhere"
    );

    rewrite(&story(&sandbox), |text| text[..text.len() - 40].to_owned());
    restore(&sandbox, "Green", "Again").expect(3, "it is cut off").says("story is damaged", "that is said");
    rewrite(&story(&sandbox), |text| text.replacen("checksum", "checks", 1));
    restore(&sandbox, "Green", "Again").expect(3, "no checksums").says("has no column checksum", "why");
    std::fs::remove_file(story(&sandbox)).expect("removed");
    restore(&sandbox, "Green", "Third").expect(2, "no story").says("has no story of Green", "that is said");
}

#[test]
fn what_lies_in_another_archive_is_named_with_it() {
    let mut sandbox = Sandbox::new("told-elsewhere");
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("1.jpg", &content(1, 2_000)).file("2.jpg", &content(2, 2_000));
    let mut shelf = Tree::at(&sandbox.at("Shelf"));
    shelf.file("old/one.jpg", &content(1, 2_000));
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(archive).option(&["--pool", "Shelf"]);
    sandbox.run().expect(0, "one is copied, one is on the shelf");
    let said = restore(&sandbox, "Red", "Back");
    said.expect(1, "one is not here")
        .says("copy_elsewhere\t1.jpg", "which")
        .says("in Shelf", "and where it is");
    assert!(sandbox.at("Back/2.jpg").exists(), "the other is rebuilt");
}

/// As versions before wrote it: no word of permissions, and no list of folders beside it.
#[test]
fn a_story_of_old_still_brings_back_every_file() {
    let (sandbox, before) = only_the_archive_is_left("told-of-old");
    let story = story(&sandbox);
    let folder = story.parent().expect("a folder");
    let lists = std::fs::read_dir(folder).expect("a list").flatten().map(|e| e.path());
    for list in lists.filter(|path| is_named(path, "folders-")) {
        rewrite(&list, |text| text[..text.len() - 12].to_owned());
        restore(&sandbox, "Green", "Cut")
            .expect(3, "its end is missing")
            .says("story is damaged", "that is said");
        std::fs::remove_file(list).expect("a list of folders");
    }
    let mut table = csv::Reader::from_path(&story).expect("a table");
    let mut old = csv::Writer::from_writer(Vec::new());
    let rows = std::iter::once(table.headers().expect("a header").clone());
    for row in rows.chain(table.records().map(|r| r.expect("a row")).collect::<Vec<_>>()) {
        old.write_record(row.iter().take(15)).expect("a row");
    }
    std::fs::write(&story, old.into_inner().expect("all of it")).expect("a story");
    restore(&sandbox, "Green", "Back").expect(0, "all of its files").says("16 files rebuilt", "as before");
    let after = Snapshot::of(&sandbox.at("Back"));
    assert_eq!(before.contents(), after.contents(), "each where it was");
    assert!(!after.entries.contains_key(b"nothing".as_slice()), "of that folder nothing was told");
}
