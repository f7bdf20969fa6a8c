//! `npm run bench -- --record DIR`: real runs on drives of unlike speed, written down every other second. The time left
//! is tested with the recordings in `src-tauri/engine/recordings`; made anew they differ in their times, not in kind.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use ingather_tests::mounts::{Fault, FaultyDrive};
use ingather_tests::{Random, Sandbox};

/// What a folder is filled with: files, their sizes, and how many of a hundred repeat one of the pile.
#[derive(Clone, Copy)]
struct Heap {
    files: u64,
    smallest: u64,
    largest: u64,
    repeats: u64,
}

/// Bytes a second and milliseconds to get to another file; `None`: a folder of the disk itself.
type Pace = Option<(u64, u64)>;

/// A drive of a scene.
#[derive(Clone, Copy)]
struct Drive {
    pace: Pace,
    heaps: &'static [Heap],
    /// Holds what the drive before it holds.
    backup: bool,
}

/// A run to record.
struct Scene {
    name: &'static str,
    seed: u64,
    drives: &'static [Drive],
    archives: &'static [Pace],
    /// What each drive brought home by an earlier job, on an earlier day: what the drives cost is known then.
    earlier: &'static [Heap],
    /// Stands still from one second on, for some seconds.
    pause: Option<(u64, u64)>,
}

const MB: u64 = 1_000_000;
const PHOTOS: Heap = Heap { files: 520, smallest: MB, largest: 9 * MB, repeats: 30 };
const SMALL: Heap = Heap { files: 12_000, smallest: 300, largest: 60_000, repeats: 20 };
const FILMS: Heap = Heap { files: 10, smallest: 80 * MB, largest: 200 * MB, repeats: 0 };
const FEW: &[Heap] =
    &[Heap { files: 60, ..PHOTOS }, Heap { files: 1_500, ..SMALL }, Heap { files: 2, ..FILMS }];
const TINY: Heap = Heap { files: 300_000, smallest: 300, largest: 12_000, repeats: 20 };

const fn drive(pace: Pace, heaps: &'static [Heap]) -> Drive {
    Drive { pace, heaps, backup: false }
}
const fn scene(name: &'static str, seed: u64, drives: &'static [Drive], archives: &'static [Pace]) -> Scene {
    Scene { name, seed, drives, archives, earlier: &[], pause: None }
}

const SCENES: &[Scene] = &[
    scene("photos", 1, &[drive(Some((24 * MB, 6)), &[PHOTOS, PHOTOS])], &[None]),
    scene("small", 2, &[drive(Some((30 * MB, 5)), &[SMALL, SMALL])], &[None]),
    scene("small-on-the-disk", 3, &[drive(None, &[TINY])], &[None]),
    scene("mixed", 4, &[drive(Some((30 * MB, 8)), &[SMALL, FILMS, PHOTOS])], &[None]),
    scene(
        "two-drives",
        5,
        &[drive(Some((60 * MB, 1)), &[PHOTOS, SMALL]), drive(Some((14 * MB, 9)), &[PHOTOS])],
        &[None],
    ),
    scene(
        "two-drives-slow-archive",
        6,
        &[drive(Some((80 * MB, 1)), &[PHOTOS, PHOTOS]), drive(Some((60 * MB, 2)), &[PHOTOS])],
        &[Some((34 * MB, 4))],
    ),
    scene("slow-archive", 7, &[drive(None, &[SMALL, PHOTOS, FILMS])], &[Some((45 * MB, 3))]),
    scene(
        "backup-of-a-drive",
        8,
        &[
            drive(Some((30 * MB, 4)), &[PHOTOS, SMALL]),
            Drive { backup: true, ..drive(Some((20 * MB, 6)), &[]) },
        ],
        &[None],
    ),
    Scene {
        pause: Some((25, 15)),
        ..scene("paused", 9, &[drive(Some((24 * MB, 6)), &[PHOTOS, SMALL])], &[None])
    },
    scene("films-first", 10, &[drive(Some((50 * MB, 3)), &[FILMS, PHOTOS, SMALL])], &[None]),
    scene(
        "three-drives",
        11,
        &[
            drive(Some((40 * MB, 2)), &[PHOTOS]),
            drive(Some((22 * MB, 7)), &[SMALL, PHOTOS]),
            drive(Some((90 * MB, 1)), &[FILMS]),
        ],
        &[Some((70 * MB, 2))],
    ),
    scene("small-then-photos", 12, &[drive(Some((28 * MB, 6)), &[SMALL, PHOTOS])], &[Some((60 * MB, 1))]),
    scene(
        "four-drives",
        13,
        &[
            drive(Some((90 * MB, 1)), &[PHOTOS]),
            drive(Some((45 * MB, 2)), &[PHOTOS]),
            drive(Some((24 * MB, 6)), &[SMALL]),
            drive(Some((15 * MB, 9)), &[PHOTOS]),
        ],
        &[Some((60 * MB, 2))],
    ),
    scene(
        "small-beside-films",
        14,
        &[drive(Some((30 * MB, 5)), &[SMALL, SMALL]), drive(Some((70 * MB, 2)), &[FILMS, FILMS])],
        &[Some((50 * MB, 2))],
    ),
    scene(
        "two-archives",
        15,
        &[drive(Some((100 * MB, 1)), &[PHOTOS, SMALL])],
        &[Some((80 * MB, 1)), Some((28 * MB, 5))],
    ),
    Scene {
        earlier: FEW,
        ..scene("mixed-again", 16, &[drive(Some((30 * MB, 8)), &[SMALL, PHOTOS])], &[None])
    },
    Scene {
        earlier: FEW,
        ..scene(
            "small-beside-films-again",
            17,
            &[drive(Some((30 * MB, 5)), &[SMALL, SMALL]), drive(Some((70 * MB, 2)), &[FILMS, FILMS])],
            &[Some((50 * MB, 2))],
        )
    },
    Scene {
        earlier: FEW,
        ..scene(
            "two-archives-again",
            18,
            &[drive(Some((100 * MB, 1)), &[PHOTOS, SMALL])],
            &[Some((80 * MB, 1)), Some((28 * MB, 5))],
        )
    },
    Scene {
        earlier: FEW,
        ..scene(
            "a-card-again",
            19,
            &[drive(Some((70 * MB, 1)), &[FILMS, PHOTOS, SMALL])],
            &[Some((35 * MB, 3))],
        )
    },
    Scene {
        earlier: FEW,
        ..scene(
            "two-drives-again",
            20,
            &[drive(Some((40 * MB, 2)), &[PHOTOS, SMALL]), drive(Some((26 * MB, 2)), &[SMALL, PHOTOS])],
            &[Some((90 * MB, 1))],
        )
    },
    scene("photos-then-small", 21, &[drive(Some((90 * MB, 1)), &[PHOTOS, SMALL])], &[Some((40 * MB, 6))]),
    scene(
        "films-to-two-archives",
        22,
        &[drive(Some((60 * MB, 2)), &[FILMS, SMALL, PHOTOS])],
        &[Some((50 * MB, 2)), Some((35 * MB, 3))],
    ),
    Scene {
        earlier: FEW,
        ..scene(
            "two-cards-again",
            23,
            &[drive(Some((30 * MB, 6)), &[SMALL, PHOTOS]), drive(Some((80 * MB, 1)), &[PHOTOS])],
            &[Some((45 * MB, 3))],
        )
    },
];

/// So many paced scenes are recorded side by side: their drives mostly wait.
const SIDE_BY_SIDE: usize = 3;

/// Records every scene, or those that are named.
pub fn run(to: &Path, place: &Path, only: &[String], recorder: &Path) {
    std::fs::create_dir_all(to).expect("a folder for the recordings");
    let wanted = SCENES.iter().filter(|s| only.is_empty() || only.iter().any(|name| name == s.name));
    let (paced, unpaced): (Vec<_>, Vec<_>) = wanted.partition(|scene| scene.is_paced());
    let keep = |scene: &Scene| {
        println!("recording {}", scene.name);
        let sandbox = Sandbox::new_in(place, scene.name);
        let text = record(scene, &sandbox, recorder);
        std::fs::write(to.join(format!("{}.csv", scene.name)), text).expect("written");
    };
    unpaced.into_iter().for_each(keep);
    let next = AtomicUsize::new(0);
    std::thread::scope(|threads| {
        for _ in 0..SIDE_BY_SIDE {
            threads.spawn(|| {
                while let Some(scene) = paced.get(next.fetch_add(1, Relaxed)) {
                    keep(scene);
                }
            });
        }
    });
}

impl Scene {
    /// Whether its pace is set by its drives, not by this machine's disk.
    fn is_paced(&self) -> bool {
        self.archives.iter().any(Option::is_some) || self.drives.iter().all(|drive| drive.pace.is_some())
    }
}

fn record(scene: &Scene, sandbox: &Sandbox, recorder: &Path) -> Vec<u8> {
    let mut random = Random::seeded(scene.seed);
    let mut pile: Vec<PathBuf> = Vec::new();
    let folders: Vec<_> =
        (0..scene.drives.len()).map(|n| sandbox.folder(format!("behind/Drive {n}"))).collect();
    if !scene.earlier.is_empty() {
        for folder in &folders {
            fill(&folder.join("earlier"), scene.earlier, &mut random, &mut pile);
        }
        carry_out(scene, sandbox, &folders, Command::new(recorder).arg(sandbox.at("earlier")));
    }
    for (number, drive) in scene.drives.iter().enumerate() {
        match number.checked_sub(1).filter(|_| drive.backup) {
            Some(before) => copy_all(&folders[before], &folders[number]),
            None => fill(&folders[number], drive.heaps, &mut random, &mut pile),
        }
    }
    carry_out(scene, sandbox, &folders, Command::new(recorder).arg(sandbox.at("job")))
}

fn fill(folder: &Path, heaps: &[Heap], random: &mut Random, pile: &mut Vec<PathBuf>) {
    heaps.iter().enumerate().for_each(|(n, heap)| heap.fill(&folder.join(format!("{n}")), random, pile));
}

/// Runs the recorder over the scene's drives, as fast as each is.
fn carry_out(scene: &Scene, sandbox: &Sandbox, folders: &[PathBuf], command: &mut Command) -> Vec<u8> {
    rustix::fs::sync();
    let paced = |name: String, folder: &Path, pace: Pace| {
        let (bytes_per_second, seek) = pace?;
        let drive = FaultyDrive::mount(sandbox, &name, folder);
        drive.misbehave(&[Fault::Paced { bytes_per_second, seek: Duration::from_millis(seek) }]);
        Some(drive)
    };
    let stores: Vec<_> =
        (0..scene.archives.len()).map(|n| sandbox.folder(format!("behind/Archive {n}"))).collect();
    let archives: Vec<_> = (scene.archives.iter().zip(&stores).enumerate())
        .map(|(n, (pace, folder))| paced(format!("Archive {n}"), folder, *pace))
        .collect();
    let drives: Vec<_> = (scene.drives.iter().zip(folders).enumerate())
        .map(|(n, (drive, folder))| paced(format!("Drive {n}"), folder, drive.pace))
        .collect();
    let at = |drive: &Option<FaultyDrive>, folder: &Path| {
        drive.as_ref().map_or(folder.to_owned(), |d| d.path().to_owned())
    };
    command.arg(sandbox.at("catalog.db"));
    // A drive whose head moves is read by one thread, which the engine cannot know of these.
    let turns = scene.drives.iter().any(|d| d.pace.is_some_and(|(_, seek)| seek > 2));
    command.arg(if turns { "1" } else { "0" });
    command.args(archives.iter().zip(&stores).map(|(archive, folder)| at(archive, folder))).arg("--");
    command.args(drives.iter().zip(folders).map(|(drive, folder)| at(drive, folder)));
    if let Some((after, long)) = scene.pause {
        command.args(["--pause", &after.to_string(), &long.to_string()]);
    }
    let out = command.stderr(Stdio::inherit()).output().expect("a recorded job");
    assert!(out.status.success(), "{}", scene.name);
    out.stdout
}

impl Heap {
    fn fill(&self, folder: &Path, random: &mut Random, pile: &mut Vec<PathBuf>) {
        for n in 0..self.files {
            let folder = folder.join(format!("{:03}", n / 100));
            std::fs::create_dir_all(&folder).expect("a folder");
            let path = folder.join(format!("IMG_{n:05}.jpg"));
            if random.below(100) < self.repeats && !pile.is_empty() {
                std::fs::copy(random.pick(pile), &path).expect("a repeat");
                continue;
            }
            crate::corpus::fill(&path, random, random_size(self, n));
            pile.push(path);
        }
    }
}

/// Sizes as they come in life: spread evenly, but not in the order of the files.
fn random_size(heap: &Heap, n: u64) -> u64 {
    heap.smallest + (n.wrapping_mul(2_654_435_761) % (heap.largest - heap.smallest).max(1))
}

fn copy_all(from: &Path, to: &Path) {
    let done = Command::new("cp").arg("-r").arg(from.join(".")).arg(to).status().expect("cp");
    assert!(done.success());
}
