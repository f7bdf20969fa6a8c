//! What others recorded of files that count as archived: it is compared, and justifies no skip till it is right.

use std::sync::{Arc, Mutex};

use ingather_engine::model::{Depth, Phase};
use ingather_engine::progress::Observer;
use ingather_engine::runner::{self, RunRequest};
use ingather_engine::views::{JobEvent, JobSnapshot};
use ingather_tests::reports::{row_of, summary};
use ingather_tests::tree::{Tree, content};

use super::{answer, answer_of, digest, import, list, numbers, one_drive, write};

#[test]
fn a_file_of_a_pool_that_is_not_what_was_recorded_justifies_no_skip() {
    let (mut sandbox, _red) = one_drive("import-pool");
    let mut old = Tree::at(&sandbox.at("Old"));
    for n in 0..3 {
        old.file(format!("{n}.jpg"), &content(n, 1_000 + n as usize));
    }
    sandbox.option(&["--pool", "Old"]);
    sandbox.drives_to("init").expect(0, "made");
    let sum = digest("sha256sum", old.root(), "1.jpg");
    let text = list("sha256sum", old.root(), &["0.jpg", "1.jpg", "2.jpg"]).replacen(&sum[..8], "00000000", 1);
    let shown = answer(&import(&sandbox, &[&write(&sandbox, "Old/old.sha256", text)]));
    assert_eq!(shown["preview"]["drives"][0]["matching"], 3, "{shown}");
    sandbox
        .run()
        .expect(0, "nothing of the drive failed")
        .says("old.sha256 recorded", "the file of the pool is named");
    let rows = summary(&sandbox.job());
    let reasons =
        ["0", "1", "2"].map(|n| row_of(&rows, format!("DCIM/{n}.jpg").as_bytes()).raw("reason").to_owned());
    assert_eq!(reasons, ["in_pool", "new", "in_pool"], "the one in doubt is copied afresh");
    let bad = || {
        let said = sandbox.on_job(&["pool", "check", "--json"]);
        let archives = said.expect(0, "looked through").json();
        let pool = archives.iter().find(|l| l["destination"] == false).expect("the pool").clone();
        pool["bad"].as_u64().expect("a number")
    };
    assert_eq!(bad(), 1);
    sandbox.on_job(&["file", "accept", "Old/1.jpg", "--reason", "edited there"]).expect(0, "accepted");
    assert_eq!(bad(), 0);
}

#[test]
fn a_file_of_the_archive_that_is_not_what_was_recorded_is_named_until_it_is_accepted() {
    let (sandbox, _red) = one_drive("import-archive");
    let archive = sandbox.at("Archive");
    std::fs::write(archive.join("old.jpg"), content(70, 900)).expect("nothing of the job rests on it");
    sandbox.run().expect(0, "copied");
    sandbox.on_job(&["verify", "--deep"]).expect(0, "all is well");
    let mut text = list("sha256sum", &archive, &["Red/DCIM/0.jpg", "Red/DCIM/1.jpg", "old.jpg"]);
    for path in ["Red/DCIM/1.jpg", "old.jpg"] {
        text = text.replacen(&digest("sha256sum", &archive, path)[..8], "00000000", 1);
    }
    let file = write(&sandbox, "archive.sha256", text);
    import(&sandbox, &[&file, "--base", &archive.to_string_lossy()]).expect(0, "taken over");
    for _ in 0..2 {
        let said = sandbox.on_job(&["verify", "--deep"]);
        said.expect(1, "two files are not as recorded")
            .says("2 files differ from what was recorded", "they are counted")
            .says("Archive/Red/DCIM/1.jpg", "and named")
            .says("Archive/old.jpg", "also where nothing rests on them");
    }
    for path in ["Archive/Red/DCIM/1.jpg", "Archive/old.jpg"] {
        sandbox.on_job(&["file", "accept", path, "--reason", "the list is old"]).expect(0, "accepted");
    }
    sandbox.on_job(&["verify", "--deep"]).expect(0, "a person has said that they are right");
}

/// Keeps the last snapshot.
#[derive(Default)]
struct Eye(Mutex<Option<JobSnapshot>>);

impl Observer for Eye {
    fn event(&self, _number: u64, _event: &JobEvent) {}
    fn snapshot(&self, snapshot: &JobSnapshot) {
        *self.0.lock().expect("the last snapshot") = Some(snapshot.clone());
    }
}

#[test]
fn a_deep_look_reckons_with_what_only_records_speak_of() {
    let (sandbox, _red) = one_drive("import-archive-reckoned");
    let archive = sandbox.at("Archive");
    std::fs::write(archive.join("old.jpg"), content(70, 900)).expect("nothing of the job rests on it");
    sandbox.run().expect(0, "copied");
    let text = list("sha256sum", &archive, &["Red/DCIM/1.jpg", "old.jpg"]);
    let file = write(&sandbox, "archive.sha256", text);
    import(&sandbox, &[&file, "--base", &archive.to_string_lossy()]).expect(0, "taken over");
    let eye = Arc::new(Eye::default());
    let request = RunRequest { only: true, verify: Some(Depth::Deep), ..RunRequest::until(Phase::Verify) };
    let seen: Arc<Eye> = Arc::clone(&eye);
    let run =
        runner::start(&sandbox.job(), &sandbox.at("data/catalog.db"), request, seen).expect("it starts");
    assert_eq!(run.join().expect("it ends").exit_code, 0);
    let last = eye.0.lock().expect("the last snapshot").clone().expect("one at least");
    assert_eq!((last.files_done, last.files_total), (8, 8), "seven copies and what no copy of ours is");
    assert_eq!((last.bytes_done, last.bytes_total), (3_006_915, 3_006_915), "{last:?}");
    let line = last.drives.iter().find(|d| d.destination).expect("the archive's line");
    assert_eq!((line.files_done, line.files_total), (8, 8), "so it is on its line: {line:?}");
}

#[test]
fn an_archive_that_is_checked_by_its_lists_is_compared_with_records_too() {
    let (sandbox, _red) = one_drive("import-archive-alone");
    let archive = sandbox.at("Archive");
    std::fs::write(archive.join("old.jpg"), content(70, 900)).expect("in no list of ours");
    sandbox.run().expect(0, "copied");
    let check = |how: &[&str]| sandbox.ingather(&[&["verify", "--archive", "Archive"], how].concat());
    check(&["--deep"]).expect(0, "as listed").is_silent_on("recorded", "nothing was taken over");

    let paths = ["Red/DCIM/0.jpg", "Red/DCIM/1.jpg", "old.jpg"];
    let right = list("sha256sum", &archive, &paths);
    let file = write(&sandbox, "archive.sha256", &right);
    let base = archive.to_string_lossy().into_owned();
    import(&sandbox, &[&file, "--base", &base]).expect(0, "taken over");
    let report = answer(&check(&["--deep", "--json"]));
    assert_eq!(numbers(&report, &["listed", "ok", "recorded", "differing"]), [7, 7, 3, 0], "{report}");

    // One digit of two records is another one: in a later list, so that it counts.
    let mut wrong = list("md5sum", &archive, &paths);
    for path in ["Red/DCIM/1.jpg", "old.jpg"] {
        let digest = digest("md5sum", &archive, path);
        let other = if digest.ends_with('0') { '1' } else { '0' };
        wrong = wrong.replacen(&digest, &format!("{}{other}", &digest[..digest.len() - 1]), 1);
    }
    let file = write(&sandbox, "archive.md5", wrong);
    import(&sandbox, &[&file, "--base", &base]).expect(0, "taken over");
    check(&[]).expect(0, "nothing is read").is_silent_on("recorded", "so nothing is compared");
    let said = check(&["--deep"]);
    said.expect(1, "two files are not as recorded")
        .says("differs_from_record\tRed/DCIM/1.jpg", "named")
        .says("differs_from_record\told.jpg", "also what is in no list")
        .says("archive.md5 recorded (md5 differs)", "by whom, and what")
        .says("1 of 3 files are as others recorded them", "counted")
        .says("7 of 7 files were read back", "the lists are right all the same")
        .is_silent_on("DCIM/0.jpg", "a right record accuses nobody");
    let report = answer_of(&check(&["--deep", "--json"]), 1);
    assert_eq!(report["problems"][0]["outcome"], "differs_from_record", "{report}");
    assert_eq!(numbers(&report, &["listed", "ok", "recorded", "differing"]), [7, 7, 3, 2], "{report}");

    // What a person accepted in a job, or has forgotten, is quiet here too.
    sandbox.on_job(&["verify", "--deep"]).expect(1, "the job's own look says the same");
    sandbox
        .on_job(&["file", "accept", "Archive/old.jpg", "--reason", "the list is old"])
        .expect(0, "accepted");
    check(&["--deep"]).expect(1, "one is left").is_silent_on("old.jpg", "it is right");
    import(&sandbox, &[&file, "--forget"]).expect(0, "forgotten");
    check(&["--deep"]).expect(0, "nothing differs any more");
    std::fs::remove_dir_all(sandbox.at("data")).expect("another machine");
    check(&["--deep"]).expect(0, "the lists are in the archive");
}
