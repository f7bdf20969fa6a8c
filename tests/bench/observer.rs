//! What it costs that somebody watches: the same job with and without, in instructions, which a busy machine does not
//! change. Under callgrind a job takes longer and is looked at more often than in life, so the ratio is an upper one.

use std::path::Path;
use std::process::Command;

use crate::corpus::Shape;
use crate::flags::Flags;
use crate::table::Table;

/// Threads wait for each other more or less often: of so many runs the least counts.
const RUNS: u32 = 2;

pub fn run(flags: &Flags, place: &Path, table: &mut Table) {
    let watched = flags.ingather.with_file_name("examples/watched");
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("observer: skipped, valgrind is not installed");
        return;
    }
    let place = place.join("observer");
    let corpus = Shape::tiny(4_000).make(&place);
    let mut least = [u64::MAX; 2];
    for round in 0..RUNS {
        for (count, who) in least.iter_mut().zip(["nobody", "window"]) {
            let of = place.join(format!("{who}-{round}"));
            let archive = of.join("archive");
            std::fs::create_dir_all(&archive).expect("an archive");
            let mut command = Command::new("valgrind");
            command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(&watched).arg(who);
            command.arg(of.join("job")).arg(of.join("catalog.db")).arg(&archive).args(&corpus.drives);
            let out = command.output().expect("valgrind");
            let said = String::from_utf8_lossy(&out.stderr);
            assert!(out.status.success(), "{said}");
            let instructions = collected(&said).unwrap_or_else(|| panic!("no count in {said}"));
            println!("  {who:<7} {:>9} thousand instructions", instructions / 1_000);
            *count = (*count).min(instructions);
        }
    }
    table.add("observer", "instructions watched / unwatched", least[1] as f64 / least[0] as f64, 1.02, None);
    std::fs::remove_dir_all(&place).expect("the corpus is removed");
}

/// From the line `Collected : N`.
fn collected(said: &str) -> Option<u64> {
    let line = said.lines().find(|line| line.contains("Collected :"))?;
    line.rsplit(' ').next()?.parse().ok()
}
