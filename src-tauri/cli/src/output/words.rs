//! Numbers, terms and drives in words.

use ingather_engine::model::{Equation, Tally};
use ingather_engine::views::{DriveVerdict, JobView, SafeToWipe};

/// `1.4 GB`.
pub fn bytes(n: u64) -> String {
    bytesize::ByteSize(n).display().si().to_string()
}

/// `13,613`.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 file`, `2 files`.
pub fn files(n: u64) -> String {
    format!("{} {}", count(n), if n == 1 { "file" } else { "files" })
}

/// `5 s`, `3 min`, `2 h 5 min`: rounded as in the window, so that it does not flicker.
pub fn about(s: u64) -> String {
    if s < 58 {
        return format!("{} s", ((s + 2) / 5 * 5).max(5));
    }
    let minutes = (s + 30) / 60;
    match if minutes < 15 { minutes } else { (s + 150) / 300 * 5 } {
        rounded @ 0..60 => format!("{rounded} min"),
        rounded if rounded.is_multiple_of(60) => format!("{} h", rounded / 60),
        rounded => format!("{} h {} min", rounded / 60, rounded % 60),
    }
}

/// How long the copy of a plan takes, if that is known.
pub fn takes(job: &JobView) -> Option<String> {
    let time = about(job.estimate_s?);
    Some(match job.estimate_is_least {
        true => format!("  takes at least {time}, if the archive keeps up with the drives"),
        false => format!("  takes about {time}"),
    })
}

/// `2009-06-22 12:00`, in UTC.
pub fn date(ms: i64) -> String {
    let text = ingather_engine::clock::text_of_ms(ms);
    text.get(..16).map_or_else(String::new, |t| t.replace('T', " "))
}

/// The equation, a line for each term that is not empty; `found` comes first and is the sum.
pub fn equation(e: &Equation, planned: bool) -> Vec<String> {
    let to_do = if planned { "to copy" } else { "to do" };
    let terms: [(&str, Tally); 6] = [
        ("copied", e.copied),
        ("already there", e.already_there),
        ("repeats", e.repeats),
        ("left out", e.left_out),
        ("failed", e.failed),
        (to_do, e.to_do),
    ];
    let line = |name: &str, tally: Tally| {
        format!("  {name:<14} {:>12}  {:>10}", files(tally.files), bytes(tally.bytes))
    };
    let mut lines = vec![line("found", e.found)];
    lines.extend(terms.iter().filter(|(_, t)| t.files > 0).map(|(name, tally)| line(name, *tally)));
    if e.undecided.files > 0 {
        lines.push(format!(
            "  of these, {} ({}) may yet prove to be there already or repeats",
            files(e.undecided.files),
            bytes(e.undecided.bytes)
        ));
    }
    if e.vanished.files > 0 {
        lines.push(format!(
            "  {} vanished since an earlier scan and are not counted",
            files(e.vanished.files)
        ));
    }
    lines
}

/// The answer to "is it safe to wipe?"; of a drive that is away it is what is known.
pub fn answer(verdict: SafeToWipe, away: bool) -> &'static str {
    match verdict {
        SafeToWipe::Safe if away => "safe to wipe once it is confirmed: plug it in once",
        SafeToWipe::Safe => "safe to wipe",
        SafeToWipe::CheckFirst => "check first",
        SafeToWipe::NotYet => "not safe to wipe",
        SafeToWipe::NeverScanned => "never looked at",
    }
}

/// The certificate of one drive in a few lines.
pub fn certificate(verdict: &DriveVerdict) -> Vec<String> {
    let headline = answer(verdict.verdict, verdict.away);
    let mut lines = vec![format!("  {}: {headline} — {}", verdict.name, verdict.why)];
    lines.extend(verdict.exceptions.iter().map(|e| format!("    {e}")));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(
            [0, 999, 1000, 13_613, 1_234_567].map(count),
            ["0", "999", "1,000", "13,613", "1,234,567"]
        );
        assert_eq!(
            [1, 44, 58, 200, 1_070, 3_590, 7_500].map(about),
            ["5 s", "45 s", "1 min", "3 min", "20 min", "1 h", "2 h 5 min"]
        );
        assert_eq!(bytes(1_400_000_000), "1.4 GB");
    }

    #[test]
    fn an_equation_shows_its_sum_first_and_no_empty_term() {
        let some = Tally { files: 2, bytes: 20 };
        let e = Equation { found: some, copied: some, ..Equation::default() };
        let lines = equation(&e, false);
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].contains("found") && lines[0].contains("2 files"));
    }
}
