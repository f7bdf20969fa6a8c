//! Databases may be lost or broken: the archive and the drives tell all.

use ingather_tests::tree::Torture;
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
