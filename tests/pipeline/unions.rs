//! A union shows the files of several disks under other numbers: none of them proves itself.

use std::path::PathBuf;

use ingather_tests::mounts::{Disk, Union, cannot_mount};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot, compare, skip};

/// Two disks, the union of them, and a folder elsewhere.
struct Scene {
    sandbox: Sandbox,
    disks: [Disk; 2],
    union: Union,
    archive: PathBuf,
}

impl Scene {
    fn make(name: &str) -> Result<Self, String> {
        if let Some(why) = cannot_mount() {
            return Err(why.to_owned());
        }
        let sandbox = Sandbox::new(name);
        let disks = [Disk::make(&sandbox, "one", 32), Disk::make(&sandbox, "two", 32)];
        for (n, disk) in disks.iter().enumerate() {
            let n = n as u64 * 10;
            let mut tree = Tree::at(&disk.at("Photos"));
            tree.file(format!("2019/{n}.jpg"), &content(n, 9_000))
                .file("film.mov", &content(n + 1, 1_500_000));
        }
        let union = Union::make(&sandbox, "union", &[disks[0].path(), disks[1].path()])?;
        let archive = sandbox.folder("Archive");
        Ok(Self { sandbox, disks, union, archive })
    }
}

#[test]
fn the_disks_of_a_union_are_no_archive_of_it() {
    let mut scene = match Scene::make("union-source") {
        Ok(scene) => scene,
        Err(why) => skip!("{why}"),
    };
    let photos = scene.union.path().join("Photos");
    scene.sandbox.source(&photos).destination(&scene.archive);
    let pools = scene.disks.each_ref().map(|disk| disk.path().to_string_lossy().into_owned());
    scene.sandbox.option(&["--pool", &pools[0], &pools[1]]);
    scene.sandbox.run().expect(0, "copied");
    compare::archived(&[("Photos", &Snapshot::of(&photos))], &Snapshot::default(), &scene.archive);
    scene.sandbox.run().expect(0, "again").says("nothing was to do", "and it stays so");
}

#[test]
fn a_union_is_no_archive_of_its_disks() {
    let mut scene = match Scene::make("union-pool") {
        Ok(scene) => scene,
        Err(why) => skip!("{why}"),
    };
    let photos = scene.disks[0].at("Photos");
    scene.sandbox.source(&photos).destination(&scene.archive);
    let pool = scene.union.path().to_string_lossy().into_owned();
    scene.sandbox.option(&["--pool", &pool]);
    scene.sandbox.run().expect(0, "copied");
    compare::archived(&[("Photos", &Snapshot::of(&photos))], &Snapshot::default(), &scene.archive);
}

#[test]
fn an_archive_on_a_disk_of_the_union_goes_with_it() {
    let mut scene = match Scene::make("union-inside") {
        Ok(scene) => scene,
        Err(why) => skip!("{why}"),
    };
    let inside = scene.disks[1].at("Archive");
    scene.sandbox.source(scene.union.path()).destination(&inside).option(&["--layout", "merge"]);
    let run = scene.sandbox.run();
    run.expect(0, "copied").says("on this very drive", "the verdict says so");
    let drive = scene.union.path().to_string_lossy().into_owned();
    let said = scene.sandbox.on_job(&["clearance", "--source", &drive]);
    said.expect(6, "the disk of the copies is one of the drive's").says("on this very drive", "why");
    let before = Snapshot::of_archive(&inside).tally();
    let again = scene.sandbox.run();
    again
        .expect(0, "the archive is left out of the drive")
        .is_silent_on("any more", "its copies are found there");
    again.says("nothing was to do", "all was brought home before");
    assert_eq!(Snapshot::of_archive(&inside).tally(), before, "it is not copied into itself\n{again}");
}
