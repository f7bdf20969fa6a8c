//! Folders that are one thing to a person, such as a photo library: which they are, and when two of them are equal.

use globset::{Candidate, GlobSet};

use super::names::{split_extension, suffixed};
use super::rules::compile;
use crate::error::Result;
use crate::model::{Checksum, RelPath};

/// The patterns of a job, ready to be applied.
pub struct Bundles {
    patterns: GlobSet,
}

impl Bundles {
    /// Compiles the patterns; upper and lower case are the same.
    pub fn of(patterns: &[String]) -> Result<Self> {
        let lower: Vec<String> = patterns.iter().map(|p| p.to_lowercase()).collect();
        Ok(Self { patterns: compile(&lower)? })
    }

    /// Whether the folder of that path is a bundle, also under a name that was told apart with a checksum.
    #[must_use]
    pub fn is_root(&self, path: &RelPath) -> bool {
        let (folder, name) = path.split();
        !name.is_empty()
            && [name.to_vec(), without_suffix(name)].iter().any(|name| {
                let path = folder.join(name).0.to_ascii_lowercase();
                self.patterns.is_match_candidate(&Candidate::from_bytes(&path))
            })
    }
}

fn without_suffix(name: &[u8]) -> Vec<u8> {
    let (stem, extension) = split_extension(name);
    let plain = stem.iter().rposition(|b| *b == b'~').filter(|at| {
        let digits = &stem[at + 1..];
        digits.len() >= 8 && digits.iter().all(u8::is_ascii_hexdigit)
    });
    [&stem[..plain.unwrap_or(stem.len())], extension].concat()
}

/// The folder for a bundle whose own is taken: the same in every run, as long as the bundle is the same.
#[must_use]
pub fn told_apart(folder: &RelPath, print: Checksum, digits: usize) -> RelPath {
    let (parent, name) = folder.split();
    parent.join(&suffixed(name, print, digits))
}

/// Sums up a bundle from its files, in the order of their paths.
#[derive(Default)]
pub struct Sum {
    files: u64,
    shape: blake3::Hasher,
    print: blake3::Hasher,
    content: blake3::Hasher,
    unknown: bool,
}

/// A bundle in three numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tree {
    pub files: u64,
    /// Of paths and sizes: two that differ in it are different.
    pub shape: Checksum,
    /// Of paths, sizes and times: what tells one state of a source's bundle from another.
    pub print: Checksum,
    /// Of paths and contents: two of one are equal. `None`: not every content is known.
    pub content: Option<Checksum>,
}

impl Sum {
    /// Takes the next file; `path` is below the bundle.
    pub fn add(&mut self, path: &RelPath, size: u64, mtime_ns: i64, checksum: Option<Checksum>) {
        self.files += 1;
        for hasher in [&mut self.shape, &mut self.print, &mut self.content] {
            hasher.update(&(path.0.len() as u64).to_le_bytes());
            hasher.update(&path.0);
            hasher.update(&size.to_le_bytes());
        }
        self.print.update(&mtime_ns.to_le_bytes());
        match checksum {
            // Nothing is nothing, without reading.
            _ if size == 0 => {}
            Some(checksum) => _ = self.content.update(&checksum.0),
            None => self.unknown = true,
        }
    }

    /// The bundle as a whole.
    #[must_use]
    pub fn tree(&self) -> Tree {
        let of = |hasher: &blake3::Hasher| Checksum(*hasher.finalize().as_bytes());
        Tree {
            files: self.files,
            shape: of(&self.shape),
            print: of(&self.print),
            content: (!self.unknown).then(|| of(&self.content)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::JobConfig;

    fn at(path: &str) -> RelPath {
        RelPath(path.as_bytes().to_vec())
    }

    fn usual() -> Bundles {
        Bundles::of(&JobConfig::default().bundles).unwrap()
    }

    #[test]
    fn libraries_and_cards_are_known_by_their_names() {
        let bundles = usual();
        for path in [
            "Photos Library.photoslibrary",
            "a/b/Old.LRDATA",
            "DVD/VIDEO_TS",
            "PRIVATE/AVCHD",
            "card/private/avchd",
            "A001.RDC",
            "x/Backups.backupdb",
            "Photos Library~0a1b2c3d.photoslibrary",
            "DVD/VIDEO_TS~0a1b2c3d",
        ] {
            assert!(bundles.is_root(&at(path)), "{path}");
        }
        for path in
            ["", "AVCHD", "photoslibrary", "VIDEO_TS old", "Photos Library.photoslibrary/database", "x.app~y"]
        {
            assert!(!bundles.is_root(&at(path)), "{path}");
        }
        assert!(!Bundles::of(&[]).unwrap().is_root(&at("x.app")), "an empty list knows none");
    }

    #[test]
    fn two_are_equal_only_in_all_paths_and_contents() {
        let sum = |files: &[(&str, u64, i64, Option<&[u8]>)]| {
            let mut sum = Sum::default();
            for (path, size, mtime, content) in files {
                sum.add(&at(path), *size, *mtime, content.map(Checksum::of));
            }
            sum.tree()
        };
        let one = sum(&[("a", 1, 5, Some(b"x")), ("b/c", 0, 5, None)]);
        let later = sum(&[("a", 1, 6, Some(b"x")), ("b/c", 0, 5, Some(b""))]);
        assert_eq!((one.shape, one.files), (later.shape, 2), "times make no other shape");
        assert_ne!(one.print, later.print);
        assert_eq!(one.content, later.content);
        assert_ne!(one.content, sum(&[("a", 1, 5, Some(b"y")), ("b/c", 0, 5, None)]).content);
        assert_ne!(one.shape, sum(&[("a", 1, 5, Some(b"x")), ("b/d", 0, 5, None)]).shape);
        assert_eq!(sum(&[("a", 1, 5, None)]).content, None, "what was not read proves nothing");
        assert_ne!(sum(&[("ab", 1, 0, None)]).shape, sum(&[("a", 1, 0, None), ("b", 1, 0, None)]).shape);
    }
}
