//! The data folder, the job's folder and the catalogue may lie on a drive or in an archive of the job: they are no files
//! of the drive, and they archive nothing.

use std::path::Path;

use ingather_tests::reports::{row_of, summary};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Outcome, Sandbox, Snapshot, run};

fn drive(sandbox: &Sandbox) -> Tree {
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("a/1.jpg", &content(1, 2_000)).file("a/2.jpg", &content(2, 3_000));
    red
}

fn copied(archive: &Path) -> Vec<String> {
    let all = Snapshot::of_archive(archive);
    all.files().map(|(path, ..)| String::from_utf8_lossy(path).into_owned()).collect()
}

#[test]
fn a_data_folder_on_the_drive_is_left_out_as_one_row() {
    let mut sandbox = Sandbox::new("own-data");
    let red = drive(&sandbox);
    let (data, archive) = (red.path("data"), sandbox.folder("Archive"));
    sandbox.variable("INGATHER_DATA_DIR", &data.to_string_lossy());
    let (source, dest) = (red.root().to_string_lossy(), archive.to_string_lossy());
    let words = ["run", "--source", &source, "--dest", &dest, "--json"];
    let first = sandbox.ingather(&words);
    first.expect(0, "the drive's own files are copied");
    assert_eq!(copied(&archive), ["Red/a/1.jpg", "Red/a/2.jpg"]);
    assert_eq!(first.report().term(0, "left_out").0, 1, "one row for the folder\n{first}");
    let again = sandbox.ingather(&words);
    again.expect(0, "again").says("nothing was to do", "although the records have changed meanwhile");
    let jobs: Vec<_> = std::fs::read_dir(data.join("jobs")).expect("jobs").flatten().collect();
    let rows = summary(&jobs[0].path());
    assert!(row_of(&rows, b"data").raw("message").contains("keeps its records"), "{rows:?}");
    let asked = sandbox.ingather(&["clearance", "--source", &source]);
    asked.says("keeps its records", "wiping the drive would take them along");
}

#[test]
fn a_job_and_a_catalogue_on_the_drive_are_left_out_and_nothing_else_is() {
    let sandbox = Sandbox::new("own-job");
    let mut red = drive(&sandbox);
    red.file("a/cat.db.txt", b"a list of cats");
    let (job, catalog) = (red.path(".job"), red.path("a/cat.db"));
    let archive = sandbox.folder("Archive");
    let run = at(&sandbox, &red, (&job, &catalog), &archive);
    run.expect(0, "copied");
    assert_eq!(copied(&archive), ["Red/a/1.jpg", "Red/a/2.jpg", "Red/a/cat.db.txt"], "{run}");
    let rows = summary(&job);
    for ours in [&b".job"[..], b"a/cat.db"] {
        let row = row_of(&rows, ours);
        assert_eq!(row.raw("reason"), "rule", "{row:?}");
    }
}

#[test]
fn a_job_and_a_catalogue_in_the_archive_archive_nothing() {
    let sandbox = Sandbox::new("own-in-archive");
    let red = drive(&sandbox);
    let archive = sandbox.folder("Archive");
    let (job, catalog) = (archive.join("job"), archive.join("cat.db"));
    let run = || at(&sandbox, &red, (&job, &catalog), &archive);
    run().expect(0, "copied");
    std::fs::copy(job.join("config.yaml"), red.path("a/settings.txt"))
        .expect("the same content on the drive");
    let second = run();
    second.expect(0, "copied");
    assert!(archive.join("Red/a/settings.txt").exists(), "the job's own file is no copy of it\n{second}");
}

fn at(sandbox: &Sandbox, red: &Tree, (job, catalog): (&Path, &Path), archive: &Path) -> Outcome {
    let mut command = sandbox.command(["run", "--job"]);
    command.arg(job).arg("--catalog").arg(catalog).arg("--source").arg(red.root()).arg("--dest").arg(archive);
    run::spawn(command).wait(run::PATIENCE)
}
