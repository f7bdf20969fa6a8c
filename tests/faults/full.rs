//! Too little space: seen before the copy, or met in the middle of it.

use ingather_tests::mounts::{Disk, Memory, cannot_mount};
use ingather_tests::reports::problems;
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot, compare, skip};

use crate::scene::Scene;

#[test]
fn too_little_space_is_said_before_anything_is_copied() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let sandbox = Sandbox::new("too-small");
    let mut disk = Disk::make(&sandbox, "disk", 8);
    let scene = Scene::simple(sandbox, &disk.at("Archive"), 300);
    let run = scene.sandbox.run();
    run.expect(3, "it does not fit");
    assert!(run.text().chars().any(|c| c.is_ascii_digit()), "how much is missing is said\n{run}");
    run.says("fill", "--fill is offered");
    assert_eq!(Snapshot::of_archive(&scene.archive).tally().0, 0, "nothing was copied");
    disk.enlarge(96);
    scene.sandbox.resume().expect(0, "with more room");
    scene.archive_is_complete();
}

#[test]
fn of_two_destinations_one_fills_up_half_way() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let sandbox = Sandbox::new("one-full");
    let mut disk = Disk::make(&sandbox, "disk", 9);
    let roomy = sandbox.folder("Roomy");
    let mut scene = Scene::simple(sandbox, &disk.at("Archive"), 300);
    scene.sandbox.destination(&roomy).option(&["--fill", "--json"]);
    let run = scene.sandbox.run();
    run.expect(3, "one is full");
    compare::archived(&scene.named(), &Snapshot::default(), &roomy);
    let report = run.report();
    report.equation_holds(0);
    report.equation_holds(1);
    let (left, missing) = (report.term(0, "to_do"), report.number("/results/job/destinations/0/missing"));
    assert!(
        left.0 > 0 && report.term(0, "copied").0 > 0,
        "the small one took a part: {left:?} are left\n{run}"
    );
    assert_eq!(report.term(1, "to_do").0, 0, "the other is complete");
    assert_eq!(report.term(0, "failed").0, 0, "a full disk is no failure of the files");
    assert!(
        missing > 0 && missing < left.1 + (4 << 20),
        "how many bytes are missing is said: {missing} for {left:?}"
    );
    let waits = problems(&scene.sandbox.job());
    assert_eq!(waits.len() as u64, left.0, "what was left is named");
    assert!(waits.iter().all(|r| r.raw("message").contains("no room")), "with the reason: {waits:?}");
    let verdict = run.json().pop().expect("a report")["verdict"].to_string();
    let count = format!("{} file", left.0);
    assert!(verdict.contains(&count) && verdict.contains("wait"), "{verdict} tells of {count}s");
    what_is_there_is_whole(&scene);

    disk.enlarge(96);
    scene.sandbox.resume().expect(0, "with more room it is completed");
    scene.archive_is_complete();
    compare::archived(&scene.named(), &Snapshot::default(), &roomy);
}

/// A full disk has whole files only.
fn what_is_there_is_whole(scene: &Scene) {
    let known = scene.drives[0].contents();
    let after = Snapshot::of_archive(&scene.archive);
    let broken = after.files().find(|(_, e, b)| e.size > 0 && !known.contains_key(*b));
    assert!(broken.is_none(), "a partial file was left: {broken:?}");
    compare::staging_is_clean(&scene.archive);
}

#[test]
fn somebody_else_fills_the_disk_meanwhile() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let sandbox = Sandbox::new("filled-meanwhile");
    let disk = Disk::make(&sandbox, "disk", 96);
    let scene = Scene::simple(sandbox, &disk.at("Archive"), 900);
    let running = scene.held_while_copying();
    let hog = disk.at("hog");
    let free = rustix::fs::statvfs(disk.path()).expect("free space");
    let size = (free.f_bavail * free.f_frsize).saturating_sub(600_000);
    std::fs::write(&hog, vec![7; size as usize]).expect("filled");
    running.signal(rustix::process::Signal::CONT);
    let run = running.wait(ingather_tests::run::PATIENCE);
    run.expect(3, "there is no room any more").is_silent_on("panicked", "in words");
    what_is_there_is_whole(&scene);
    std::fs::remove_file(&hog).expect("room is made");
    scene.sandbox.resume().expect(0, "there is room again");
    scene.archive_is_complete();
}

#[test]
fn a_limit_on_the_size_of_files_fails_the_large_file_alone() {
    let mut sandbox = Sandbox::new("file-limit");
    let mut red = ingather_tests::tree::Tree::at(&sandbox.at("Red"));
    red.file("film.mov", &ingather_tests::tree::content(1, 30_000_000));
    red.file("small.jpg", &ingather_tests::tree::content(2, 3_000));
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    let inner = sandbox.with_drives("run");
    let mut command = std::process::Command::new("sh");
    // In blocks of 512 bytes.
    command
        .args(["-c", "ulimit -f 40000; exec \"$@\"", "sh"])
        .arg(inner.get_program())
        .args(inner.get_args());
    command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let run = ingather_tests::run::spawn(command).wait(ingather_tests::run::PATIENCE);
    run.expect(1, "one file fails").says("film.mov", "it is named");
    assert!(archive.join("Red/small.jpg").exists(), "the others are copied");
    compare::staging_is_clean(&archive);
}

#[test]
fn holes_need_no_room() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("holes-fit");
    let disks = [Disk::make(&sandbox, "red", 16), Disk::make(&sandbox, "blue", 16)];
    let mut red = Tree::at(&disks[0].at("x"));
    red.sparse("disk.img", 64 << 20, 9 << 20, &content(1, 100_000));
    sandbox.source(red.root()).destination(disks[1].at("Archive"));
    sandbox.run().expect(0, "64 MiB, nearly all of them a hole, fit on 16");
    compare::archived(&[("x", &Snapshot::of(red.root()))], &Snapshot::default(), &disks[1].at("Archive"));
}

#[test]
fn a_disk_too_full_for_the_story_keeps_its_copies_and_gets_it_in_the_next_run() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("no-room-for-the-story");
    let memory = Memory::make(&sandbox, "memory", 2);
    let mut red = Tree::at(&sandbox.at("Red"));
    // A page for each; what is left is enough for the list of checksums, not for the story.
    for n in 0..488 {
        red.file(format!("a picture with a name so long that the lists need room {n}.jpg"), &content(n, 40));
    }
    let archive = memory.path().join("Archive");
    sandbox.source(red.root()).destination(&archive).option(&["--fill"]);
    let run = sandbox.run();
    run.expect(0, "every file is copied").says("the next run writes them", "and what is missing is said");
    let lines = run.text().lines().filter(|l| l.contains("lists and stories")).count();
    assert_eq!(lines, 1, "in one line\n{run}");
    memory.enlarge(8);
    sandbox.run().expect(0, "nothing else is to do").says("nothing was to do", "nothing is copied again");
    let told = std::fs::read_dir(archive.join(".ingather/drives/Red")).expect("the drive's story").flatten();
    let told: Vec<_> = told.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    assert!(told.iter().any(|n| n.starts_with("story-") && n.ends_with(".csv")), "{told:?}");
}

/// Eighty files in twenty folders that are not there yet.
fn many_small(sandbox: &Sandbox) -> Tree {
    let mut red = Tree::at(&sandbox.at("Red"));
    for n in 0..80 {
        red.file(format!("a/{:02}/{n}.jpg", n % 20), &content(n, 400));
    }
    red
}

#[test]
fn a_file_system_without_room_for_more_files_says_so_before_the_copy() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("inodes");
    let disk = Disk::with_files(&sandbox, "disk", 32, 96);
    let red = many_small(&sandbox);
    let archive = disk.at("Archive");
    sandbox.source(red.root()).destination(&archive);
    let run = sandbox.run();
    run.expect(3, "it cannot hold so many files")
        .says("no room for more files (inodes)", "which is said")
        .is_silent_on("bytes missing", "bytes are not what is missing");
    assert!(!archive.join(".ingather").exists(), "and nothing was begun");
    sandbox.option(&["--fill"]);
    let filled = sandbox.run();
    filled.expect(3, "with --fill it takes what fits").says("no room for more files (inodes)", "and says so");
    assert!(archive.join("Red/a").exists(), "a part is there");
    compare::staging_is_clean(&archive);
}

#[test]
fn a_file_system_with_just_enough_room_for_its_files_takes_them() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("inodes-enough");
    let memory = Memory::make(&sandbox, "memory", 8);
    // Eighty files, twenty folders, two above them, the archive, ours, and the root of the file system.
    memory.allow_files(80 + 20 + 2 + 1 + 20 + 1);
    let red = many_small(&sandbox);
    let archive = memory.path().join("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "all of it fits");
    compare::archived(&[("Red", &Snapshot::of(red.root()))], &Snapshot::default(), &archive);
}

#[test]
fn a_job_kept_on_its_own_archive_leaves_itself_room_to_grow() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("records-grow");
    let disk = Disk::make(&sandbox, "disk", 32);
    let mut red = Tree::at(&sandbox.at("Red"));
    let archive = disk.at("Archive");
    std::fs::create_dir_all(&archive).expect("an archive");
    let free = rustix::fs::statvfs(disk.path()).expect("free space");
    let large = free.f_bavail * free.f_frsize - (2 << 20);
    red.file("film.mov", &content(1, large as usize));
    let job = disk.at("job").to_string_lossy().into_owned();
    let (red, archive_text) =
        (red.root().to_string_lossy().into_owned(), archive.to_string_lossy().into_owned());
    let here = ["run", "--job", &job, "--source", &red, "--dest", &archive_text];
    let refused = sandbox.ingather(&here);
    refused
        .expect(3, "what the job still has to write there has no room")
        .says("too little space", "as it says");
    assert_eq!(Snapshot::of_archive(&archive).tally().0, 0, "nothing was copied");
    std::fs::remove_dir_all(&job).expect("the job goes");
    sandbox.source(&red).destination(&archive);
    sandbox.run().expect(0, "with the job elsewhere it fits");
}
