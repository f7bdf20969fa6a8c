//! The one place that asks what time it is. No decision rests on "newer", only on "equal" and "old enough".

/// Nanoseconds since the epoch.
#[must_use]
pub fn now_ns() -> i64 {
    #[allow(clippy::disallowed_methods)] // the one place
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |d| i64::try_from(d.as_nanos()).unwrap_or(i64::MAX))
}

/// Milliseconds since the epoch.
#[must_use]
pub fn now_ms() -> i64 {
    now_ns() / 1_000_000
}

/// A time as ISO 8601 in UTC; empty if it is no time.
#[must_use]
pub fn text_of_ms(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms).map_or_else(|_| String::new(), |t| t.to_string())
}
