//! Where a drive may be rebuilt: never in an archive, nor on a drive that is brought home; and where its links led.

use std::io;
use std::path::Path;

use super::places::archives;
use crate::archive;
use crate::error::{Error, Result};
use crate::fs::{self, Root};
use crate::model::{display_bytes, display_path, parse_display};
use crate::plan::LINK_TO;
use crate::store::{Catalog, RootKind, RootRow, ToRestore};
use crate::text::Words;
use crate::volume;
use crate::words;

/// Files of a drive that lay in an archive twice would count as archived; a drive that is brought home is only read.
pub fn refuse(roots: &[RootRow], catalog: &Catalog, to: &Path) -> Result<()> {
    let (volume, rel) = volume::of_path(to)?;
    let holds = |place: &crate::model::UidPath| place.volume == volume.uid && rel.is_within(&place.path);
    if let Some(root) = roots.iter().find(|r| holds(&r.place)) {
        let name = display_bytes(&root.name);
        return Err(match root.kind {
            RootKind::Source => {
                refusal("in_source", words!("the drive {name}, which is only read", name = Text(name)), to)
            }
            RootKind::Destination | RootKind::Pool => in_archive(name, to),
        });
    }
    match archives(catalog)?.iter().find(|a| holds(&a.place)) {
        Some(archive) => Err(in_archive(archive.name.clone(), to)),
        None => refuse_archive(to),
    }
}

/// Also of archives that nothing here knows: each carries its mark.
pub fn refuse_archive(to: &Path) -> Result<()> {
    let to = std::path::absolute(to).unwrap_or_else(|_| to.to_owned());
    let real = to.ancestors().find_map(|there| there.canonicalize().ok()).unwrap_or_else(|| to.clone());
    let marked = |folder: &&Path| {
        Root::open(folder).is_ok_and(|root| archive::read_marker(&root).is_ok_and(|mark| mark.is_some()))
    };
    match to.ancestors().chain(real.ancestors()).find(marked) {
        Some(folder) => Err(in_archive(display_path(folder), &to)),
        None => Ok(()),
    }
}

fn in_archive(name: String, to: &Path) -> Error {
    refusal("in_archive", words!("the archive {name}", name = Text(name)), to)
}

fn refusal(code: &'static str, place: Words, to: &Path) -> Error {
    let path = display_path(to);
    Error::usage(code, words!("{path} lies in {place}", path = Text(path.to_string()), place = Words(place)))
        .at_path(to)
        .hint("choose a folder outside of it")
}

/// Makes a link again; `false` if the very link stands there already.
pub fn make_link(to: &Root, entry: &ToRestore) -> Result<bool> {
    let Some(target) = entry.note.as_deref().and_then(target_of) else {
        return Err(Error::file("link", "where it led was not recorded"));
    };
    let wrong = |e: io::Error| Error { code: "write_failed", ..fs::file_error("it cannot be made", &e) };
    let (folder, _) = entry.path.split();
    to.make_folder(&folder, &mut Vec::new()).map_err(wrong)?;
    match to.make_link(&entry.path, &target) {
        Ok(()) => Ok(true),
        Err(e) if e.kind() != io::ErrorKind::AlreadyExists => Err(wrong(e)),
        Err(_) if to.read_link(&entry.path).is_ok_and(|there| there == target) => Ok(false),
        Err(_) => Err(Error::file("name_taken", "something else has its name there; nothing is overwritten")),
    }
}

/// Where a link led, from what was recorded beside it.
fn target_of(note: &str) -> Option<Vec<u8>> {
    note.strip_prefix(LINK_TO).and_then(parse_display).filter(|target| !target.is_empty())
}
