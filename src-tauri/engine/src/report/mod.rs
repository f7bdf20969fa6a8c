//! What a job leaves in writing: tables for spreadsheets, a page for people, lists that other programs can check.
//!
//! Rows are streamed, so a report of a million files takes no more memory than one of ten. Each file is written beside
//! its earlier version and takes its place when it is whole.

mod csv;
mod html;
mod lists;
mod row;
mod story;
mod story_folders;
mod text;

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::fs::durable;
use crate::model::Depth;
use crate::text::{Tongue, of_system};
use crate::views::ResultsView;
use crate::words;

pub use csv::{ExceptionTable, defused};
pub use html::certificate_page;
pub use lists::{b3_line, odd_line, sum_line};
pub use row::SummaryRow;
pub use story::{Decision, StoryLine, StoryRow, read_story, story};
pub use story_folders::{FolderLine, read_story_folders, story_folders};
pub use text::{certificate as certificate_text, summary as summary_text};

/// Takes one row.
pub type Sink<'a> = dyn FnMut(&SummaryRow) -> io::Result<()> + 'a;
/// Gives every row of a job to the sink, one after the other.
pub type Rows<'a> = dyn FnMut(&mut Sink<'_>) -> Result<()> + 'a;

/// Problems named on the page; all of them are in `problems.csv`.
const SHOWN_PROBLEMS: usize = 500;

/// The page for people, in the reports folder.
const PAGE: &str = "summary.html";

/// Writes `summary.csv`, `problems.csv` and `summary.html` into the reports folder and returns their paths. The page is
/// in that language; tables are for programs as well, and are the same in every one.
///
/// # Errors
/// Blocked if the folder cannot be written; whatever `rows` fails with.
pub fn write_all(
    folder: &Path,
    results: &ResultsView,
    tongue: &Tongue,
    rows: &mut Rows<'_>,
) -> Result<Vec<PathBuf>> {
    let [summary, problems, page] = ["summary.csv", "problems.csv", PAGE].map(|n| folder.join(n));
    let mut shown: Vec<SummaryRow> = Vec::new();
    let mut found_problems = 0_u64;
    let wanted = results.job.config.verify;
    let mut failed: Option<Error> = None;
    let written = durable::replace_own(&summary, |all| {
        let mut all = csv::Table::begin(all)?;
        durable::replace_own(&problems, |few| {
            let mut few = csv::Table::begin(few)?;
            let ended = rows(&mut |row| {
                all.row(row)?;
                if row.is_problem(wanted) {
                    found_problems += 1;
                    if shown.len() < SHOWN_PROBLEMS {
                        shown.push(row.clone());
                    }
                    few.row(row)?;
                }
                Ok(())
            });
            few.end()?;
            ended.map_err(|error| {
                failed = Some(error);
                io::Error::other("the rows could not be read")
            })
        })?;
        all.end()
    });
    if let Some(error) = failed {
        return Err(error);
    }
    let blocked = |e: io::Error| {
        Error::blocked(
            "report_unwritable",
            words!("the reports cannot be written: {e}", e = Words(of_system(&e))),
        )
        .at_path(folder)
    };
    written.map_err(blocked)?;
    durable::replace_own(&page, |out| html::page(out, results, &shown, found_problems, tongue))
        .map_err(blocked)?;
    Ok(vec![summary, problems, page])
}

/// Turns a failing sink's error into the engine's; for those who implement [`Rows`].
#[must_use]
pub fn sink_error(error: &io::Error) -> Error {
    Error::blocked(
        "report_unwritable",
        words!("the reports cannot be written: {error}", error = Words(of_system(error))),
    )
}

/// The rows as a table with the columns of `summary.csv`.
pub fn table(out: &mut dyn Write, rows: &mut Rows<'_>) -> Result<()> {
    let unwritable = |error: io::Error| sink_error(&error);
    let mut table = csv::Table::begin(out).map_err(unwritable)?;
    rows(&mut |row| table.row(row))?;
    table.end().map_err(unwritable)
}

/// The same rows as one JSON object per line, with raw values.
pub fn json_lines(out: &mut dyn Write, rows: &mut Rows<'_>) -> Result<()> {
    rows(&mut |row| {
        serde_json::to_writer(&mut *out, row)?;
        out.write_all(b"\n")
    })
}

/// Whether the page that an earlier run left in the reports folder is in this language.
#[must_use]
pub fn is_page_in(folder: &Path, tongue: &Tongue) -> bool {
    let wanted = html::beginning(tongue).into_bytes();
    let mut begins = vec![0; wanted.len()];
    let read = File::open(folder.join(PAGE)).and_then(|mut page| page.read_exact(&mut begins));
    read.is_ok() && begins == wanted
}

/// Whether a job that asked for `depth` expects every copy and twin to be verified.
pub(crate) fn expects_verification(depth: Depth) -> bool {
    match depth {
        Depth::None => false,
        Depth::Shallow | Depth::Deep => true,
    }
}

#[cfg(test)]
mod tests;
