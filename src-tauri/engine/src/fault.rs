//! Lets tests end or hold the process at a chosen point, to see that nothing is lost there. Absent from release builds.

/// Ends the process at once if `INGATHER_FAULT` names this point (`point` or `point:N` for its N-th passing), or holds it
/// there until somebody lets it go on (`point:hold`, its first passing).
#[cfg(debug_assertions)]
pub fn point(name: &str) {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU32, Ordering};

    static WANTED: LazyLock<Option<(String, Option<u32>)>> = LazyLock::new(|| {
        let text = std::env::var("INGATHER_FAULT").ok()?;
        let (name, what) = text.split_once(':').unwrap_or((&text, "1"));
        let count = if what == "hold" { None } else { Some(what.parse().ok()?) };
        Some((name.to_owned(), count))
    });
    static PASSED: AtomicU32 = AtomicU32::new(0);

    if let Some((wanted, count)) = &*WANTED
        && wanted == name
        && PASSED.fetch_add(1, Ordering::SeqCst) + 1 == count.unwrap_or(1)
    {
        if count.is_none() { hold() } else { std::process::abort() }
    }
}

/// Stands still with all threads until somebody lets it go on.
#[cfg(all(debug_assertions, unix))]
fn hold() {
    if rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP).is_err() {
        std::process::abort();
    }
}

/// Nobody holds it here.
#[cfg(all(debug_assertions, not(unix)))]
fn hold() {
    std::process::abort();
}

/// Nothing, in a release build.
#[cfg(not(debug_assertions))]
pub fn point(_name: &str) {}
