//! Numbers as people read them: decimal units, like the label on a drive's box; and words that can be said in other languages.

mod system;
mod tongue;
mod words;

pub use system::{of_code, of_system};
pub use tongue::{ENGLISH, Tongue};
pub use words::{Value, Words, speak_plainly};

/// Bytes in the largest decimal unit that leaves a number of at least 1, one decimal from MB on.
#[must_use]
pub fn bytes(n: u64) -> String {
    const UNITS: [(&str, u64); 4] =
        [("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    for (unit, size) in UNITS {
        if n >= size {
            #[allow(clippy::cast_precision_loss)] // one decimal is shown
            let value = n as f64 / size as f64;
            return if unit == "kB" { format!("{value:.0} {unit}") } else { format!("{value:.1} {unit}") };
        }
    }
    if n == 1 { "1 byte".into() } else { format!("{n} bytes") }
}

/// A number of files with its noun.
#[must_use]
pub fn files(n: u64) -> String {
    if n == 1 { "1 file".into() } else { format!("{} files", grouped(n)) }
}

/// Copies that would go with the drive whose files they are of.
#[must_use]
pub fn kept_on_the_drive(n: u64) -> Words {
    crate::plural!(
        files = Files(n),
        "{files} has its copy on this very drive",
        "{files} have their copies on this very drive"
    )
}

/// Copies that go with the power.
#[must_use]
pub fn kept_in_memory(n: u64) -> Words {
    crate::plural!(
        files = Files(n),
        "{files} has its copy in memory only",
        "{files} have their copies in memory only"
    )
}

/// Copies of which nobody can tell on which drive they are.
#[must_use]
pub fn kept_somewhere(n: u64) -> Words {
    crate::plural!(
        files = Files(n),
        "{files} has its copy in a union that does not tell its folders: they may be on this very drive",
        "{files} have their copies in a union that does not tell its folders: they may be on this very drive"
    )
}

/// Files of which the drive has but a name, their content being in a cloud.
#[must_use]
pub fn in_the_cloud(n: u64) -> Words {
    crate::plural!(
        files = Files(n),
        "{files} is in the cloud only and was not read",
        "{files} are in the cloud only and were not read"
    )
}

/// What is to be done about them.
#[must_use]
pub fn not_downloaded(n: u64) -> Words {
    crate::words!(
        "{what}: have the drive's cloud program download it, then look again.",
        what = Words(in_the_cloud(n))
    )
}

/// A drive of which every file is proven.
#[must_use]
pub fn all_read_back(n: u64, left_out: u64) -> Words {
    match left_out {
        0 => crate::words!("{files}, all read back", files = Files(n)),
        _ => crate::words!(
            "{files}, all read back; {left_out} left out",
            files = Files(n),
            left_out = Files(left_out)
        ),
    }
}

/// A whole number with a comma between thousands.
#[must_use]
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A time of the user's own clock, to the minute, from milliseconds since the epoch.
#[must_use]
pub fn local_time(ms: i64) -> String {
    time_as(ENGLISH_TIME, ms)
}

const ENGLISH_TIME: &str = "%H:%M on %-d %B %Y";

fn time_as(form: &str, ms: i64) -> String {
    let Ok(at) = jiff::Timestamp::from_millisecond(ms) else { return String::new() };
    let zoned = at.to_zoned(jiff::tz::TimeZone::system());
    jiff::fmt::strtime::format(form, &zoned).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_read_like_on_the_box() {
        assert_eq!(super::bytes(1), "1 byte");
        assert_eq!(super::bytes(6_100), "6 kB");
        assert_eq!(super::bytes(24_600_000), "24.6 MB");
        assert_eq!(super::files(12_034), "12,034 files");
    }
}
