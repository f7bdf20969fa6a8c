//! `config new|check|show`.

use std::io::{BufRead, Write};
use std::path::Path;

use ingather_engine::config::{self, Layers};
use ingather_engine::model::Depth;
use ingather_engine::views::JobConfig;
use ingather_engine::{Error, Result};

use crate::arguments::{Global, JobOptions};
use crate::output::Output;
use crate::{ask, place};

/// Names every mistake of a file, given by itself or with `--config`.
pub fn check(file: Option<&Path>, global: &Global, output: &Output) -> Result<i32> {
    let Some(file) = file.or(global.config.as_deref()) else {
        return Err(Error::usage("no_file", "no file is named").hint("ingather config check FILE"));
    };
    config::read(file)?;
    output.say("no mistakes");
    Ok(0)
}

/// Every option with its value and where that comes from.
pub fn show(global: &Global, options: &JobOptions, output: &Output) -> Result<i32> {
    let mut layers: Layers = ask::layers(global, options)?;
    if global.job.is_some() {
        layers.job = Some(place::existing(global, &layers)?.open()?.view()?.config);
    }
    for line in layers.show() {
        match output.is_json() {
            true => output.object(&line),
            false => output.answer(&format!("{:<13} {}  ({})", line.key, line.value, line.origin)),
        }
    }
    Ok(0)
}

/// Asks for everything and writes the file; never over an existing one.
pub fn new(file: &Path, output: &Output) -> Result<i32> {
    let exists = || {
        Error::usage("file_exists", "there is a file of this name already")
            .at_path(file)
            .hint("give another name")
    };
    if file.symlink_metadata().is_ok() {
        return Err(exists());
    }
    let folder = file.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(Error::usage("no_folder", "there is no such folder to write it to").at_path(folder));
    }
    let mut input = std::io::stdin().lock();
    let config = interview(&mut input, &mut std::io::stderr().lock())?;
    config::write(file, &config)?;
    output.say(&format!("written: {}", ask::text_of(file)?));
    output.say(&format!("run it with: ingather run --config {}", file.display()));
    Ok(0)
}

/// The questions of the wizard, with the defaults in brackets.
fn interview(input: &mut dyn BufRead, out: &mut dyn Write) -> Result<JobConfig> {
    let mut asker = Asker { input, out };
    let name = asker.ask("Name of the job", "", |t| Ok(t.to_owned()))?;
    let sources = asker.folders("Folder or drive to bring in", true, &[])?;
    let destinations = asker.folders("Archive to copy to", true, &sources)?;
    let pools = asker.folders("Other folder that counts as archived already", false, &sources)?;
    let mut config = JobConfig { name, sources, destinations, pools, ..JobConfig::default() };
    config.layout = asker.ask("Layout: drive, merge or a template", &config.layout, config::parse_layout)?;
    config.verify = asker.ask("Verify: none, shallow or deep", "deep", |t| known(Depth::parse(t)))?;
    config.junk = asker.ask(".DS_Store, Thumbs.db, desktop.ini: keep or leave-out", "keep", |t| {
        known(config::parse_junk(t))
    })?;
    config.repeats =
        asker.ask("Repeats: leave-out or keep", "leave-out", |t| known(config::parse_repeats(t)))?;
    config.clashes = asker.ask("Names taken by other content: keep-both or skip", "keep-both", |t| {
        known(config::parse_clashes(t))
    })?;
    config.exclude = asker.list("Pattern of what is left out, e.g. *.tmp", config::parse_pattern)?;
    config.include =
        asker.list("Pattern of what alone is taken (empty: everything)", config::parse_pattern)?;
    let whole = asker.list(
        "Folder that stays whole, e.g. *.photoslibrary (empty: the usual ones)",
        config::parse_pattern,
    )?;
    if !whole.is_empty() {
        config.bundles = whole;
    }
    let listed = "Further checksums in lists on the archive: sha256, sha512, sha1 or md5 (empty: none)";
    config.checksums = asker.list(listed, |t| known(config::parse_checksum(t)))?;
    config.exact_plan =
        asker.ask("Read every look-alike before the plan: yes or no", "no", |t| known(yes(t)))?;
    config.threads =
        asker.ask("Reading threads: auto or a number", "auto", |t| known(config::parse_threads(t)))?;
    Ok(config)
}

fn yes(word: &str) -> Option<bool> {
    match word {
        "yes" | "y" => Some(true),
        "no" | "n" => Some(false),
        _ => None,
    }
}

fn known<T>(value: Option<T>) -> std::result::Result<T, String> {
    value.ok_or_else(|| "this is none of the choices".to_owned())
}

struct Asker<'a> {
    input: &'a mut dyn BufRead,
    out: &'a mut dyn Write,
}

impl Asker<'_> {
    /// Asks until the answer is valid.
    fn ask<T>(
        &mut self,
        question: &str,
        default: &str,
        parse: impl Fn(&str) -> std::result::Result<T, String>,
    ) -> Result<T> {
        loop {
            let shown = if default.is_empty() { String::new() } else { format!(" [{default}]") };
            let _ = write!(self.out, "{question}{shown}: ").and_then(|()| self.out.flush());
            let mut line = String::new();
            let read = self.input.read_line(&mut line);
            if !matches!(read, Ok(n) if n > 0) {
                return Err(Error::usage("no_answer", "the questions were not answered to the end"));
            }
            let answer = line.trim();
            match parse(if answer.is_empty() { default } else { answer }) {
                Ok(value) => return Ok(value),
                Err(why) => {
                    let _ = writeln!(self.out, "  {why}");
                }
            }
        }
    }

    /// Asks for one after the other until an empty answer.
    fn many<T>(
        &mut self,
        question: &str,
        at_least_one: bool,
        parse: impl Fn(&str) -> std::result::Result<T, String>,
    ) -> Result<Vec<T>> {
        let mut all: Vec<T> = Vec::new();
        loop {
            let question =
                if all.is_empty() { question.to_owned() } else { "  another (empty: no more)".to_owned() };
            let needed = at_least_one && all.is_empty();
            let answer = self.ask(&question, "", |text| match text {
                "" if needed => Err("at least one is needed".to_owned()),
                "" => Ok(None),
                text => parse(text).map(Some),
            })?;
            match answer {
                Some(answer) => all.push(answer),
                None => return Ok(all),
            }
        }
    }

    /// `drives`: folders that are brought in, none of which can be an archive as well.
    fn folders(&mut self, question: &str, at_least_one: bool, drives: &[String]) -> Result<Vec<String>> {
        let real = |text: &str| Path::new(text).canonicalize().ok();
        let is_drive =
            |text: &str| real(text).is_some_and(|it| drives.iter().any(|d| real(d).is_some_and(|d| d == it)));
        self.many(question, at_least_one, |text| match Path::new(text).is_dir() {
            true if is_drive(text) => {
                Err("this folder is brought in already: it cannot be the archive, too".to_owned())
            }
            true => ask::text_of(Path::new(text)).map_err(|e| e.message.into()),
            false => Err("there is no such folder".to_owned()),
        })
    }

    fn list<T>(
        &mut self,
        question: &str,
        parse: impl Fn(&str) -> std::result::Result<T, String>,
    ) -> Result<Vec<T>> {
        self.many(question, false, parse)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ingather_engine::model::Algorithm;
    use ingather_engine::views::ClashPolicy;

    #[test]
    fn the_interview_has_defaults_and_asks_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let here = folder.path().display().to_string();
        let other = tempfile::tempdir().expect("another folder");
        let archive = other.path().display().to_string();
        let answers = format!(
            "Old drives\n/nowhere/at/all\n{here}\n\n\n{here}/.\n{archive}\n\n{here}\n\n{{nme}}\n\nmost\nshallow\n\n\nskip\n[\n*.tmp\n\n\n\ncrc32\nsha256\n\ny\n4\n"
        );
        let mut shown = Vec::new();
        let config = interview(&mut answers.as_bytes(), &mut shown).expect("all answered");
        assert_eq!(
            (config.name.as_str(), config.sources.as_slice()),
            ("Old drives", [here.clone()].as_slice())
        );
        assert_eq!(
            (config.destinations, config.pools.len()),
            (vec![archive], 0),
            "no drive is its own archive"
        );
        assert_eq!((config.verify, config.threads, config.layout.as_str()), (Depth::Shallow, 4, "drive"));
        assert_eq!(
            (config.exclude.as_slice(), config.clashes),
            (["*.tmp".to_owned()].as_slice(), ClashPolicy::Skip)
        );
        assert_eq!((config.checksums.as_slice(), config.exact_plan), ([Algorithm::Sha256].as_slice(), true));
        assert_eq!(config.bundles, JobConfig::default().bundles, "the usual ones");
        let shown = String::from_utf8(shown).expect("text");
        assert!(shown.contains("no such folder") && shown.contains("at least one is needed"), "{shown}");
        assert!(shown.contains("none of the choices"), "{shown}");
        assert!(shown.contains("it cannot be the archive, too"), "{shown}");
        assert!(shown.contains("{nme} is not known") && shown.contains("not a pattern"), "{shown}");
    }

    #[test]
    fn an_interview_that_breaks_off_writes_nothing() {
        assert_eq!(interview(&mut &b"name\n"[..], &mut Vec::new()).expect_err("cut").exit_code(), 2);
    }
}
