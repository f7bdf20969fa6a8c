//! Words of options to values, with a sentence that names the choices.

use ingather_engine::config::{self, LogLevel};
use ingather_engine::model::{Algorithm, CopyStatus, Depth, Reason, Table, Term};
use ingather_engine::views::{ClashPolicy, Junk, RepeatPolicy};

fn word<T>(text: &str, parsed: Option<T>, known: &[&str]) -> Result<T, String> {
    parsed.ok_or_else(|| format!("`{text}` is none of: {}", known.join(", ")))
}

pub fn threads(text: &str) -> Result<u32, String> {
    config::parse_threads(text).ok_or_else(|| "`auto` or a number from 1 to 1024".to_owned())
}

pub fn log_level(text: &str) -> Result<LogLevel, String> {
    word(text, LogLevel::parse(text), &["error", "warn", "info", "debug", "trace"])
}

pub fn depth(text: &str) -> Result<Depth, String> {
    word(text, Depth::parse(text), &["none", "shallow", "deep"])
}

pub fn junk(text: &str) -> Result<Junk, String> {
    word(text, config::parse_junk(text), &["keep", "leave-out"])
}

pub fn repeats(text: &str) -> Result<RepeatPolicy, String> {
    word(text, config::parse_repeats(text), &["leave-out", "keep"])
}

pub fn clashes(text: &str) -> Result<ClashPolicy, String> {
    word(text, config::parse_clashes(text), &["keep-both", "skip"])
}

pub fn checksum(text: &str) -> Result<Algorithm, String> {
    word(text, config::parse_checksum(text), &Algorithm::LISTED.map(Algorithm::as_str))
}

pub fn status(text: &str) -> Result<CopyStatus, String> {
    word(text, CopyStatus::parse(text), &CopyStatus::ALL.iter().map(|s| s.as_str()).collect::<Vec<_>>())
}

pub fn reason(text: &str) -> Result<Reason, String> {
    word(text, Reason::parse(text), &Reason::ALL.iter().map(|s| s.as_str()).collect::<Vec<_>>())
}

pub fn term(text: &str) -> Result<Term, String> {
    word(text, Term::parse(text), &Term::ALL.iter().map(|s| s.as_str()).collect::<Vec<_>>())
}

pub fn table(text: &str) -> Result<Table, String> {
    word(text, Table::parse(text), &Table::ALL.iter().map(|t| t.as_str()).collect::<Vec<_>>())
}
