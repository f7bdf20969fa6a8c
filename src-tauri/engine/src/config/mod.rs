//! `config.yaml`: what a job is asked to do, in a file that people write and keep.
//!
//! A file may come from anywhere, so it is read as untrusted text: at most 1 MiB, no aliases or anchors, nothing nested
//! deeper than a list. Every mistake in it is reported at once with its place, instead of one at a time.

mod document;
mod keys;
mod layers;
mod values;

use std::path::Path;

use crate::error::{Error, Result};
use crate::text::{Words, of_system};
use crate::views::JobConfig;
use crate::{plural, words};

pub use keys::{
    Given, KEYS, LogLevel, parse_checksum, parse_clashes, parse_junk, parse_layout, parse_pattern,
    parse_repeats, parse_threads,
};
pub use layers::{Layers, Origin, Shown};

/// The largest file that is read, bytes.
pub const MAX_BYTES: u64 = 1 << 20;

/// A configuration file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConfigFile {
    /// What the file says; what it does not say is `None`.
    pub given: Given,
}

impl ConfigFile {
    /// What the file says over the defaults.
    #[must_use]
    pub fn job(&self) -> JobConfig {
        self.given.over(JobConfig::default())
    }
}

/// A mistake in a file and where it is; lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    pub line: usize,
    pub column: usize,
    pub message: Words,
}

impl Mistake {
    /// As it stands below the others of its file.
    fn line(&self) -> Words {
        words!(
            "  line {line}, column {column}: {message}",
            line = Plain(self.line as u64),
            column = Plain(self.column as u64),
            message = Words(self.message.clone())
        )
    }
}

impl std::fmt::Display for Mistake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

/// Reads a file. Relative paths in it are taken from the file's own folder.
pub fn read(path: &Path) -> Result<ConfigFile> {
    let unreadable = |e: std::io::Error| {
        Error::usage(
            "config_unreadable",
            words!("the configuration cannot be read: {e}", e = Words(of_system(&e))),
        )
        .at_path(path)
    };
    // A pipe would be waited for without end.
    let is_file = std::fs::metadata(path).map_err(unreadable)?.is_file();
    if !is_file {
        return Err(Error::usage("config_unreadable", "the configuration is not a file").at_path(path));
    }
    let mut text = String::new();
    let file = std::fs::File::open(path).map_err(unreadable)?;
    std::io::Read::read_to_string(&mut std::io::Read::take(file, MAX_BYTES + 1), &mut text)
        .map_err(unreadable)?;
    let folder = std::path::absolute(path).ok().and_then(|p| p.parent().map(Path::to_owned));
    parse(&text, &folder.unwrap_or_default()).map_err(|mistakes| {
        let count = mistakes.len() as u64;
        let below =
            |above: Words, next: Words| words!("{above}\n{next}", above = Words(above), next = Words(next));
        let lines = mistakes.iter().map(Mistake::line).reduce(below).unwrap_or_default();
        let message = plural!(
            n = Plain(count),
            "the configuration has a mistake:\n{what}",
            "the configuration has {n} mistakes:\n{what}",
            what = Words(lines)
        );
        Error::usage("bad_config", message).at_path(path)
    })
}

/// The same from a text; every mistake in it, in order of place.
pub fn parse(text: &str, folder: &Path) -> std::result::Result<ConfigFile, Vec<Mistake>> {
    if text.len() as u64 > MAX_BYTES {
        let message = words!("larger than 1 MiB: this is no configuration");
        return Err(vec![Mistake { line: 1, column: 1, message }]);
    }
    let (entries, mut mistakes) = document::entries(text);
    let mut given = Given::default();
    for (at, entry) in entries.iter().enumerate() {
        if mistakes.len() >= document::ENOUGH {
            break;
        }
        let key = &entry.key.text;
        if entries[..at].iter().any(|earlier| earlier.key.text == *key) {
            mistakes.push(entry.key.mistake(words!("`{key}` stands twice", key = Text(key.clone()))));
        }
        mistakes.extend(keys::take(&mut given, entry, folder));
    }
    mistakes.sort_by_key(|m| (m.line, m.column));
    if mistakes.is_empty() { Ok(ConfigFile { given }) } else { Err(mistakes) }
}

/// Writes a job's configuration in place of an earlier one, in the form that [`read`] takes.
pub fn write(path: &Path, config: &JobConfig) -> Result<()> {
    let text = to_yaml(config)?;
    crate::fs::durable::replace_own(path, |out| out.write_all(text.as_bytes())).map_err(|e| {
        Error::blocked(
            "config_unwritable",
            words!("the configuration cannot be written: {e}", e = Words(of_system(&e))),
        )
        .at_path(path)
    })
}

const LINE_SEPARATORS: [char; 2] = ['\u{2028}', '\u{2029}'];

/// The file's text.
pub fn to_yaml(config: &JobConfig) -> Result<String> {
    let failed = |e: &dyn std::fmt::Display| {
        Error::usage("bad_config", words!("cannot be written as YAML: {e}", e = Text(e.to_string())))
    };
    let mut value = serde_yaml::to_value(config).map_err(|e| failed(&e))?;
    if let (0, Some(map)) = (config.threads, value.as_mapping_mut()) {
        map.insert("threads".into(), "auto".into());
    }
    let mut body = String::new();
    for (key, value) in value.as_mapping().into_iter().flatten() {
        let json = serde_json::to_string(value).map_err(|e| failed(&e))?;
        if json.contains(LINE_SEPARATORS) {
            // Read back they would be ends of lines, which fold into blanks, unless they are escaped as in JSON.
            let key = key.as_str().unwrap_or_default();
            body +=
                &format!("{key}: {}\n", json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"));
        } else {
            let entry = serde_yaml::Mapping::from_iter([(key.clone(), value.clone())]);
            body += &serde_yaml::to_string(&entry).map_err(|e| failed(&e))?;
        }
    }
    Ok(format!("# Ingather: what this job does. The keys are the long options of `ingather run`.\n{body}"))
}

#[cfg(test)]
mod tests;
