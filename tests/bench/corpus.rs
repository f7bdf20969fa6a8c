//! The trees that are copied: pictures of several megabytes, or very many small files.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use ingather_tests::Random;

use crate::flags::Flags;

/// What a corpus looks like.
pub struct Shape {
    pub name: &'static str,
    files: u64,
    smallest: u64,
    largest: u64,
    /// Of a hundred files, how many repeat an earlier one.
    repeats: u64,
    /// Of a hundred distinct contents, how many the archive holds.
    archived: u64,
}

/// One file of a drive.
pub struct Item {
    pub path: PathBuf,
    pub size: u64,
    /// Neither a repeat nor in the archive: to be written.
    pub is_new: bool,
}

/// A corpus on disk.
pub struct Corpus {
    pub drives: Vec<PathBuf>,
    pub items: Vec<Item>,
    /// What the archive holds before: a path below it, and the drive's file it equals.
    pub held: Vec<(PathBuf, PathBuf)>,
    pub archive: PathBuf,
}

impl Shape {
    /// 40 % repeats, a tenth archived, 1 to 9 MB each.
    pub fn photos(flags: &Flags) -> Self {
        let (smallest, largest) = (1_000_000, 9_000_000);
        let files = flags.photos_mb * 1_000_000 / ((smallest + largest) / 2);
        Self { name: "photos", files, smallest, largest, repeats: 40, archived: 17 }
    }

    /// 30 % repeats, a few archived, 0.2 to 20 KB each.
    pub fn small(flags: &Flags) -> Self {
        Self { name: "small", files: flags.small, smallest: 200, largest: 20_800, repeats: 30, archived: 3 }
    }

    /// Tiny files, to see memory and time grow.
    pub fn tiny(files: u64) -> Self {
        Self { name: "large", files, smallest: 100, largest: 4_000, repeats: 10, archived: 0 }
    }

    /// Makes three drives below `place`, and the archive's part as a list.
    pub fn make(&self, place: &Path) -> Corpus {
        let mut random = Random::seeded(self.files ^ self.largest);
        let drives: Vec<PathBuf> =
            ["Red", "Green", "Blue"].iter().map(|d| place.join("drives").join(d)).collect();
        let (mut items, mut held): (Vec<Item>, Vec<(PathBuf, PathBuf)>) = (Vec::new(), Vec::new());
        let archive = place.join("held");
        std::fs::create_dir_all(&archive).expect("a folder");
        let mut originals: Vec<usize> = Vec::new();
        for n in 0..self.files {
            let drive = &drives[(n * 3 / self.files) as usize];
            let folder = drive.join(format!("{}/{:03}", 2000 + n % 20, n / 250 % 1000));
            let path = folder.join(format!("IMG_{n:07}.jpg"));
            std::fs::create_dir_all(&folder).expect("a folder");
            if random.below(100) < self.repeats && !originals.is_empty() {
                let of = *random.pick(&originals);
                std::fs::copy(&items[of].path, &path).expect("a repeat");
                let size = items[of].size;
                items.push(Item { path, size, is_new: false });
                continue;
            }
            let size = random.between(self.smallest, self.largest);
            fill(&path, &mut random, size);
            let is_held = random.below(100) < self.archived;
            if is_held {
                let twin = archive.join(format!("{n}.jpg"));
                std::fs::copy(&path, &twin).expect("a twin");
                held.push((PathBuf::from(format!("Old/{n}.jpg")), path.clone()));
            }
            originals.push(items.len());
            items.push(Item { path, size, is_new: !is_held });
        }
        Corpus { drives, items, held, archive }
    }
}

/// Fills a file with bytes that no other has.
pub fn fill(path: &Path, random: &mut Random, size: u64) {
    let mut file = File::create_new(path).expect("a file");
    let mut left = size as usize;
    while left > 0 {
        let piece = left.min(1 << 20);
        file.write_all(&random.bytes(piece)).expect("written");
        left -= piece;
    }
}

impl Corpus {
    /// Files and bytes on the drives.
    pub fn found(&self) -> (u64, u64) {
        self.items.iter().fold((0, 0), |(n, b), i| (n + 1, b + i.size))
    }

    /// Bytes that have to be written.
    pub fn new_bytes(&self) -> u64 {
        self.items.iter().filter(|i| i.is_new).map(|i| i.size).sum()
    }

    /// Bytes of files in the archive that a verdict rests on.
    pub fn held_bytes(&self) -> u64 {
        self.held.iter().map(|(_, of)| std::fs::metadata(of).map_or(0, |m| m.len())).sum()
    }

    /// A fresh archive that holds its part.
    pub fn archive_at(&self, path: &Path) {
        std::fs::create_dir_all(path.join("Old")).expect("an archive");
        for (twin, _) in &self.held {
            let from = self.archive.join(twin.file_name().expect("a twin has a name"));
            std::fs::copy(from, path.join(twin)).expect("a twin");
        }
    }
}
