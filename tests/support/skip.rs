//! A test that this machine cannot make says so aloud and is counted; it never passes in silence.

use std::io::Write as _;

/// Ends the test as skipped, with a reason, from inside a test that returns nothing.
#[macro_export]
macro_rules! skip {
    ($($reason:tt)+) => {{
        $crate::skip::announce(&format!($($reason)+));
        return;
    }};
}

/// Prints `SKIPPED name: reason` past the capture of the test harness, and adds it to the file `INGATHER_SKIPS`.
pub fn announce(reason: &str) {
    let name = std::thread::current().name().unwrap_or("a test").to_owned();
    let line = format!("SKIPPED {name}: {reason}\n");
    let _ = std::io::stderr().write_all(line.as_bytes());
    if let Some(path) = std::env::var_os("INGATHER_SKIPS") {
        let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
        let written = file.and_then(|mut f| f.write_all(line.as_bytes()));
        assert!(written.is_ok(), "INGATHER_SKIPS cannot be written: a skip would go uncounted");
    }
}
