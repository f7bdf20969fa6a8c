//! What must be true after any run, said in words a person understands when it is not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::snapshot::{Entry, Kind, OUR_FOLDER, Snapshot, hex, is_below, show};

/// How many differences a message lists.
const SHOWN: usize = 12;

/// Fails unless the tree is byte-, name-, mode- and mtime-equal to before.
#[track_caller]
pub fn untouched(before: &Snapshot) {
    let after = Snapshot::of(&before.root);
    let mut wrong = Vec::new();
    for (path, entry) in &before.entries {
        match after.entries.get(path) {
            None => wrong.push(format!("{} is gone", show(path))),
            Some(now) => wrong.extend(difference(path, entry, now)),
        }
    }
    let new = after.entries.keys().filter(|p| !before.entries.contains_key(*p));
    wrong.extend(new.map(|p| format!("{} is new", show(p))));
    report("a source was touched", &before.root, &wrong);
}

/// Fails if anything that was in the archive before changed, moved or vanished.
#[track_caller]
pub fn kept(before: &Snapshot, after: &Snapshot) {
    let mut wrong = Vec::new();
    for (path, entry) in before.entries.iter().filter(|(p, _)| !is_below(p, OUR_FOLDER)) {
        match after.entries.get(path) {
            None => wrong.push(format!("{} is gone", show(path))),
            // Something may have been put into a folder.
            Some(now) if entry.kind == Kind::Folder && now.kind == Kind::Folder => {}
            Some(now) => wrong.extend(difference(path, entry, now)),
        }
    }
    report("something of the archive was changed", &after.root, &wrong);
}

/// Fails unless the archive holds every content of the drives exactly once (or as often as it did before), every empty
/// file at its place, nothing else, and no file is left in staging. `names` are the drives' folders in the archive.
#[track_caller]
pub fn archived(drives: &[(&str, &Snapshot)], before: &Snapshot, archive: &Path) {
    let after = Snapshot::of_archive(archive);
    kept(before, &after);
    let mut wrong = contents_once(drives, before, &after);
    for (name, drive) in drives {
        wrong.extend(empties_kept(name, drive, &after));
    }
    wrong.extend(nothing_else(drives, before, &after));
    wrong.extend(metadata_kept(drives, before, &after));
    report("the archive is not what the drives should have made of it", archive, &wrong);
    staging_is_clean(archive);
}

/// Every distinct content that is not empty is there once, or as often as it was.
fn contents_once(drives: &[(&str, &Snapshot)], before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let (had, has) = (before.contents(), after.contents());
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for (name, drive) in drives {
        for (content, paths) in drive.contents() {
            if !seen.insert(content) {
                continue;
            }
            let wanted = had.get(&content).map_or(1, Vec::len);
            let found = has.get(&content).map_or(&[][..], Vec::as_slice);
            if found.len() != wanted {
                let places: Vec<String> = found.iter().map(|p| show(p)).collect();
                wrong.push(format!(
                    "the content of {name}/{} ({}…) is there {} times instead of {wanted}: {places:?}",
                    show(&paths[0]),
                    &hex(&content)[..8],
                    found.len(),
                ));
            }
        }
    }
    wrong
}

/// An empty file lies in the folder where its drive's tree has it, under its own name or one told apart.
fn empties_kept(name: &str, drive: &Snapshot, after: &Snapshot) -> Vec<String> {
    let mut wrong = Vec::new();
    for (path, entry, _) in drive.files() {
        let target = [name.as_bytes(), b"/", path].concat();
        if entry.size == 0 && !candidates(&target, after).any(|(_, e)| e.size == 0) {
            wrong.push(format!("the empty file {name}/{} is not there", show(path)));
        }
    }
    let folders = drive.entries.iter().filter(|(_, e)| e.kind == Kind::Folder).map(|(p, _)| p);
    for folder in folders {
        let is_empty = !drive.entries.keys().any(|p| p != folder && is_below(p, folder));
        let target = [name.as_bytes(), b"/", folder].concat();
        if is_empty && after.get(&target).is_none_or(|e| e.kind != Kind::Folder) {
            wrong.push(format!("the empty folder {name}/{} is not there", show(folder)));
        }
    }
    wrong
}

/// Every file that the archive has more than before has content of a drive.
fn nothing_else(drives: &[(&str, &Snapshot)], before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let known: BTreeSet<[u8; 32]> = drives.iter().flat_map(|(_, d)| d.files().map(|(_, _, c)| *c)).collect();
    let new = after.files().filter(|(path, _, _)| !before.entries.contains_key(*path));
    let strange = new.filter(|(_, _, content)| !known.contains(*content));
    strange
        .map(|(path, entry, _)| format!("{} ({} bytes) has content of no drive", show(path), entry.size))
        .collect()
}

/// Each new file stands where a drive has that content, with that file's date and mode.
fn metadata_kept(drives: &[(&str, &Snapshot)], before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let mut origins: BTreeMap<[u8; 32], Vec<(Vec<u8>, &Entry)>> = BTreeMap::new();
    for (name, drive) in drives {
        for (path, entry, content) in drive.files() {
            origins.entry(*content).or_default().push(([name.as_bytes(), b"/", path].concat(), entry));
        }
    }
    let mut wrong = Vec::new();
    for (path, entry, content) in after.files().filter(|(p, _, _)| !before.entries.contains_key(*p)) {
        let from = origins.get(content).map_or(&[][..], Vec::as_slice);
        let Some((_, origin)) = from.iter().find(|(target, _)| is_name_for(path, target)) else {
            wrong.push(format!("{} lies where no drive has that content", show(path)));
            continue;
        };
        if origin.mtime_ns != entry.mtime_ns || origin.mode != entry.mode {
            wrong.push(format!(
                "{}: date {} and mode {:o} instead of {} and {:o}",
                show(path),
                entry.mtime_ns,
                entry.mode,
                origin.mtime_ns,
                origin.mode
            ));
        }
        if origin.allocated < origin.size && entry.allocated > origin.allocated + 65_536 {
            wrong.push(format!("{}: its holes were filled", show(path)));
        }
    }
    wrong
}

/// Entries at `target` or at the same name told apart by a suffix.
fn candidates<'a>(target: &'a [u8], after: &'a Snapshot) -> impl Iterator<Item = (&'a Vec<u8>, &'a Entry)> {
    after.entries.iter().filter(move |(path, _)| is_name_for(path, target))
}

/// Whether `path` is `target`, or `target` with `~` and eight hex digits before the extension, cut to fit.
fn is_name_for(path: &[u8], target: &[u8]) -> bool {
    if path == target {
        return true;
    }
    let split = |p: &[u8]| {
        p.iter()
            .rposition(|b| *b == b'/')
            .map_or((Vec::new(), p.to_vec()), |at| (p[..at].to_vec(), p[at + 1..].to_vec()))
    };
    let ((folder, name), (wanted_folder, wanted)) = (split(path), split(target));
    let Some(tilde) = name.iter().rposition(|b| *b == b'~') else { return false };
    let digits = name[tilde + 1..].iter().take_while(|b| b.is_ascii_hexdigit()).count();
    let (stem, extension) = (&name[..tilde], &name[(tilde + 1 + digits).min(name.len())..]);
    digits >= 8 && folder == wanted_folder && wanted.starts_with(stem) && wanted.ends_with(extension)
}

/// Fails if a file is left under `.ingather/staging`.
#[track_caller]
pub fn staging_is_clean(archive: &Path) {
    let staging = archive.join(".ingather/staging");
    if staging.is_dir() {
        let left: Vec<String> =
            Snapshot::of(&staging).files().map(|(p, _, _)| show(p)).filter(|p| !p.contains("lock")).collect();
        report("files are left in staging", archive, &left);
    }
}

/// Fails unless both trees hold the same contents equally often, whatever their names.
#[track_caller]
pub fn same_contents(one: &Snapshot, other: &Snapshot) {
    let count =
        |s: &Snapshot| s.contents().into_iter().map(|(c, p)| (c, p.len())).collect::<BTreeMap<_, _>>();
    let (a, b) = (count(one), count(other));
    let differ = a.keys().chain(b.keys()).filter(|c| a.get(*c) != b.get(*c));
    let wrong: Vec<String> =
        differ.map(|c| format!("{}…: {:?} and {:?} times", &hex(c)[..8], a.get(c), b.get(c))).collect();
    report("two archives of the same drives differ", &one.root, &wrong);
}

fn difference(path: &[u8], before: &Entry, now: &Entry) -> Option<String> {
    let what = if before.kind != now.kind {
        "has other content"
    } else if before.size != now.size && before.kind != Kind::Folder {
        "has another size"
    } else if before.mtime_ns != now.mtime_ns {
        "has another date"
    } else if before.mode != now.mode {
        "has another mode"
    } else if before.inode != now.inode {
        "is another file of the same content"
    } else {
        return None;
    };
    Some(format!("{} {what}", show(path)))
}

#[track_caller]
fn report(what: &str, root: &Path, wrong: &[String]) {
    let more = wrong.len().saturating_sub(SHOWN);
    let listed = wrong.iter().take(SHOWN).map(|w| format!("  {w}\n")).collect::<String>();
    assert!(
        wrong.is_empty(),
        "{what} ({}), {} differences:\n{listed}  and {more} more",
        root.display(),
        wrong.len()
    );
}
