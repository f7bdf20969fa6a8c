//! What a certificate finds on drives whose metadata vouches for nothing: the next run of the job acts on it.

use ingather_tests::mounts::{Disk, Fault, FaultyDrive, cannot_fuse, cannot_mount};
use ingather_tests::tree::{Tree, content, rot};
use ingather_tests::{Sandbox, skip};

use crate::clearance::{answer, ask, codes};

/// A drive behind FUSE, with neither lasting inodes nor times of change, brought home to an archive on a disk.
struct Scene {
    sandbox: Sandbox,
    _drive: FaultyDrive,
    disk: Disk,
    red: Tree,
}

fn brought_home(name: &str) -> Scene {
    let mut sandbox = Sandbox::new(name);
    let drive = FaultyDrive::mount(&sandbox, "stick", &sandbox.folder("stick"));
    let disk = Disk::make(&sandbox, "blue", 32);
    let mut red = Tree::at(&drive.at("DCIM"));
    for n in 0..6 {
        red.file(format!("{n}.jpg"), &content(n, 4_000));
    }
    red.file("film.mov", &content(90, 1_500_000));
    sandbox.source(red.root()).destination(disk.at("Archive"));
    sandbox.run().expect(0, "brought home");
    Scene { sandbox, _drive: drive, disk, red }
}

#[test]
fn a_source_changed_under_the_same_size_and_date_is_copied_again_once_a_certificate_found_it() {
    if let Some(why) = cannot_mount().or_else(cannot_fuse) {
        skip!("{why}");
    }
    let scene = brought_home("found-source");
    rot(&scene.red.path("3.jpg"), 100);
    rot(&scene.red.path("film.mov"), 700_000);
    let said = ask(&scene.sandbox, &scene.red, &[]);
    said.expect(6, "two contents are only here");
    let only_here = [("only_here".into(), "3.jpg".into()), ("only_here".into(), "film.mov".into())];
    assert_eq!(codes(&answer(&said)), only_here, "{said}");
    let run = scene.sandbox.run();
    run.expect(0, "copied again").says("3.jpg of DCIM was changed", "and why is said");
    let archived = scene.disk.at("Archive/DCIM");
    for (name, number, len) in [("3", 3, 4_000), ("film", 90, 1_500_000)] {
        let ending = if number == 3 { "jpg" } else { "mov" };
        let old = std::fs::read(archived.join(format!("{name}.{ending}"))).expect("the old copy");
        assert!(old == content(number, len), "the old copy of {name} stays as it was");
        let now = std::fs::read(scene.red.path(format!("{name}.{ending}"))).expect("the file");
        let beside = std::fs::read_dir(&archived)
            .expect("a folder")
            .flatten()
            .find(|e| e.file_name().to_string_lossy().starts_with(&format!("{name}~")));
        assert!(std::fs::read(beside.expect("a new copy beside it").path()).expect("read") == now);
    }
    ask(&scene.sandbox, &scene.red, &[]).expect(0, "now it is clear");
    let again = scene.sandbox.on_job(&["resume", "--json"]);
    again.expect(0, "nothing is left to do");
    assert_eq!(again.report().bytes(), (0, 0), "and nothing is read or written\n{again}");
}

#[test]
fn a_damaged_copy_that_a_certificate_found_gets_a_good_one_beside_it() {
    if let Some(why) = cannot_mount().or_else(cannot_fuse) {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("found-copy");
    let disk = Disk::make(&sandbox, "red", 32);
    let drive = FaultyDrive::mount(&sandbox, "stick", &sandbox.folder("stick"));
    let mut red = Tree::at(&disk.at("DCIM"));
    for n in 0..6 {
        red.file(format!("{n}.jpg"), &content(n, 4_000));
    }
    let archive = drive.at("Archive");
    std::fs::create_dir(&archive).expect("a folder");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "brought home");
    rot(&archive.join("DCIM/2.jpg"), 100);
    drive.misbehave(&[Fault::BadSector { name: "4.jpg", at: 0 }]);
    let said = ask(&sandbox, &red, &["--reread"]);
    said.expect(6, "two copies are no more");
    let gone = [("copy_gone".into(), "2.jpg".into()), ("copy_gone".into(), "4.jpg".into())];
    assert_eq!(codes(&answer(&said)), gone, "{said}");
    let run = sandbox.on_job(&["resume", "--json"]);
    run.expect(0, "good copies are put beside them");
    assert_eq!(run.report().term(0, "copied").0, 6, "all stand for copies\n{run}");
    assert_eq!(run.report().number("/bytes_written"), 8_000, "two files are copied again\n{run}");
    assert!(std::fs::read(archive.join("DCIM/2.jpg")).expect("it stays") != content(2, 4_000));
    for number in [2, 4] {
        let beside = std::fs::read_dir(archive.join("DCIM"))
            .expect("a folder")
            .flatten()
            .find(|e| e.file_name().to_string_lossy().starts_with(&format!("{number}~")));
        let beside = std::fs::read(beside.expect("a good copy beside it").path()).expect("read");
        assert!(beside == content(number, 4_000), "{number}.jpg");
    }
    ask(&sandbox, &red, &[]).expect(0, "now it is clear");
}
