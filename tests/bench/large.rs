//! Very many files: does memory hold, and does the time for each stay the same?

use std::path::Path;
use std::process::Command;

use crate::compare::ours;
use crate::corpus::Shape;
use crate::flags::Flags;
use crate::measure;
use crate::table::Table;

pub fn run(flags: &Flags, place: &Path, table: &mut Table) {
    let tenth = (flags.files / 10).max(100);
    let few = one(tenth, flags, &place.join("few"), None);
    let many = one(flags.files, flags, &place.join("many"), Some(table));
    table.add("large", format!("time per file at {} / at {tenth}", flags.files), many / few, 1.2, Some(1.05));
}

/// Seconds for each file.
fn one(files: u64, flags: &Flags, place: &Path, table: Option<&mut Table>) -> f64 {
    println!("large: making {files} files");
    let corpus = Shape::tiny(files).make(place);
    let archive = place.join("Archive");
    corpus.archive_at(&archive);
    measure::go_cold();
    let cost = ours(&corpus, flags, place, &archive, 0);
    println!(
        "  {files} files: {:.2} s, {:.2} CPU s, peak {} MiB",
        cost.seconds,
        cost.cpu,
        cost.peak_kib / 1024
    );
    if let Some(table) = table {
        let mib = cost.peak_kib as f64 / 1024.0;
        table.add("large", format!("peak memory at {files} files, MiB (VmHWM)"), mib, 256.0, Some(128.0));
        for (name, limit) in [("job-0/job.db", 600.0), ("data-0/catalog.db", 500.0)] {
            let size = std::fs::metadata(place.join(name)).map_or(f64::NAN, |m| m.len() as f64);
            let what = format!("{} bytes for each file", name.rsplit('/').next().unwrap_or(name));
            table.add("large", what, size / files as f64, limit, None);
        }
        let mut status = Command::new(&flags.ingather);
        status
            .env("INGATHER_DATA_DIR", place.join("data-0"))
            .args(["status", "--job"])
            .arg(place.join("job-0"));
        let open = measure::run(status).seconds;
        table.add("large", format!("opening the job of {files} files, seconds"), open, 0.3, Some(0.1));
    }
    std::fs::remove_dir_all(place).expect("the corpus is removed");
    cost.seconds / files as f64
}
