//! Files in the system's own programs, and small files that people keep where they like.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use ingather_engine::text::{Words, of_system};
use ingather_engine::words;

use crate::chosen::text_of;
use crate::error::{Answer, Refusal};

/// Shows a file in the system's file manager.
pub fn reveal(path: &Path) -> Answer<()> {
    tauri_plugin_opener::reveal_item_in_dir(path).map_err(|error| {
        Refusal::new(
            "no_program",
            words!("no file manager opens it: {error}", error = Words(no_program(&error))),
        )
    })
}

/// Why no program could be asked to show something.
pub fn no_program(error: &tauri_plugin_opener::Error) -> Words {
    if let tauri_plugin_opener::Error::Io(error) = error {
        return of_system(error);
    }
    words!("the system says: {said}", said = Text(error.to_string()))
}

/// Writes a text to where the user said.
pub fn write(path: &Path, text: &str) -> Answer<()> {
    write_with(path, |out| Ok(out.write_all(text.as_bytes())?))
}

/// Writes to where the user said what `fill` gives.
pub fn write_with(path: &Path, fill: impl FnOnce(&mut dyn Write) -> Answer<()>) -> Answer<()> {
    let refused = |error: io::Error| {
        let has_no_place = error.kind() == io::ErrorKind::NotFound;
        let why = if has_no_place { words!("its folder is not there") } else { of_system(&error) };
        Refusal::new("io", words!("it cannot be written: {error}", error = Words(why))).at(&text_of(path))
    };
    let mut file = BufWriter::new(File::create(path).map_err(refused)?);
    fill(&mut file)?;
    file.flush().and_then(|()| file.get_ref().sync_all()).map_err(refused)
}

/// Reads a text of at most `most` bytes.
pub fn read(path: &Path, most: u64) -> Answer<String> {
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(most + 1).read_to_string(&mut text));
    let refused = |why: Words| Refusal::new("io", why).at(&text_of(path));
    read.map_err(|error| {
        let why = match error.kind() == io::ErrorKind::InvalidData {
            true => words!("it is no text in UTF-8"),
            false => of_system(&error),
        };
        refused(words!("it cannot be read: {why}", why = Words(why)))
    })?;
    if text.len() as u64 > most {
        return Err(refused(words!("it is too large for such a file")));
    }
    Ok(text)
}
