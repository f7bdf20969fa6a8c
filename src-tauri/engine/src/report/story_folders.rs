//! The folders of a drive, beside its story: those in which nothing was, and the date and permissions of each. A table of
//! its own, so that the story stays a list of files.

use std::io::{self, Read, Write};

use super::csv::{defused, undefused};
use super::row::date;
use super::story::{column, damaged, mode_text, mode_told};
use crate::model::display_bytes;
use crate::store::SourceFolder;

const COLUMNS: [&str; 3] = ["path", "mtime", "mode"];

/// Writes the table; `rows` gives every folder to the sink it is handed.
pub fn story_folders(
    out: &mut dyn Write,
    rows: impl FnOnce(&mut dyn FnMut(SourceFolder)) -> crate::Result<()>,
) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    table.write_record(COLUMNS)?;
    let mut written = Ok(());
    rows(&mut |folder| {
        // The drive's own folder is whatever it is restored to.
        if written.is_ok() && !folder.path.0.is_empty() {
            let path = defused(&display_bytes(&folder.path.0));
            written = table.write_record([path, date(folder.mtime_ns), mode_text(folder.mode)]);
        }
    })
    .map_err(io::Error::other)?;
    written?;
    table.flush()
}

/// A folder as it was written down: to be believed in nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderLine {
    /// In text form.
    pub path: String,
    /// Mode, and nanoseconds since the epoch, where both are told.
    pub facts: Option<(u32, i64)>,
}

/// Reads the table and hands out its folders; refused in words where it is none, or is cut off.
pub fn read_story_folders(from: impl Read, each: &mut dyn FnMut(FolderLine)) -> crate::Result<()> {
    let mut table = ::csv::Reader::from_reader(from);
    let columns = table.headers().map_err(|e| damaged(&e))?.clone();
    let (path, mtime, mode) =
        (column(&columns, "path")?, column(&columns, "mtime")?, column(&columns, "mode")?);
    let mut row = ::csv::StringRecord::new();
    while table.read_record(&mut row).map_err(|e| damaged(&e))? {
        let cell = |at: usize| undefused(row.get(at).unwrap_or_default());
        let when = cell(mtime).parse::<jiff::Timestamp>().ok().map(|t| t.as_nanosecond());
        let mtime_ns = when.and_then(|ns| i64::try_from(ns).ok());
        each(FolderLine { path: cell(path).to_owned(), facts: mode_told(cell(mode)).zip(mtime_ns) });
    }
    Ok(())
}
