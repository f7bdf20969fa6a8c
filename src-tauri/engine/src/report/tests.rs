//! Reports hold every row, and no name in them can do harm.

mod language;

use super::*;
use crate::model::{Checksum, CopyStatus, Equation, JobState, Method, Outcome, Reason, display_bytes};
use crate::text::{ENGLISH, Words};
use crate::views::{DestinationView, DriveVerdict, JobConfig, JobView, SafeToWipe};

fn row(path: &str, status: CopyStatus, verified: Option<Outcome>) -> SummaryRow {
    SummaryRow {
        drive: "Blue WD".into(),
        path: path.into(),
        size: 7,
        mtime_ns: 1_561_204_800_000_000_000,
        status,
        reason: Reason::New,
        destination: "Archive".into(),
        target: Some(format!("Blue WD/{path}")),
        twin: None,
        checksum: Some(Checksum::of(b"x").to_hex()),
        verified,
        method: verified.map(|_| Method::Device),
        error_code: None,
        message: None,
    }
}

fn results() -> ResultsView {
    let config = JobConfig::default();
    ResultsView {
        job: JobView {
            id: "j".into(),
            name: "Old <drives>".into(),
            folder: "/j".into(),
            state: JobState::Completed,
            phase: None,
            config,
            sources: Vec::new(),
            destinations: vec![DestinationView {
                id: 1,
                name: "Archive".into(),
                path: "/a".into(),
                volume: String::new(),
                connected: true,
                free: 0,
                capacity: 0,
                file_system: "ext4".into(),
                needed: 0,
                missing: 0,
                missing_files: 0,
                equation: Equation::default(),
                limits: Vec::new(),
            }],
            equation: Equation::default(),
            saved: 0,
            estimate_s: None,
            estimate_is_least: false,
            exact_s: None,
            planned_ms: None,
        },
        verdict: "Every file is in the archive".into(),
        evidence: Words::default(),
        clean: true,
        verify_failed: 0,
        recovered: 0,
        certificates: vec![drive()],
        reports: Vec::new(),
        by_type: Vec::new(),
        by_year: Vec::new(),
        finished_ms: Some(0),
    }
}

fn drive() -> DriveVerdict {
    DriveVerdict {
        source: 1,
        name: "<script>alert(1)</script>".into(),
        path: "/mnt/blue".into(),
        verdict: SafeToWipe::NotYet,
        why: "2 files exist only here".into(),
        files: 10,
        bytes: 100,
        in_archive: 8,
        read_back: 8,
        left_out: 0,
        left_out_bytes: 0,
        failed: 2,
        to_do: 0,
        used: 200,
        looked_at: 100,
        scanned_ms: Some(1_561_204_800_000),
        verified_ms: None,
        away: false,
        exceptions: vec!["2 files could not be read.".into()],
        notes: vec!["The copies are on <Archive>.".into()],
    }
}

fn written(rows: &[SummaryRow]) -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut each = |sink: &mut Sink<'_>| rows.iter().try_for_each(&mut *sink).map_err(|e| sink_error(&e));
    let paths = write_all(folder.path(), &results(), &ENGLISH, &mut each).expect("written");
    (folder, paths)
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a report")
}

#[test]
fn the_tables_hold_all_rows_and_the_problems() {
    let rows = [
        row("good.jpg", CopyStatus::Done, Some(Outcome::Ok)),
        row("rotten.jpg", CopyStatus::Done, Some(Outcome::Damaged)),
        row("unverified.jpg", CopyStatus::Done, None),
        row("unread.jpg", CopyStatus::Error, None),
        row("later.jpg", CopyStatus::Pending, None),
        SummaryRow { reason: Reason::Rule, ..row("cache.tmp", CopyStatus::Done, None) },
    ];
    let (folder, paths) = written(&rows);
    let summary = read(&paths[0]);
    assert_eq!(summary.lines().count(), 7);
    assert!(summary.starts_with("drive,path,size,mtime,status,reason,destination,target,twin,checksum,"));
    assert!(summary.contains("Blue WD,good.jpg,7,2019-06-22T12:00:00Z,done,new,Archive,"), "{summary}");
    let problems = read(&paths[1]);
    let names: Vec<&str> = problems.lines().skip(1).filter_map(|l| l.split(',').nth(1)).collect();
    assert_eq!(names, ["rotten.jpg", "unverified.jpg", "unread.jpg", "later.jpg"]);
    let left: Vec<_> = std::fs::read_dir(folder.path()).expect("a folder").flatten().collect();
    assert_eq!(left.len(), 3, "nothing but the reports is left");
}

#[test]
fn cells_that_would_run_are_defused_and_names_stay_readable() {
    for name in ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "\u{ff1d}1", "\u{ff0b}1", "\u{ff0d}1", "\u{ff20}1"] {
        let (_folder, paths) = written(&[row(name, CopyStatus::Done, Some(Outcome::Ok))]);
        let mut reader = ::csv::Reader::from_path(&paths[0]).expect("a table");
        let record = reader.records().next().expect("a row").expect("readable");
        assert_eq!(&record[1], format!("'{name}"), "an apostrophe stands before it");
    }
    for name in ["a;=1+1.jpg", "a; \"'@x;b"] {
        let (_folder, paths) = written(&[row(name, CopyStatus::Done, Some(Outcome::Ok))]);
        let table = read(&paths[0]);
        for cell in table.split(';') {
            let begins = cell.trim_start_matches(['"', '\'', ' ']);
            assert!(!begins.starts_with(['=', '@']), "parted at its semicolons, {cell} would run");
        }
        let mut reader = ::csv::Reader::from_path(&paths[0]).expect("a table");
        let record = reader.records().next().expect("a row").expect("readable");
        assert_eq!(crate::model::parse_display(&record[1]).as_deref(), Some(name.as_bytes()));
    }
    let odd = display_bytes(b"a\n\t\x1b[31m\xFF,\"\"");
    let (_folder, paths) = written(&[row(&odd, CopyStatus::Done, Some(Outcome::Ok))]);
    let mut reader = ::csv::Reader::from_path(&paths[0]).expect("a table");
    let record = reader.records().next().expect("a row").expect("readable");
    assert_eq!(crate::model::parse_display(&record[1]).as_deref(), Some(&b"a\n\t\x1b[31m\xFF,\"\""[..]));
}

#[test]
fn a_name_cannot_become_markup() {
    let (_folder, paths) = written(&[row("<img src=x onerror=alert(1)>", CopyStatus::Error, None)]);
    let page = read(&paths[2]);
    assert!(!page.contains("<img") && !page.contains("<script"), "{page}");
    assert!(page.contains("&lt;img src=x") && page.contains("Not safe to wipe"));
    assert!(
        page.contains("Content-Security-Policy") && !page.contains("http://") && !page.contains("https://")
    );
    let mut alone = Vec::new();
    certificate_page(&mut alone, &drive(), results().finished_ms, &ENGLISH).expect("written");
    assert!(String::from_utf8(alone).expect("text").contains("2 files exist only here"));
}

#[test]
fn an_earlier_report_stays_when_the_rows_break_off() {
    let (folder, paths) = written(&[row("a.jpg", CopyStatus::Done, Some(Outcome::Ok))]);
    let before = read(&paths[0]);
    let mut broken = |sink: &mut Sink<'_>| {
        sink(&row("b.jpg", CopyStatus::Done, None)).map_err(|e| sink_error(&e))?;
        Err(Error::blocked("database", "gone"))
    };
    let error = write_all(folder.path(), &results(), &ENGLISH, &mut broken).expect_err("it breaks off");
    assert_eq!(error.code, "database", "the first cause is told");
    assert_eq!(read(&paths[0]), before);
}

#[test]
fn json_has_raw_values() {
    let mut out = Vec::new();
    let mut one = |sink: &mut Sink<'_>| sink(&row("=a", CopyStatus::Done, None)).map_err(|e| sink_error(&e));
    json_lines(&mut out, &mut one).expect("written");
    let value: serde_json::Value = serde_json::from_slice(&out).expect("one object");
    assert_eq!((&value["path"], &value["mtime"]), (&"=a".into(), &"2019-06-22T12:00:00Z".into()));
}

#[test]
fn lists_follow_the_rules_of_b3sum() {
    let sum = Checksum::of(b"x");
    let hex = sum.to_hex();
    assert_eq!(b3_line(sum, b"a b.jpg"), Some(format!("{hex}  a b.jpg\n")));
    assert_eq!(b3_line(sum, b"a\\b\nc\r"), Some(format!("\\{hex}  a\\\\b\\nc\\r\n")));
    assert_eq!(b3_line(sum, b"\xFF.jpg"), None, "b3sum would refuse the whole list");
    assert_eq!(odd_line(sum, b"\xFF.jpg"), format!("{hex}  \\xFF.jpg\n"));
    assert!(summary_text(&results()).contains("Not safe to wipe"));
}
