//! One corpus: ours, `rsync`, `cp` and the bound in turns, then the second run and the ratios.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use ingather_tests::{Snapshot, compare};

use crate::bound;
use crate::corpus::{Corpus, Shape};
use crate::flags::Flags;
use crate::measure::{self, Cost};
use crate::table::Table;

/// What takes part, in turns.
const RUNNERS: [&str; 4] = ["ours", "rsync", "cp", "bound"];

pub fn run(shape: &Shape, flags: &Flags, place: &Path, table: &mut Table) {
    let place = place.join(shape.name);
    std::fs::create_dir_all(&place).expect("a folder");
    println!("{}: making the corpus", shape.name);
    let corpus = shape.make(&place);
    let (files, bytes) = corpus.found();
    println!(
        "{}: {files} files, {} MB, {} MB new, {} MB in the archive already",
        shape.name,
        bytes / 1_000_000,
        corpus.new_bytes() / 1_000_000,
        corpus.held_bytes() / 1_000_000
    );
    // The first cold read after writing is answered by the host's memory: nobody is measured with it.
    measure::go_cold();
    bound::run(&corpus, &fresh(&corpus, &place, "warm-up"), flags.threads);

    let mut costs: [Vec<Cost>; 4] = Default::default();
    let mut last = None;
    for round in 0..flags.rounds {
        for turn in 0..RUNNERS.len() {
            let who = (turn + round) % RUNNERS.len();
            let archive = fresh(&corpus, &place, &format!("{}-{round}", RUNNERS[who]));
            measure::go_cold();
            let cost = match RUNNERS[who] {
                "ours" => ours(&corpus, flags, &place, &archive, round),
                "rsync" => rsync(&corpus, &archive),
                "cp" => cp(&corpus, &archive),
                _ => Cost { seconds: bound::run(&corpus, &archive, flags.threads), ..Cost::default() },
            };
            println!(
                "  {:<6} {:>7.2} s  {:>6.2} CPU s  {:>5} MiB",
                RUNNERS[who],
                cost.seconds,
                cost.cpu,
                cost.peak_kib / 1024
            );
            if RUNNERS[who] == "ours" {
                is_right(&corpus, &archive);
                last = Some((archive, round));
            }
            costs[who].push(cost);
        }
    }
    let [ours_cost, rsync_cost, cp_cost, bound_cost] = costs.map(measure::median);
    ratios(shape.name, &corpus, [&ours_cost, &rsync_cost, &cp_cost, &bound_cost], table);
    let (archive, round) = last.expect("at least one round");
    second_run(shape.name, &corpus, flags, (&place, &archive, round), table);
    std::fs::remove_dir_all(&place).expect("the corpus is removed");
    rustix::fs::sync();
}

fn fresh(corpus: &Corpus, place: &Path, name: &str) -> PathBuf {
    let archive = place.join("archives").join(name);
    corpus.archive_at(&archive);
    archive
}

/// `ingather run`, whole and verified.
pub fn ours(corpus: &Corpus, flags: &Flags, place: &Path, archive: &Path, round: usize) -> Cost {
    let mut command = Command::new(&flags.ingather);
    command.env("INGATHER_DATA_DIR", place.join(format!("data-{round}")));
    command.arg("run").arg("--json").arg("--job").arg(place.join(format!("job-{round}")));
    for drive in &corpus.drives {
        command.arg("--source").arg(drive);
    }
    command.arg("--dest").arg(archive);
    measure::run(command)
}

fn rsync(corpus: &Corpus, archive: &Path) -> Cost {
    let mut command = Command::new("rsync");
    command.arg("-a").args(&corpus.drives).arg(archive);
    with_flush(command, archive)
}

fn cp(corpus: &Corpus, archive: &Path) -> Cost {
    let mut command = Command::new("cp");
    command.arg("-r").args(&corpus.drives).arg(archive);
    with_flush(command, archive)
}

fn with_flush(command: Command, archive: &Path) -> Cost {
    let started = Instant::now();
    let mut cost = measure::run(command);
    measure::flush(archive);
    cost.seconds = started.elapsed().as_secs_f64();
    cost
}

/// Every content once, the drives as before: otherwise no time counts.
fn is_right(corpus: &Corpus, archive: &Path) {
    let drives: Vec<Snapshot> = corpus.drives.iter().map(|d| Snapshot::of(d)).collect();
    let named: Vec<_> = ["Red", "Green", "Blue"].into_iter().zip(&drives).collect();
    let mut before = Snapshot::of_archive(archive);
    before.entries.retain(|path, _| path.starts_with(b"Old"));
    compare::archived(&named, &before, archive);
}

fn ratios(part: &'static str, corpus: &Corpus, costs: [&Cost; 4], table: &mut Table) {
    let [ours, rsync, cp, bound] = costs;
    let is_photos = part == "photos";
    let (source, new, held) =
        (corpus.found().1 as f64, corpus.new_bytes() as f64, corpus.held_bytes() as f64);
    let vs_bound = ours.seconds / bound.seconds;
    let vs_rsync = ours.seconds / rsync.seconds;
    let (must, moonshot) = if is_photos { (1.25, 1.05) } else { (1.5, 1.15) };
    table.add(part, "whole verified job / bound", vs_bound, must, Some(moonshot));
    let moonshot = if is_photos { 0.5 } else { 0.45 };
    table.add(part, "whole verified job / unverified rsync -a + sync", vs_rsync, 0.65, Some(moonshot));
    // Ours reads the drives, writes the new, reads it and the twins back; the copiers read and write everything.
    let moved = (source + 2.0 * new + held) / (2.0 * source);
    let what = format!("whole verified job / (cp -r + sync x {moved:.2} for the bytes moved)");
    table.add(part, what, ours.seconds / (cp.seconds * moved), 1.5, Some(1.1));
    let report = report(ours);
    table.add(part, "source bytes read / source bytes", report.0 / source, 1.02, Some(1.0));
    table.add(part, "bytes written / new bytes", report.1 / new, 1.02, Some(1.0));
    let moonshot = if is_photos { 0.3 } else { 0.6 };
    table.add(part, "CPU seconds / rsync's", ours.cpu / rsync.cpu, 0.8, Some(moonshot));
    println!(
        "  as the kernel counts: {:.3} x read (drives and archive), {:.3} x written (database and metadata too)",
        ours.device_read as f64 / (source + new + held),
        ours.device_written as f64 / new
    );
}

/// Content bytes read and written, from the report.
pub fn report(cost: &Cost) -> (f64, f64) {
    let text = String::from_utf8_lossy(&cost.stdout);
    let last = text.lines().last().unwrap_or_default();
    let value: serde_json::Value = serde_json::from_str(last).expect("a report");
    let number = |name: &str| value[name].as_f64().expect("a number in the report");
    (number("bytes_read"), number("bytes_written"))
}

fn second_run(
    part: &'static str,
    corpus: &Corpus,
    flags: &Flags,
    of: (&Path, &Path, usize),
    table: &mut Table,
) {
    let (place, archive, round) = of;
    let mut roots: Vec<&Path> = corpus.drives.iter().map(PathBuf::as_path).collect();
    roots.push(archive);
    let mut ratios = Vec::new();
    let mut touched = 0.0;
    for _ in 0..flags.rounds {
        measure::go_cold();
        let walk = measure::bare_walk(&roots, flags.threads);
        measure::go_cold();
        let again = ours(corpus, flags, place, archive, round);
        let (read, written) = report(&again);
        touched = f64::max(touched, read + written);
        println!("  second run {:.2} s, a bare walk {walk:.2} s", again.seconds);
        ratios.push(again.seconds / walk);
    }
    ratios.sort_by(f64::total_cmp);
    table.add(part, "second run: content bytes read and written", touched, 0.0, Some(0.0));
    table.add(part, "second run / bare parallel walk", ratios[ratios.len() / 2], f64::INFINITY, Some(1.2));
}
