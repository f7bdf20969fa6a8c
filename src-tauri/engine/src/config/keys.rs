//! The keys of the file: the long options of `run` with `_` for `-`. One list serves file, command line and `show`.

use std::path::Path;

use super::Mistake;
use super::document::Entry;
use super::values::{self, Read};
use crate::model::{Algorithm, Depth};
use crate::plan::Layout;
use crate::text::Words;
use crate::views::{ClashPolicy, JobConfig, Junk, RepeatPolicy};
use crate::{said, words};

/// How much goes into the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogLevel {
    Error,
    Warn,
    #[default]
    Info,
    Debug,
    Trace,
}

impl LogLevel {
    /// Every level, from the quietest.
    pub const ALL: &'static [Self] = &[Self::Error, Self::Warn, Self::Info, Self::Debug, Self::Trace];

    /// The word in files and options.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }

    /// The level of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|l| l.as_str() == word)
    }
}

macro_rules! keys {
    (job { $($key:ident: $type:ty),+ $(,)? } program { $($own:ident: $own_type:ty),+ $(,)? }) => {
        /// What one layer (file, command line, saved job) says; `None` where it is silent.
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        pub struct Given {
            $(pub $key: Option<$type>,)+
            $(pub $own: Option<$own_type>,)+
        }

        /// Every key, in the order of the file.
        pub const KEYS: &[&str] = &[$(stringify!($key),)+ $(stringify!($own)),+];

        impl Given {
            /// This layer over a whole configuration.
            #[must_use]
            pub fn over(&self, under: JobConfig) -> JobConfig {
                JobConfig { $($key: self.$key.clone().unwrap_or(under.$key)),+ }
            }

            /// A layer that says everything about the job.
            #[must_use]
            pub fn all_of(config: JobConfig) -> Self {
                Self { $($key: Some(config.$key),)+ ..Self::default() }
            }

            /// Whether this layer says something about a key.
            #[must_use]
            pub fn says(&self, key: &str) -> bool {
                match key {
                    $(stringify!($key) => self.$key.is_some(),)+
                    $(stringify!($own) => self.$own.is_some(),)+
                    _ => false,
                }
            }
        }
    };
}

keys! {
    job {
        name: String,
        sources: Vec<String>,
        destinations: Vec<String>,
        pools: Vec<String>,
        verify: Depth,
        layout: String,
        exclude: Vec<String>,
        include: Vec<String>,
        junk: Junk,
        repeats: RepeatPolicy,
        clashes: ClashPolicy,
        bundles: Vec<String>,
        checksums: Vec<Algorithm>,
        exact_plan: bool,
        fill: bool,
        threads: u32,
    }
    program {
        catalog: String,
        log_level: LogLevel,
    }
}

/// Takes an entry over into the layer; the mistakes in it otherwise.
pub fn take(given: &mut Given, entry: &Entry, folder: &Path) -> Vec<Mistake> {
    let key = entry.key.text.as_str();
    let taken = match key {
        "name" => put(&mut given.name, values::text(entry)),
        "sources" => put(&mut given.sources, values::paths(entry, folder)),
        "destinations" => put(&mut given.destinations, values::paths(entry, folder)),
        "pools" => put(&mut given.pools, values::paths(entry, folder)),
        "verify" => put(&mut given.verify, values::word(entry, said!("none, shallow or deep"), Depth::parse)),
        "layout" => put(&mut given.layout, values::layout(entry)),
        "exclude" => put(&mut given.exclude, values::globs(entry)),
        "include" => put(&mut given.include, values::globs(entry)),
        "junk" => put(&mut given.junk, values::word(entry, said!("keep or leave-out"), parse_junk)),
        "repeats" => put(&mut given.repeats, values::word(entry, said!("leave-out or keep"), parse_repeats)),
        "clashes" => put(&mut given.clashes, values::word(entry, said!("keep-both or skip"), parse_clashes)),
        "bundles" => put(&mut given.bundles, values::globs(entry)),
        "checksums" => put(
            &mut given.checksums,
            values::words(entry, said!("sha256, sha512, sha1 or md5"), parse_checksum),
        ),
        "exact_plan" => put(&mut given.exact_plan, values::flag(entry)),
        "fill" => put(&mut given.fill, values::flag(entry)),
        "threads" => put(&mut given.threads, values::threads(entry)),
        "catalog" => put(&mut given.catalog, values::path(entry, folder)),
        "log_level" => put(
            &mut given.log_level,
            values::word(entry, said!("error, warn, info, debug or trace"), LogLevel::parse),
        ),
        _ => Err(vec![entry.key.mistake(unknown(key))]),
    };
    taken.err().unwrap_or_default()
}

fn put<T>(slot: &mut Option<T>, value: Read<T>) -> Result<(), Vec<Mistake>> {
    *slot = value?;
    Ok(())
}

/// The word `keep` or `leave-out`.
#[must_use]
pub fn parse_junk(word: &str) -> Option<Junk> {
    match word {
        "keep" => Some(Junk::Keep),
        "leave-out" => Some(Junk::LeaveOut),
        _ => None,
    }
}

/// The word `leave-out` or `keep`.
#[must_use]
pub fn parse_repeats(word: &str) -> Option<RepeatPolicy> {
    match word {
        "leave-out" => Some(RepeatPolicy::LeaveOut),
        "keep" => Some(RepeatPolicy::Keep),
        _ => None,
    }
}

/// The word `keep-both` or `skip`.
#[must_use]
pub fn parse_clashes(word: &str) -> Option<ClashPolicy> {
    match word {
        "keep-both" => Some(ClashPolicy::KeepBoth),
        "skip" => Some(ClashPolicy::Skip),
        _ => None,
    }
}

/// An algorithm of which lists are written beside our own: `sha256`, `sha512`, `sha1` or `md5`.
#[must_use]
pub fn parse_checksum(word: &str) -> Option<Algorithm> {
    Algorithm::parse(word).filter(|algorithm| Algorithm::LISTED.contains(algorithm))
}

/// `auto` (0) or a number from 1 to 1024.
#[must_use]
pub fn parse_threads(word: &str) -> Option<u32> {
    if word == "auto" { Some(0) } else { word.parse().ok().filter(|n| (1..=1024).contains(n)) }
}

/// A layout, tried out; what is wrong with it otherwise.
///
/// # Errors
/// A sentence for the user.
pub fn parse_layout(text: &str) -> Result<String, String> {
    Layout::parse(text).map(|_| text.to_owned()).map_err(|error| error.message.into())
}

/// A pattern of names, tried out; what is wrong with it otherwise.
///
/// # Errors
/// A sentence for the user.
pub fn parse_pattern(text: &str) -> Result<String, String> {
    wrong_pattern(text).map_or_else(|| Ok(text.to_owned()), |why| Err(why.into()))
}

/// What is wrong with a pattern of names.
pub fn wrong_pattern(text: &str) -> Option<Words> {
    let error = globset::Glob::new(text).err()?;
    Some(words!("not a pattern: {what}", what = Words(crate::plan::wrong_glob(error.kind()))))
}

fn unknown(key: &str) -> Words {
    let shown: String = crate::model::display_bytes(key.as_bytes()).chars().take(40).collect();
    let plain = key.trim_start_matches('-').replace('-', "_").to_lowercase();
    let near =
        KEYS.iter().find(|k| **k == plain || k.trim_end_matches('s') == plain || differ_by_one(k, &plain));
    match (near, plain.as_str()) {
        (Some(near), _) => is_meant(shown, near),
        (None, "dest" | "dests" | "destination") => is_meant(shown, "destinations"),
        (None, _) => {
            words!("unknown key `{key}`; known are {keys}", key = Text(shown), keys = Text(KEYS.join(", ")))
        }
    }
}

fn is_meant(shown: String, near: &str) -> Words {
    words!("unknown key `{key}`; is `{near}` meant?", key = Text(shown), near = Text(near))
}

/// Whether one letter was left out, added or changed, or two were swapped.
fn differ_by_one(known: &str, written: &str) -> bool {
    let (a, b) = (known.as_bytes(), written.as_bytes());
    let front = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let back = a[front..].iter().rev().zip(b[front..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[front..a.len() - back], &b[front..b.len() - back]);
    match (rest_a, rest_b) {
        ([], [_]) | ([_], []) | ([_], [_]) => true,
        ([x, y], [v, w]) => x == w && y == v,
        _ => false,
    }
}
