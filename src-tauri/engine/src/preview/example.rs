//! A live example of a layout: one file of the drive, and where in the archive it would be.

use super::open;
use crate::error::Result;
use crate::fs::{DateReader, Root, SeenKind};
use crate::job::drive_name;
use crate::model::{RelPath, display_bytes};
use crate::phases::walk::list;
use crate::plan::{Facts, Layout, is_junk, is_system_folder, kind_of};
use crate::views::LayoutExample;

/// Folders that are listed in search of an example.
const MOST_FOLDERS: usize = 64;

/// Where a layout puts a file. `source` is a drive or folder to take the example from; if it is empty, not there, or
/// has no file within reach, a file is made up and `real` is `false`. A layout that cannot be used is an error in words.
pub fn layout_example(layout: &str, source: &str) -> Result<LayoutExample> {
    let layout = Layout::parse(layout)?;
    let found = (!source.is_empty()).then(|| open(source).ok()).flatten();
    let drive = found.as_ref().map_or_else(|| b"Red".to_vec(), |(path, _)| drive_name(path));
    let file = found.as_ref().and_then(|(_, root)| first_file(root));
    let real = file.is_some();
    let (folder, name, mtime_ns) = file.unwrap_or_else(made_up);
    let opened = found.as_ref().filter(|_| real && layout.has_date());
    let opened = opened.and_then(|(_, root)| root.open_read(&folder.join(&name)).ok());
    let taken_s = opened.and_then(|file| DateReader::default().taken(&file).local_s);
    let facts = Facts { drive: &drive, folder: &folder, name: &name, mtime_ns, taken_s };
    let (place, named) = layout.place(facts);
    Ok(LayoutExample {
        from: display_bytes(&folder.join(&name).0),
        to: display_bytes(&place.join(&named).0),
        drive: display_bytes(&drive),
        real,
    })
}

type Example = (RelPath, Vec<u8>, i64);

fn made_up() -> Example {
    (RelPath(b"2009 Lisbon/selects".to_vec()), b"IMG_0042.JPG".to_vec(), 1_245_000_000_000_000_000)
}

/// A picture or film if one is near the top, else any file.
fn first_file(root: &Root) -> Option<Example> {
    let mut other = None;
    let mut folders = vec![RelPath::default()];
    for _ in 0..MOST_FOLDERS {
        let path = folders.pop()?;
        let Ok(mut listed) = list(root, &path) else { continue };
        listed.entries.sort_by(|a, b| a.name.cmp(&b.name));
        for entry in listed.entries.iter().filter(|e| e.seen.kind == SeenKind::File && !is_junk(&e.name)) {
            let example = (path.clone(), entry.name.clone(), entry.seen.print.mtime_ns);
            if is_media(&entry.name) {
                return Some(example);
            }
            other.get_or_insert(example);
        }
        let below = listed.entries.iter().rev().filter(|e| e.seen.kind == SeenKind::Folder);
        folders.extend(below.filter(|e| !is_system_folder(&e.name)).map(|e| path.join(&e.name)));
        if folders.is_empty() {
            break;
        }
    }
    other
}

fn is_media(name: &[u8]) -> bool {
    matches!(kind_of(name), "picture" | "raw" | "video")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)] // a test lays out its own files

    use super::*;

    #[test]
    fn the_example_is_a_real_picture_of_the_drive() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("Blue/2009/Lisbon");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(dir.path().join("Blue/notes.txt"), b"x").unwrap();
        std::fs::write(folder.join("IMG_7.JPG"), b"x").unwrap();
        let text = crate::model::display_path(&dir.path().join("Blue"));
        let example = layout_example("{drive}/{path}/{name}", &text).unwrap();
        assert_eq!((example.from.as_str(), example.real), ("2009/Lisbon/IMG_7.JPG", true));
        assert_eq!(example.to, "Blue/2009/Lisbon/IMG_7.JPG");
        assert_eq!(layout_example("merge", &text).unwrap().to, "2009/Lisbon/IMG_7.JPG");
    }

    #[test]
    fn without_a_drive_it_is_made_up_and_says_so() {
        let example = layout_example("{date:%Y}/{name}", "").unwrap();
        assert_eq!((example.to.as_str(), example.real), ("2009/IMG_0042.JPG", false));
        assert!(!layout_example("drive", "/nowhere/at/all").unwrap().real);
        let error = layout_example("{drive}/{dat}", "").unwrap_err();
        assert!(error.message.contains("{dat} is not known"), "{error}");
    }
}
