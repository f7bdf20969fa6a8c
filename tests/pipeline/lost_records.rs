//! Databases may be lost or broken: the archive and the drives tell all.

use ingather_tests::mounts::Disk;
use ingather_tests::tree::{Torture, content};
use ingather_tests::{Sandbox, Snapshot, compare};

fn finished(name: &str) -> (Sandbox, Torture, Snapshot) {
    let mut sandbox = Sandbox::new(name);
    let torture = Torture::make(&sandbox.at(""), 60);
    for drive in &torture.drives {
        sandbox.source(drive);
    }
    sandbox.destination(&torture.archive).option(&["--json"]);
    sandbox.run().expect(0, "the first run");
    let archive = Snapshot::of_archive(&torture.archive);
    (sandbox, torture, archive)
}

#[test]
fn the_job_is_lost_and_made_anew() {
    let (sandbox, torture, archive) = finished("job-lost");
    std::fs::remove_dir_all(sandbox.job()).expect("the job is lost");
    let run = sandbox.run();
    run.expect(0, "the archive has everything");
    assert_eq!(run.report().bytes().1, 0, "nothing is copied twice");
    assert_eq!(Snapshot::of_archive(&torture.archive).entries, archive.entries, "the archive is as it was");
}

#[test]
fn the_catalogue_is_lost() {
    let (sandbox, torture, archive) = finished("catalog-lost");
    std::fs::remove_dir_all(sandbox.at("data")).expect("the catalogue is lost");
    let run = sandbox.run();
    run.expect(0, "a missing catalogue costs at most reads");
    assert_eq!(run.report().bytes().1, 0, "nothing is copied twice");
    assert_eq!(Snapshot::of_archive(&torture.archive).entries, archive.entries, "the archive is as it was");
}

#[test]
fn a_lost_catalogue_is_taught_again_by_the_job() {
    if let Some(why) = ingather_tests::mounts::cannot_mount() {
        ingather_tests::skip!("{why}");
    }
    let mut sandbox = Sandbox::new("catalog-taught");
    let drive = Disk::make(&sandbox, "Red", 24);
    let archive = Disk::make(&sandbox, "Archive", 24);
    for n in 0..5 {
        std::fs::write(drive.at(format!("{n}.jpg")), content(n, 9_000)).expect("a file");
    }
    sandbox.source(drive.path()).destination(archive.path());
    sandbox.run().expect(0, "the first run");
    let red = drive.path().to_str().expect("a path");
    let asked = || sandbox.on_job(&["clearance", "--source", red]).code();
    assert_eq!(asked(), Some(0), "the drive is clear");
    let lose = || std::fs::remove_dir_all(sandbox.at("data")).expect("the catalogue is lost");
    lose();
    assert_eq!(asked(), Some(0), "the question itself teaches the catalogue again");
    lose();
    sandbox.run().expect(0, "nothing is to do");
    assert_eq!(asked(), Some(0), "a run does too");
    let found = sandbox.ingather(&["where", "3.jpg"]);
    found.expect(0, "it is known where the file is").says("Archive", "on the archive");
}

#[test]
fn a_damaged_catalogue_is_set_aside_and_begins_anew() {
    let (sandbox, torture, archive) = finished("catalog-damaged");
    let catalog = sandbox.at("data/catalog.db");
    let whole = std::fs::metadata(&catalog).expect("the catalogue").len();
    for cut in [4096, 20_000, whole / 2] {
        for extra in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(sandbox.at(format!("data/catalog.db{extra}")));
        }
        let file = std::fs::File::options().write(true).open(&catalog).expect("the catalogue");
        file.set_len(cut).expect("cut short");
        let told = sandbox.on_job(&["summary"]);
        told.expect(3, "it cannot be gone on with")
            .says("the catalogue is damaged", "it says what is damaged");
        told.says("catalog.db", "and where").is_silent_on("panicked", "in words");
        let aside = std::fs::read_dir(sandbox.at("data")).expect("the data folder").flatten();
        let aside = aside.filter(|e| e.file_name().to_string_lossy().contains("damaged-"));
        let kept = aside.filter(|e| e.metadata().is_ok_and(|m| m.len() == cut)).count();
        assert_eq!(kept, 1, "its bytes are kept beside it: cut to {cut}");
        sandbox.run().expect(0, "the next command begins it anew");
        assert_eq!(
            Snapshot::of_archive(&torture.archive).entries,
            archive.entries,
            "nothing is copied twice"
        );
    }
}

#[test]
fn both_are_lost_and_the_archive_alone_is_left() {
    let (sandbox, torture, archive) = finished("all-lost");
    std::fs::remove_dir_all(sandbox.job()).expect("the job is lost");
    std::fs::remove_dir_all(sandbox.at("data")).expect("the catalogue is lost");
    let run = sandbox.run();
    run.expect(0, "the drives and the archive are there");
    assert_eq!(run.report().bytes().1, 0, "nothing is copied twice");
    assert_eq!(Snapshot::of_archive(&torture.archive).entries, archive.entries, "the archive is as it was");
}

#[test]
fn a_broken_database_is_refused_in_words_and_kept() {
    let (sandbox, torture, archive) = finished("broken");
    let database = sandbox.job().join("job.db");
    let good = std::fs::read(&database).expect("the database");
    let cut = good.len() / 3;
    let newer = {
        let mut bytes = good.clone();
        bytes[60..64].copy_from_slice(&9_999_u32.to_be_bytes());
        bytes
    };
    let foreign = b"this is a letter, not a database\n".repeat(500);
    for (what, bytes) in
        [("cut short", good[..cut].to_vec()), ("foreign", foreign), ("of a newer version", newer)]
    {
        for extra in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(sandbox.job().join(format!("job.db{extra}")));
        }
        std::fs::write(&database, &bytes).expect("broken");
        let resume = sandbox.resume();
        resume.expect(3, &format!("a database that is {what} cannot be gone on with"));
        resume.is_silent_on("panicked", "it is refused in words");
        resume.says("job.db", "it is named").says("the job's database", "it says what it is");
        let kept = std::fs::read_dir(sandbox.job()).expect("the job's folder").flatten();
        let kept =
            kept.filter(|e| e.path().is_file()).any(|e| std::fs::read(e.path()).is_ok_and(|b| b == bytes));
        assert!(kept, "the database that is {what} is set aside or left, never deleted");
        assert_eq!(Snapshot::of_archive(&torture.archive).entries, archive.entries, "no file was touched");
        let aside = std::fs::read_dir(sandbox.job()).expect("the job's folder").flatten();
        for entry in aside.filter(|e| e.path().is_file() && e.file_name() != "config.yaml") {
            std::fs::remove_file(entry.path()).expect("cleared for the next case");
        }
    }
    std::fs::write(&database, &good).expect("the good one is put back");
    sandbox.run().expect(0, "with the good one it goes on");
    compare::kept(&archive, &Snapshot::of_archive(&torture.archive));
}
