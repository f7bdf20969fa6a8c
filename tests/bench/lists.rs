//! The lists of a job of a million files, as the window asks for them. The rows are those of the sample job, each many
//! times over: only their number matters.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use rusqlite::Connection;

use crate::flags::Flags;
use crate::measure;
use crate::table::Table;

/// What the engine may take of the time in which a page or an answer must be on screen, milliseconds. `npm run bench:ui`
/// has the page wait as long for each.
const LIMITS: [(&str, &str, f64); 3] = [
    ("page", "a page of its files, ms", 30.0),
    ("search", "a search in it, ms", 80.0),
    ("folders page", "a page of its folders, ms", 30.0),
];
const ROUNDS: usize = 3;

pub fn run(flags: &Flags, place: &Path, table: &mut Table) {
    let place = place.join("lists");
    let job = sample_job(flags, &place);
    let files = multiply(&job.join("job.db"), flags.listed);
    println!("lists: {files} files");
    let mut least: HashMap<String, Vec<f64>> = HashMap::new();
    for _ in 0..ROUNDS {
        for (name, took) in asked(flags, &job, &place) {
            let times = least.entry(name).or_default();
            times.push(took);
        }
    }
    for (name, what, limit) in LIMITS {
        let times = &least[name];
        let each = times.len() / ROUNDS;
        // Other work on the machine only ever adds time: of the same question asked three times the least counts.
        let best = |n: usize| times.iter().skip(n).step_by(each).copied().fold(f64::INFINITY, f64::min);
        table.add("lists", what, (0..each).map(best).fold(0.0, f64::max), limit, None);
    }
    std::fs::remove_dir_all(&place).expect("the sample job is removed");
}

fn sample_job(flags: &Flags, place: &Path) -> std::path::PathBuf {
    let mut demo = Command::new(&flags.ingather);
    demo.args(["--quiet", "demo", "--dir"]).arg(place);
    measure::run(demo);
    place.join("ingather/jobs/sample-drives")
}

/// Names and milliseconds, in the order of the questions.
fn asked(flags: &Flags, job: &Path, place: &Path) -> Vec<(String, f64)> {
    let mut listed = Command::new(flags.ingather.with_file_name("examples/listed"));
    listed.arg(job).arg(place.join("ingather/catalog.db"));
    let said = String::from_utf8(measure::run(listed).stdout).expect("text");
    said.lines()
        .map(|line| {
            let parts: Vec<&str> = line.split('\t').collect();
            println!("  {:<16}{:>9} ms   {:>8} found", parts[0], parts[1], parts[2]);
            (parts[0].to_owned(), parts[1].parse().expect("milliseconds"))
        })
        .collect()
}

/// Puts the rows of a job beside themselves, in folders of their own, until there are as many files. Returns their number.
fn multiply(database: &Path, files: u64) -> u64 {
    let db = Connection::open(database).expect("the job's database");
    let number = |sql: &str| db.query_row(sql, [], |r| r.get::<_, u64>(0)).expect(sql);
    let times = (files / number("SELECT count(*) FROM source_files")).max(1);
    let largest = ["folders", "source_files", "archive_files"]
        .map(|table| number(&format!("SELECT coalesce(max(id), 0) FROM {table}")));
    let apart = largest.into_iter().max().unwrap_or_default() + 1;
    db.execute_batch("BEGIN").expect("a transaction");
    for (table, ids) in [
        ("folders", &["id", "bundle"][..]),
        ("source_files", &["id", "folder", "follows"]),
        ("archive_files", &["id", "folder"]),
        ("copy_status", &["file", "target_folder", "twin", "twin_source"]),
    ] {
        let columns = columns(&db, table);
        let values: Vec<String> = columns.iter().map(|column| moved(column, ids, apart)).collect();
        let sql = format!(
            "WITH RECURSIVE again (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM again WHERE n + 1 < {times})
             INSERT INTO {table} ({0}) SELECT {1} FROM (SELECT {0} FROM {table}), again",
            columns.join(", "),
            values.join(", ")
        );
        db.execute(&sql, []).expect(table);
    }
    db.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)").expect("it is kept");
    number("SELECT count(*) FROM source_files")
}

fn columns(db: &Connection, table: &str) -> Vec<String> {
    let mut statement = db.prepare(&format!("SELECT name FROM pragma_table_info('{table}')")).expect(table);
    let names = statement.query_map([], |r| r.get(0)).expect(table);
    names.collect::<Result<_, _>>().expect(table)
}

/// What stands in a column of the n-th copy of a row.
fn moved(column: &str, ids: &[&str], apart: u64) -> String {
    match column {
        id if ids.contains(&id) => format!("{id} + n * {apart}"),
        "path" => "CAST(printf('copy %04d/', n) || CAST(path AS TEXT) AS BLOB)".into(),
        other => other.into(),
    }
}
