//! The sample drives hold what the demo explains, and never overwrite anything.

use super::*;
use crate::model::Checksum;
use std::collections::{BTreeMap, HashSet};

fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|e| e.expect("readable"))
        .filter(|e| e.file_type().is_file())
        .map(|e| {
            let name = e.path().strip_prefix(folder).expect("below").display().to_string();
            (name, std::fs::read(e.path()).expect("readable"))
        })
        .collect()
}

#[test]
fn the_samples_hold_what_the_demo_explains() {
    let dir = tempfile::tempdir().expect("a folder");
    let config = prepare(dir.path()).expect("made");
    assert_eq!((config.sources.len(), config.destinations.len()), (3, 1));
    let files = files_below(dir.path());
    let bytes: usize = files.values().map(Vec::len).sum();
    assert!((250..600).contains(&files.len()), "a few hundred files: {}", files.len());
    assert!((20_000_000..90_000_000).contains(&bytes), "tens of megabytes: {bytes}");

    let on_drives = files.iter().filter(|(name, _)| !name.starts_with("Archive/"));
    let contents: HashSet<Checksum> = on_drives.clone().map(|(_, c)| Checksum::of(c)).collect();
    assert!(on_drives.clone().count() > contents.len() + 30, "repeats on the drives");
    let archived =
        files.iter().filter(|(n, c)| n.starts_with("Archive/") && contents.contains(&Checksum::of(c)));
    assert!(archived.count() > 25, "some are archived already");
    let first = |drive: &str, folder: &str| files[&format!("{drive}/{folder}/IMG_0003.JPG")].clone();
    let alps = first("Old laptop", "Pictures/2014 Alps");
    assert_ne!(alps, first("Camera card", "DCIM/100CANON"), "the same name, another picture");
    assert_ne!(alps, first("Archive", "Old laptop/Pictures/2014 Alps"), "also where the copy wants to go");
}

#[test]
fn pictures_are_pictures_with_a_date() {
    let shots = cast::shots();
    let jpeg = shots[0].content().expect("drawn");
    let picture = image::load_from_memory(&jpeg).expect("a picture that programs can open");
    assert_eq!((picture.width(), picture.height()), (scene::WIDTH, scene::HEIGHT));
    assert!(jpeg.windows(19).any(|w| w == b"2009:05:16 10:00:00"), "the date is in it");
    assert_ne!(jpeg, shots[1].content().expect("drawn"));
}

#[test]
fn the_samples_are_the_same_every_time_and_never_overwrite() {
    let dir = tempfile::tempdir().expect("a folder");
    let one = prepare_below(dir.path()).expect("made");
    let two = prepare_below(dir.path()).expect("made beside the first");
    assert_ne!(one.sources, two.sources);
    let a = files_below(&dir.path().join("Sample drives"));
    assert_eq!(a, files_below(&dir.path().join("Sample drives 2")));
    assert_eq!(prepare(&dir.path().join("Sample drives")).expect_err("not empty").exit_code(), 2);
}
