//! Reads `summary.csv` and `problems.csv` as a person's spreadsheet would, and gives names back as bytes.

use std::collections::BTreeMap;
use std::path::Path;

/// One row: a source file for one destination.
#[derive(Debug, Clone)]
pub struct Row {
    cells: BTreeMap<String, String>,
}

/// The columns that `summary.csv` promises, in their order.
pub const COLUMNS: [&str; 14] = [
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

impl Row {
    /// A cell as it stands in the file.
    #[must_use]
    #[track_caller]
    pub fn raw(&self, column: &str) -> &str {
        self.cells.get(column).unwrap_or_else(|| panic!("no column {column} in {:?}", self.cells.keys()))
    }

    /// A cell that holds a name or a path, as bytes.
    #[must_use]
    #[track_caller]
    pub fn bytes(&self, column: &str) -> Vec<u8> {
        unescape(undefused(self.raw(column)))
    }

    /// A cell that holds a number.
    #[must_use]
    #[track_caller]
    pub fn number(&self, column: &str) -> u64 {
        self.raw(column).parse().unwrap_or_else(|_| panic!("{column} is no number in {:?}", self.cells))
    }
}

/// The rows of `reports/summary.csv` of a job.
#[track_caller]
pub fn summary(job: &Path) -> Vec<Row> {
    let rows = read(&job.join("reports/summary.csv"));
    for row in &rows {
        assert!(COLUMNS.iter().all(|c| row.cells.contains_key(*c)), "columns are missing in {:?}", row.cells);
    }
    rows
}

/// The rows of `reports/problems.csv` of a job.
#[track_caller]
pub fn problems(job: &Path) -> Vec<Row> {
    read(&job.join("reports/problems.csv"))
}

/// The one row of a source file; fails if there are none or several.
#[track_caller]
pub fn row_of<'a>(rows: &'a [Row], path: &[u8]) -> &'a Row {
    let found: Vec<&Row> = rows.iter().filter(|r| r.bytes("path") == path).collect();
    assert_eq!(found.len(), 1, "exactly one row is promised for {}", path.escape_ascii());
    found[0]
}

#[track_caller]
fn read(path: &Path) -> Vec<Row> {
    let mut reader =
        csv::Reader::from_path(path).unwrap_or_else(|e| panic!("{} cannot be read: {e}", path.display()));
    let header = reader.headers().expect("a header").clone();
    reader
        .records()
        .map(|record| {
            let record = record.unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let cells = header.iter().zip(record.iter()).map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
            Row { cells }
        })
        .collect()
}

fn undefused(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(is_formula_start) => rest,
        _ => cell,
    }
}

/// Whether a spreadsheet takes a cell that begins so for a formula.
#[must_use]
pub fn is_formula_start(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠')
}

/// Bytes of the text form in which `\xNN` stands for a byte.
#[must_use]
pub fn unescape(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\\x") {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        let hex = rest.get(at + 2..at + 4).and_then(|h| u8::from_str_radix(h, 16).ok());
        match hex {
            Some(byte) => {
                out.push(byte);
                rest = &rest[at + 4..];
            }
            None => panic!("a backslash that is not part of \\xNN in {text:?}"),
        }
    }
    out.extend_from_slice(rest.as_bytes());
    out
}
