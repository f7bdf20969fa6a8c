//! A page that needs nothing but itself: no script, no file beside it, nothing from the network.

use std::io::{self, Write};

use super::SummaryRow;
use super::text::{Fact, facts, headline, outcome, term, terms};
use crate::model::Term;
use crate::text::{Tongue, Words};
use crate::views::{DestinationView, DriveVerdict, ResultsView, SafeToWipe};
use crate::words;

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
    tongue: &Tongue,
) -> io::Result<()> {
    let mut page = Page { out, tongue };
    page.begin(&results.job.name)?;
    let (verdict, evidence) = (page.say(&results.verdict), page.say(&results.evidence));
    let name = escaped(&results.job.name);
    writeln!(page.out, "<h1>{name}</h1>\n<p><strong>{verdict}</strong></p>\n<p>{evidence}</p>")?;
    for destination in &results.job.destinations {
        page.equation(destination)?;
    }
    page.problems(problems, all_problems)?;
    for drive in &results.certificates {
        page.certificate(drive)?;
    }
    page.end(results.finished_ms)
}

/// The certificate of one drive as a page of its own.
pub fn certificate_page(
    out: &mut dyn Write,
    drive: &DriveVerdict,
    made_ms: Option<i64>,
    tongue: &Tongue,
) -> io::Result<()> {
    let mut page = Page { out, tongue };
    page.begin(&drive.name)?;
    page.certificate(drive)?;
    page.end(made_ms)
}

/// How the beginning of a page in this language ends: what an earlier one was written in can be seen by it.
pub fn beginning(tongue: &Tongue) -> String {
    format!("<!doctype html>\n<html lang=\"{}\">", tongue.tag)
}

/// A page that is being written, and its language.
struct Page<'a> {
    out: &'a mut dyn Write,
    tongue: &'a Tongue,
}

impl Page<'_> {
    /// Words in the page's language, as text of the page.
    fn say(&self, words: &Words) -> String {
        escaped(&self.tongue.say(words))
    }

    /// A time as people there write it; programs find it as ISO 8601.
    fn time(&self, ms: i64) -> String {
        let exact = super::row::date(ms.saturating_mul(1_000_000));
        format!("<time datetime=\"{exact}\">{}</time>", escaped(&self.tongue.moment(ms)))
    }

    fn begin(&mut self, title: &str) -> io::Result<()> {
        writeln!(
            self.out,
            "{}\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>{STYLE}</style>\n\
             </head>\n<body>",
            beginning(self.tongue),
            escaped(title)
        )
    }

    fn equation(&mut self, archive: &DestinationView) -> io::Result<()> {
        let (name, path) = (escaped(&archive.name), escaped(&archive.path));
        writeln!(self.out, "<h2>{name}</h2>\n<p>{path}</p>\n<table>")?;
        let (files, size) = (self.say(&words!("Files")), self.say(&words!("Size")));
        writeln!(self.out, "<tr><th></th><th>{files}</th><th>{size}</th></tr>")?;
        for (name, tally) in terms(&archive.equation) {
            let name = self.say(&name);
            let files = self.say(&words!("{n}", n = Count(tally.files)));
            let size = self.say(&words!("{bytes}", bytes = Bytes(tally.bytes)));
            writeln!(
                self.out,
                "<tr><td>{name}</td><td class=\"n\">{files}</td><td class=\"n\">{size}</td></tr>"
            )?;
        }
        let sum = words!("What was found is the sum of all that follows it, in files and in bytes.");
        writeln!(self.out, "</table>\n<p>{}</p>", self.say(&sum))
    }

    fn problems(&mut self, problems: &[SummaryRow], all: u64) -> io::Result<()> {
        if problems.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "<h2>{}</h2>\n<table>", self.say(&words!("Not done or not verified")))?;
        let columns =
            [words!("Drive"), words!("File"), words!("Archive"), words!("State"), words!("Message")];
        let columns = columns.map(|name| self.say(&name));
        writeln!(self.out, "<tr><th>{}</th></tr>", columns.join("</th><th>"))?;
        for row in problems {
            self.problem(row)?;
        }
        writeln!(self.out, "</table>")?;
        let hidden = all.saturating_sub(problems.len() as u64);
        if hidden > 0 {
            let more = words!("And {n} more, all in problems.csv.", n = Count(hidden));
            writeln!(self.out, "<p>{}</p>", self.say(&more))?;
        }
        Ok(())
    }

    fn problem(&mut self, row: &SummaryRow) -> io::Result<()> {
        let became = term(Term::of(row.status, row.reason));
        let state = match row.verified {
            Some(seen) => {
                words!("{became}, {seen}", became = Words(became), seen = Words(outcome(seen)))
            }
            None => became,
        };
        let code = || row.error_code.as_deref().map(Words::name);
        let message = row.message.clone().or_else(code).unwrap_or_default();
        let cells = [
            escaped(&row.drive),
            escaped(&row.path),
            escaped(&row.destination),
            self.say(&state),
            self.say(&message),
        ];
        writeln!(self.out, "<tr><td>{}</td></tr>", cells.join("</td><td>"))
    }

    fn certificate(&mut self, drive: &DriveVerdict) -> io::Result<()> {
        let class = match drive.verdict {
            SafeToWipe::Safe => "safe",
            SafeToWipe::CheckFirst => "check",
            SafeToWipe::NotYet => "no",
            SafeToWipe::NeverScanned => "unknown",
        };
        writeln!(self.out, "<section class=\"certificate\">\n<h2>{}</h2>", escaped(&drive.name))?;
        let (answer, why) = (self.say(&headline(drive)), self.say(&drive.why));
        writeln!(self.out, "<p><span class=\"answer {class}\">{answer}</span> {why}</p>\n<table>")?;
        for (name, fact) in facts(drive) {
            let value = match fact {
                Fact::Said(words) => self.say(&words),
                Fact::At(ms) => self.time(ms),
            };
            writeln!(self.out, "<tr><th>{}</th><td>{value}</td></tr>", self.say(&name))?;
        }
        writeln!(self.out, "</table>")?;
        if !drive.exceptions.is_empty() {
            writeln!(self.out, "<ul>")?;
            for exception in &drive.exceptions {
                writeln!(self.out, "<li>{}</li>", self.say(exception))?;
            }
            writeln!(self.out, "</ul>")?;
        }
        for note in &drive.notes {
            writeln!(self.out, "<p>{}</p>", self.say(note))?;
        }
        let holds = words!(
            "This holds for the drive as it was scanned and the archive as it was verified at these times."
        );
        writeln!(self.out, "<p>{}</p>\n</section>", self.say(&holds))
    }

    fn end(&mut self, made_ms: Option<i64>) -> io::Result<()> {
        let when = made_ms.map_or_else(String::new, |ms| format!(", {}", self.time(ms)));
        let version = env!("CARGO_PKG_VERSION");
        writeln!(self.out, "<footer>Ingather {version}{when}</footer>\n</body>\n</html>")
    }
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
