//! A page that needs nothing but itself: no script, no file beside it, nothing from the network.

use std::io::{self, Write};

use super::SummaryRow;
use super::text::{facts, headline, terms};
use crate::text::{bytes, grouped};
use crate::views::{DriveVerdict, ResultsView, SafeToWipe};

const STYLE: &str = "\
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}\
body{max-width:60rem;margin:2rem auto;padding:0 1rem}\
h1{margin-bottom:0}h2{margin-top:2.5rem}\
table{border-collapse:collapse;width:100%;margin:.5rem 0}\
th,td{text-align:left;vertical-align:top;padding:.3rem .7rem;border-bottom:1px solid #8884;overflow-wrap:anywhere}\
td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}\
.answer{display:inline-block;padding:.2rem .9rem;border-radius:1rem;font-weight:600;color:#fff}\
.safe{background:#237a3f}.check{background:#9a6700}.no{background:#b3261e}.unknown{background:#5f6368}\
footer{margin:3rem 0;color:#888;font-size:.85rem}\
@media print{section.certificate{break-before:page}}";

/// The page of a whole job.
pub fn page(
    out: &mut dyn Write,
    results: &ResultsView,
    problems: &[SummaryRow],
    all_problems: u64,
) -> io::Result<()> {
    begin(out, &results.job.name)?;
    writeln!(
        out,
        "<h1>{}</h1>\n<p><strong>{}</strong></p>",
        escaped(&results.job.name),
        escaped(&results.verdict)
    )?;
    writeln!(out, "<p>{}</p>", escaped(&results.evidence))?;
    for destination in &results.job.destinations {
        writeln!(
            out,
            "<h2>{}</h2>\n<p>{}</p>\n<table>",
            escaped(&destination.name),
            escaped(&destination.path)
        )?;
        writeln!(out, "<tr><th></th><th>Files</th><th>Size</th></tr>")?;
        for (name, tally) in terms(&destination.equation) {
            let (files, size) = (grouped(tally.files), bytes(tally.bytes));
            writeln!(out, "<tr><td>{name}</td><td class=\"n\">{files}</td><td class=\"n\">{size}</td></tr>")?;
        }
        writeln!(
            out,
            "</table>\n<p>What was found is the sum of all that follows it, in files and in bytes.</p>"
        )?;
    }
    problem_table(out, problems, all_problems)?;
    for drive in &results.certificates {
        certificate(out, drive)?;
    }
    end(out, results.finished_ms)
}

/// The page of one drive.
pub fn certificate_page(out: &mut dyn Write, drive: &DriveVerdict, made_ms: Option<i64>) -> io::Result<()> {
    begin(out, &drive.name)?;
    certificate(out, drive)?;
    end(out, made_ms)
}

fn certificate(out: &mut dyn Write, drive: &DriveVerdict) -> io::Result<()> {
    let class = match drive.verdict {
        SafeToWipe::Safe => "safe",
        SafeToWipe::CheckFirst => "check",
        SafeToWipe::NotYet => "no",
        SafeToWipe::NeverScanned => "unknown",
    };
    writeln!(out, "<section class=\"certificate\">\n<h2>{}</h2>", escaped(&drive.name))?;
    let (answer, why) = (headline(drive), escaped(&drive.why));
    writeln!(out, "<p><span class=\"answer {class}\">{answer}</span> {why}</p>\n<table>")?;
    for (name, value) in facts(drive) {
        writeln!(out, "<tr><th>{name}</th><td>{}</td></tr>", escaped(&value))?;
    }
    writeln!(out, "</table>")?;
    if !drive.exceptions.is_empty() {
        writeln!(out, "<ul>")?;
        for exception in &drive.exceptions {
            writeln!(out, "<li>{}</li>", escaped(exception))?;
        }
        writeln!(out, "</ul>")?;
    }
    for note in &drive.notes {
        writeln!(out, "<p>{}</p>", escaped(note))?;
    }
    writeln!(
        out,
        "<p>This holds for the drive as it was scanned and the archive as it was verified at these times.</p>\n</section>"
    )
}

fn problem_table(out: &mut dyn Write, problems: &[SummaryRow], all: u64) -> io::Result<()> {
    if problems.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h2>Not done or not verified</h2>\n<table>")?;
    writeln!(out, "<tr><th>Drive</th><th>File</th><th>Archive</th><th>State</th><th>Message</th></tr>")?;
    for row in problems {
        let state = match row.verified {
            Some(outcome) => format!("{}, {outcome}", row.status),
            None => row.status.to_string(),
        };
        let message = row.message.as_deref().or(row.error_code.as_deref()).unwrap_or_default();
        let cells = [row.drive.as_str(), &row.path, &row.destination, &state, message].map(escaped);
        writeln!(out, "<tr><td>{}</td></tr>", cells.join("</td><td>"))?;
    }
    writeln!(out, "</table>")?;
    let hidden = all.saturating_sub(problems.len() as u64);
    if hidden > 0 {
        writeln!(out, "<p>And {} more, all in problems.csv.</p>", grouped(hidden))?;
    }
    Ok(())
}

fn begin(out: &mut dyn Write, title: &str) -> io::Result<()> {
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>",
        escaped(title)
    )
}

fn end(out: &mut dyn Write, made_ms: Option<i64>) -> io::Result<()> {
    let when = made_ms.map_or_else(String::new, |ms| format!(", {}", super::row::date(ms * 1_000_000)));
    writeln!(out, "<footer>Ingather {}{when}</footer>\n</body>\n</html>", env!("CARGO_PKG_VERSION"))
}

/// Text that stays text.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
