//! Tables for spreadsheets. A name must never run as a formula there.

use std::io::{self, Write};

use super::SummaryRow;
use crate::views::ClearanceException;

const COLUMNS: [&str; 14] = [
    "drive",
    "path",
    "size",
    "mtime",
    "status",
    "reason",
    "destination",
    "target",
    "twin",
    "checksum",
    "verified",
    "method",
    "error_code",
    "message",
];

/// A table that is being written.
pub struct Table<'a> {
    out: ::csv::Writer<&'a mut dyn Write>,
}

impl<'a> Table<'a> {
    /// Writes the header.
    pub fn begin(out: &'a mut dyn Write) -> io::Result<Self> {
        let mut out = ::csv::Writer::from_writer(out);
        out.write_record(COLUMNS)?;
        Ok(Self { out })
    }

    /// Writes a line.
    pub fn row(&mut self, row: &SummaryRow) -> io::Result<()> {
        let text = |cell: &Option<String>| defused(cell.as_deref().unwrap_or_default());
        self.out.write_record([
            defused(&row.drive),
            defused(&row.path),
            row.size.to_string(),
            row.mtime(),
            row.status.as_str().to_owned(),
            row.reason.as_str().to_owned(),
            defused(&row.destination),
            text(&row.target),
            text(&row.twin),
            text(&row.checksum),
            row.verified.map_or_else(String::new, |o| o.as_str().to_owned()),
            row.method.map_or_else(String::new, |m| m.as_str().to_owned()),
            text(&row.error_code),
            defused(row.message.as_deref().unwrap_or_default()),
        ])?;
        Ok(())
    }

    /// Hands the last bytes on.
    pub fn end(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The files that keep a drive from being clear, or were left out, as a table.
pub struct ExceptionTable<'a>(::csv::Writer<&'a mut dyn Write>);

impl<'a> ExceptionTable<'a> {
    /// Writes the header.
    pub fn begin(out: &'a mut dyn Write) -> io::Result<Self> {
        let mut out = ::csv::Writer::from_writer(out);
        out.write_record(["path", "size", "code", "message"])?;
        Ok(Self(out))
    }

    /// Writes a line.
    pub fn row(&mut self, one: &ClearanceException) -> io::Result<()> {
        Ok(self.0.write_record([
            &defused(&one.path),
            &one.size.to_string(),
            &one.code,
            &defused(&one.message),
        ])?)
    }

    /// Hands the last bytes on.
    pub fn end(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A text that no spreadsheet takes for a formula: an apostrophe before what would begin one. Where a decimal comma is
/// usual, spreadsheets part a line at its semicolons; one before a formula is written `\x3B`, as in the text form of paths.
#[must_use]
pub fn defused(cell: &str) -> String {
    // Apostrophes of the cell's own are looked through, so that taking one away gives back the cell.
    let dangerous = cell.trim_start_matches('\'').starts_with(FORMULA);
    let whole = if dangerous { format!("'{cell}") } else { cell.to_owned() };
    if whole.contains(';') { without_cells_inside(&whole) } else { whole }
}

fn without_cells_inside(cell: &str) -> String {
    let mut parts = cell.split(';');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let runs = part.trim_start_matches(['\'', '"', ' ']).starts_with(FORMULA);
        out.push_str(if runs { "\\x3B" } else { ";" });
        out.push_str(part);
    }
    out
}

/// What [`defused`] was given.
#[must_use]
pub fn undefused(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| defused(rest) == cell).unwrap_or(cell)
}
