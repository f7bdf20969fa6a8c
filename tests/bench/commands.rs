//! Every command over very many files: none takes a time that grows faster than their number, none holds them all.

use std::path::Path;
use std::process::Command;

use ingather_tests::commands::{AT_ONCE, EVERY, Step, write_list};

use crate::corpus::Shape;
use crate::flags::Flags;
use crate::measure::{self, Cost};
use crate::table::Table;

/// Below this many seconds a command's time says nothing of how it grows.
const TELLING: f64 = 1.0;

pub fn run(flags: &Flags, place: &Path, table: &mut Table) {
    let (few, many) = (flags.commands / 10, flags.commands);
    let small = all(few, flags, &place.join("tenth"), None);
    let large = all(many, flags, &place.join("whole"), Some(table));
    println!("{:<66} {:>9} {:>9} {:>9}", "command", format!("{few}, s"), format!("{many}, s"), "MiB");
    for ((step, before), now) in EVERY.iter().zip(&small).zip(&large) {
        let line = step.line();
        println!("{line:<66} {:>9.2} {:>9.2} {:>9}", before.seconds, now.seconds, now.peak_kib / 1024);
    }
    let most = |value: &dyn Fn(&Cost) -> f64, of: &dyn Fn(&Step) -> bool| {
        EVERY.iter().zip(&large).filter(|(s, _)| of(s)).map(|(_, c)| value(c)).fold(0.0, f64::max)
    };
    let mib = most(&|c| c.peak_kib as f64 / 1024.0, &|_| true);
    table.add("each", format!("peak memory of any command at {many} files, MiB"), mib, 256.0, Some(128.0));
    for line in AT_ONCE {
        let seconds = most(&|c| c.seconds, &|s| s.line() == line);
        table.add("each", format!("{line}, seconds"), seconds, 1.0, Some(0.3));
    }
    let telling = small.iter().zip(&large).filter(|(_, now)| now.seconds > TELLING);
    let growth = telling.map(|(before, now)| now.seconds / before.seconds / 10.0).fold(0.0, f64::max);
    table.add("each", "most that the time for a file grows with ten times as many", growth, 2.0, Some(1.2));
}

/// What each command cost.
fn all(files: u64, flags: &Flags, place: &Path, mut table: Option<&mut Table>) -> Vec<Cost> {
    println!("each command: making {files} files");
    Shape::tiny(files).make(place);
    for folder in ["Pool", "Archive", "Second", "drives/Blue/2019"] {
        std::fs::create_dir_all(place.join(folder)).expect("a folder");
    }
    std::fs::write(place.join("drives/Blue/2019/one.jpg"), b"one at least").expect("a file");
    let red = place.join("drives/Red/2000/000");
    for (n, entry) in std::fs::read_dir(red).expect("a folder").flatten().enumerate() {
        std::fs::copy(entry.path(), place.join(format!("Pool/{n}.jpg"))).expect("a file of the pool");
    }
    write_list(&place.join("drives/Red"), &place.join("red.b3"));
    let mut costs = Vec::new();
    for step in EVERY {
        costs.push(one(step, flags, place));
        if step.words == ["copy"]
            && let Some(table) = table.as_deref_mut()
        {
            sizes(files, place, table);
        }
    }
    std::fs::remove_dir_all(place).expect("the corpus is removed");
    costs
}

fn one(step: &Step, flags: &Flags, place: &Path) -> Cost {
    let mut command = Command::new(std::path::absolute(&flags.ingather).expect("a path"));
    command.current_dir(place).env("INGATHER_DATA_DIR", place.join("data"));
    command.args(step.words).args(["--quiet", "--job", "job"]);
    measure::run_to(command, step.codes)
}

fn sizes(files: u64, place: &Path, table: &mut Table) {
    for (name, limit) in [("job/job.db", 600.0), ("data/catalog.db", 500.0)] {
        let size = std::fs::metadata(place.join(name)).map_or(f64::NAN, |m| m.len() as f64);
        let what = format!("{} bytes for each of {files} files", name.rsplit('/').next().unwrap_or(name));
        table.add("each", what, size / files as f64, limit, None);
    }
}
