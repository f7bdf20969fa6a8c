//! What came out of a job: the verdict in one sentence, its evidence, the certificates, counts by type and by year.

use std::collections::BTreeMap;

use super::{Job, certificates, view};
use crate::databases::open_catalog;
use crate::error::Result;
use crate::model::{Equation, JobState, OUR_FOLDER, Tally, Term, parse_display};
use crate::store::read;
use crate::text::{self, Words};
use crate::views::{JobView, ResultsView};
use crate::{plural, words};

/// Everything for the results screen.
pub fn results_view(job: &Job) -> Result<ResultsView> {
    let db = job.reader()?;
    let job_view = view::job_view(job)?;
    let destination = view::headline(&db)?.unwrap_or(0);
    let certificates = certificates::all(&db, &open_catalog(&job.catalog)?, &job.id())?;
    let verify_failed = read::verify_failed(&db)?;
    let (by_type, by_year) = counts(&db, destination)?;
    let links = read::without_content(&db, None)?;
    let verdict = verdict(job_view.state, &job_view.equation, verify_failed, links);
    Ok(ResultsView {
        evidence: evidence(&db, &job_view)?,
        clean: is_clean(&job_view.equation, verify_failed),
        verdict,
        verify_failed,
        recovered: read::recovered(&db)?,
        certificates,
        reports: reports(job, &job_view)?,
        by_type,
        by_year,
        finished_ms: (job_view.state != JobState::Running).then_some(job.row()?.updated_ms),
        job: job_view,
    })
}

/// Every file is settled and nothing that was verified is wrong.
fn is_clean(equation: &Equation, verify_failed: u64) -> bool {
    equation.failed.files == 0 && equation.to_do.files == 0 && verify_failed == 0
}

/// The verdict in one sentence, without a full stop.
pub fn verdict(state: JobState, equation: &Equation, verify_failed: u64, links: u64) -> Words {
    let failed = equation.failed.files;
    let waits = equation.to_do.files;
    if verify_failed > 0 {
        return not_as_they_should_be(verify_failed);
    }
    match state {
        JobState::Completed | JobState::CompletedWithErrors if failed > 0 => {
            words!("Finished, but {files} could not be read or written", files = Files(failed))
        }
        JobState::Completed | JobState::CompletedWithErrors if waits == 0 && equation.found.files == 0 => {
            words!("There are no files on these drives")
        }
        JobState::Completed | JobState::CompletedWithErrors if waits == 0 => in_archive(equation, links),
        JobState::Completed
        | JobState::CompletedWithErrors
        | JobState::Draft
        | JobState::Ready
        | JobState::Running
        | JobState::Paused
        | JobState::Interrupted
        | JobState::Failed => {
            words!(
                "Stopped: {copied} copied and stay, {waits} wait",
                copied = Files(equation.copied.files),
                waits = Files(waits)
            )
        }
    }
}

/// What is said when nothing waits: never that everything is in the archive while something was left out.
/// `links` hold no content and are nobody's loss.
fn in_archive(equation: &Equation, links: u64) -> Words {
    match kept_and_left_out(equation, links) {
        (_, 0) => words!("Every file is in the archive"),
        (0, n) => words!("Nothing was taken in: {files} left out", files = Files(n)),
        (kept, n) => {
            words!("{files} in the archive, {left_out} left out", files = Files(kept), left_out = Count(n))
        }
    }
}

/// The same of a run that found everything settled.
pub fn nothing_to_do(equation: &Equation, links: u64) -> Words {
    match kept_and_left_out(equation, links) {
        (_, 0) => words!("Nothing was to do: every file is in the archive"),
        (0, n) => words!("Nothing was to do: nothing was taken in: {files} left out", files = Files(n)),
        (kept, n) => words!(
            "Nothing was to do: {files} in the archive, {left_out} left out",
            files = Files(kept),
            left_out = Count(n)
        ),
    }
}

fn kept_and_left_out(equation: &Equation, links: u64) -> (u64, u64) {
    let left_out = equation.left_out.files.saturating_sub(links);
    (equation.found.files.saturating_sub(left_out + links), left_out)
}

/// What verification has found of copies and twins.
pub fn not_as_they_should_be(n: u64) -> Words {
    words!("{files} in the archive not as they should be", files = Files(n))
}

/// What the verdict rests on: how many files, read back how, where and when.
fn evidence(db: &rusqlite::Connection, job: &JobView) -> Result<Words> {
    let equation = &job.equation;
    let in_archive = equation.copied.files + equation.already_there.files + equation.repeats.files;
    let mut parts = vec![plural!(
        n = Count(in_archive),
        "{n} of {total} is in the archive.",
        "{n} of {total} are in the archive.",
        total = Files(equation.found.files)
    )];
    if in_archive > 0 {
        parts.extend(read_back_words(db, job)?);
    }
    let mut clashes = 0;
    let destination = view::headline(db)?.unwrap_or(0);
    for source in &job.sources {
        clashes += read::clashes_on(db, source.id, destination)?.files;
    }
    let links = read::without_content(db, None)?;
    let in_cloud = read::in_the_cloud(db, None)?;
    let left_out = equation.left_out.files.saturating_sub(clashes + links + in_cloud);
    if left_out > 0 {
        parts.push(plural!(
            n = Count(left_out),
            "{n} was left out by rules or decisions.",
            "{n} were left out by rules or decisions."
        ));
    }
    if in_cloud > 0 {
        parts.push(words!("{what}.", what = Words(text::in_the_cloud(in_cloud))));
    }
    if links > 0 {
        parts.push(plural!(
            n = Count(links),
            "{n} link or special file holds no content.",
            "{n} links and special files hold no content."
        ));
    }
    if clashes > 0 {
        parts.push(plural!(
            n = Count(clashes),
            "{n} was not copied, because other content has its name.",
            "{n} were not copied, because other content has their names."
        ));
    }
    Ok(Words::in_a_row(parts))
}

fn read_back_words(db: &rusqlite::Connection, job: &JobView) -> Result<Option<Words>> {
    let (mut all, mut read, mut device, mut last) = (0, 0, 0, None);
    for destination in &job.destinations {
        let (settled, content, from_device, at) = read::read_back(db, destination.id)?;
        all += settled;
        read += content;
        device += from_device;
        last = last.max(at);
    }
    let from = if read == all && device == all { ReadBack::Device } else { ReadBack::Anywhere };
    Ok(Some(match read {
        0 => words!("Nothing was read back yet."),
        n if n == all => each_was_read(from, names(job), last),
        n => some_were_read(n, all, last),
    }))
}

#[derive(Clone, Copy)]
enum ReadBack {
    Device,
    Anywhere,
}

/// The archives by their names.
fn names(job: &JobView) -> Words {
    let names = job.destinations.iter().map(|d| Words::name(&d.name));
    let both =
        |first: Words, next: Words| words!("{first} and {next}", first = Words(first), next = Words(next));
    names.reduce(both).unwrap_or_else(|| Words::name(""))
}

fn each_was_read(from: ReadBack, names: Words, last: Option<i64>) -> Words {
    match (from, last) {
        (ReadBack::Device, Some(ms)) => words!(
            "Each was read back from the device, not from memory, on {names} by {time}.",
            names = Words(names),
            time = Time(ms)
        ),
        (ReadBack::Device, None) => {
            words!("Each was read back from the device, not from memory, on {names}.", names = Words(names))
        }
        (ReadBack::Anywhere, Some(ms)) => {
            words!("Each was read back on {names} by {time}.", names = Words(names), time = Time(ms))
        }
        (ReadBack::Anywhere, None) => words!("Each was read back on {names}.", names = Words(names)),
    }
}

fn some_were_read(n: u64, all: u64, last: Option<i64>) -> Words {
    match last {
        Some(ms) => plural!(
            n = Count(n),
            "{n} of {all} copies and twins was read back by {time}.",
            "{n} of {all} copies and twins were read back by {time}.",
            all = Count(all),
            time = Time(ms)
        ),
        None => plural!(
            n = Count(n),
            "{n} of {all} copies and twins was read back.",
            "{n} of {all} copies and twins were read back.",
            all = Count(all)
        ),
    }
}

fn reports(job: &Job, view: &JobView) -> Result<Vec<String>> {
    let mut out = Vec::new();
    for folder in ["reports", "logs"] {
        let Ok(entries) = std::fs::read_dir(job.folder().join(folder)) else { continue };
        out.extend(
            entries
                .flatten()
                .filter(|e| e.file_type().is_ok_and(|t| t.is_file()))
                .map(|e| crate::model::display_path(&e.path()))
                .filter(|p| !p.ends_with(".part")),
        );
    }
    // The archive carries its own list of checksums.
    let list = format!("{OUR_FOLDER}/checksums/{}.b3", job.row()?.uid);
    for destination in view.destinations.iter().filter(|d| d.connected) {
        let base = parse_display(&destination.path).unwrap_or_default();
        let path = crate::fs::bytes_path(&base).join(&list);
        if path.exists() {
            out.push(crate::model::display_path(&path));
        }
    }
    out.sort();
    Ok(out)
}

type Counts = Vec<(String, Equation)>;

fn counts(db: &rusqlite::Connection, destination: i64) -> Result<(Counts, Counts)> {
    let mut types: BTreeMap<&'static str, Equation> = BTreeMap::new();
    let mut years: BTreeMap<String, Equation> = BTreeMap::new();
    let mut last_year = (i64::MIN, i64::MIN, String::new());
    read::by_file(db, destination, &mut |name, mtime_ns, term, size| {
        count(types.entry(crate::plan::kind_of(name)).or_default(), term, size);
        if mtime_ns < last_year.0 || mtime_ns >= last_year.1 {
            last_year = year_of(mtime_ns);
        }
        count(years.entry(last_year.2.clone()).or_default(), term, size);
    })?;
    let types = types.into_iter().map(|(kind, e)| (kind.to_owned(), e)).collect();
    Ok((types, years.into_iter().collect()))
}

fn count(equation: &mut Equation, term: Term, size: u64) {
    equation.count(term, Tally { files: 1, bytes: size });
}

/// The year of a time with the bounds within which it is the same.
fn year_of(mtime_ns: i64) -> (i64, i64, String) {
    const YEAR_NS: i64 = 31_556_952_000_000_000;
    let Ok(at) = jiff::Timestamp::from_nanosecond(i128::from(mtime_ns)) else {
        return (mtime_ns, mtime_ns, "?".into());
    };
    let date = at.to_zoned(jiff::tz::TimeZone::UTC).date();
    let bound = |year: i16| {
        jiff::civil::Date::new(year, 1, 1)
            .ok()
            .and_then(|d| d.to_zoned(jiff::tz::TimeZone::UTC).ok())
            .and_then(|z| i64::try_from(z.timestamp().as_nanosecond()).ok())
    };
    let from = bound(date.year()).unwrap_or(mtime_ns);
    let to = bound(date.year().saturating_add(1)).unwrap_or(from.saturating_add(YEAR_NS));
    (from, to, date.year().to_string())
}
