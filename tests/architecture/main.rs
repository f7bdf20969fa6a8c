//! The rules of docs/ARCHITECTURE.md about the source itself, so that they are broken only on purpose.

mod arrows;
mod catalogue;
mod rules;
mod source;

/// Fails with one line for each breach.
#[track_caller]
fn none(what: &str, breaches: &[String]) {
    assert!(breaches.is_empty(), "{what}:\n  {}", breaches.join("\n  "));
}
