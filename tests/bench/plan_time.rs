//! How far from the truth the time is that a plan says: of the first job into an archive, where only the drives can be
//! tried, and of the next, which brings another drive to the same archive.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use ingather_tests::mounts::{Fault, FaultyDrive};
use ingather_tests::{Random, Sandbox};
use serde_json::Value;

use crate::corpus::fill;
use crate::flags::Flags;
use crate::measure;
use crate::table::Table;

const MB: u64 = 1_000_000;

/// Files and their largest size; the smallest is an eighth of it.
type Heap = (u64, u64);
/// Bytes a second and milliseconds to get to another file.
type Pace = (u64, u64);

struct Scene {
    name: &'static str,
    drive: Pace,
    heaps: &'static [Heap],
    archive: Option<Pace>,
}

const PHOTOS: Heap = (120, 9 * MB);
const SMALL: Heap = (3_000, 60_000);
const FILMS: Heap = (4, 160 * MB);

const SCENES: [Scene; 5] = [
    Scene { name: "photos", drive: (24 * MB, 6), heaps: &[PHOTOS], archive: None },
    Scene { name: "small files", drive: (30 * MB, 5), heaps: &[SMALL], archive: None },
    Scene {
        name: "small, films, photos",
        drive: (40 * MB, 8),
        heaps: &[SMALL, FILMS, PHOTOS],
        archive: None,
    },
    Scene {
        name: "photos to a slow archive",
        drive: (60 * MB, 2),
        heaps: &[PHOTOS],
        archive: Some((20 * MB, 4)),
    },
    Scene {
        name: "small, films to a slow archive",
        drive: (70 * MB, 1),
        heaps: &[SMALL, FILMS],
        archive: Some((35 * MB, 3)),
    },
];

pub fn run(flags: &Flags, place: &Path, table: &mut Table) {
    for (number, scene) in SCENES.iter().enumerate() {
        let sandbox = Sandbox::new_in(place, &format!("plan-time-{number}"));
        let behind = sandbox.folder("behind/Archive");
        let archive = scene.archive.map(|pace| paced(&sandbox, "Archive", &behind, pace));
        let archive = archive.as_ref().map_or(behind.as_path(), FaultyDrive::path);
        let mut random = Random::seeded(number as u64 + 1);
        for (turn, drive) in ["first", "next"].into_iter().enumerate() {
            let behind = sandbox.folder(format!("behind/{drive}"));
            for (n, heap) in scene.heaps.iter().enumerate() {
                pile(&behind.join(n.to_string()), *heap, &mut random);
            }
            measure::flush(place);
            let drive = paced(&sandbox, drive, &behind, scene.drive);
            let job = sandbox.at(format!("job-{turn}"));
            let (said, is_least, truth) =
                said_and_true(flags, &sandbox, &job, (drive.path(), archive), scene);
            let least = if is_least { "at least " } else { "about " };
            println!("  {}: said {least}{said:.0} s, took {truth:.1} s", scene.name);
            let what = format!("{}: {least}so many times what it took", scene.name);
            table.add("plan", what, said / truth, f64::INFINITY, None);
        }
    }
}

fn paced(sandbox: &Sandbox, name: &str, behind: &Path, (bytes_per_second, seek): Pace) -> FaultyDrive {
    let drive = FaultyDrive::mount(sandbox, name, behind);
    drive.misbehave(&[Fault::Paced { bytes_per_second, seek: Duration::from_millis(seek) }]);
    drive
}

fn pile(folder: &Path, (files, largest): Heap, random: &mut Random) {
    for n in 0..files {
        let folder = folder.join(format!("{:03}", n / 100));
        std::fs::create_dir_all(&folder).expect("a folder");
        let size = random.between(largest / 8, largest);
        fill(&folder.join(format!("IMG_{n:05}.jpg")), random, size);
    }
}

/// Seconds that the plan says, whether it takes no less, and what the run took.
fn said_and_true(
    flags: &Flags,
    sandbox: &Sandbox,
    job: &Path,
    (drive, archive): (&Path, &Path),
    scene: &Scene,
) -> (f64, bool, f64) {
    let ask = |command: &str| {
        let mut ask = Command::new(std::path::absolute(&flags.ingather).expect("a path"));
        ask.env("INGATHER_DATA_DIR", sandbox.at("data")).arg(command).arg("--source").arg(drive);
        ask.arg("--dest").arg(archive).args(["--quiet", "--json", "--job"]).arg(job);
        // A drive whose head moves is read by one thread, which the engine cannot know of these.
        ask.args(["--threads", if scene.drive.1 > 2 { "1" } else { "0" }]);
        measure::run(ask)
    };
    let planned = ask("plan");
    let report: Value = String::from_utf8_lossy(&planned.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find(|line| line["type"] == "report")
        .expect("a report");
    let view = &report["results"]["job"];
    let said = view["estimate_s"].as_f64().expect("the plan says a time");
    (said, view["estimate_is_least"] == true, ask("run").seconds)
}
