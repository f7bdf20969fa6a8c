//! What to measure, and how much of it.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

pub const USAGE: &str = "\
npm run bench -- [options]
  --only photos|small|large|commands|dates|observer|lists|plan   one part (may be repeated)
  --photos-mb N    size of the photos corpus, MB (default 2000)
  --small N        files of the small-files corpus (default 60000)
  --files N        files of the memory measurement (default 300000)
  --commands N     files over which every command goes (default 100000)
  --listed N       files of the job that is listed (default 1000000)
  --dates N        photos whose dates are read (default 6000)
  --rounds N       measured rounds, medians are shown (default 3)
  --dir DIR        where the corpora are made and removed again (default target/bench)
  --ingather FILE  the program (default target/release/ingather)
  --threads N      threads of the bound (default 4)
  --record DIR     records runs for the test of the time left (--only names one); needs
                   cargo build --release --package ingather-engine --example record";

pub struct Flags {
    pub only: Vec<String>,
    /// Where runs are recorded, instead of measuring.
    pub record: Option<PathBuf>,
    pub photos_mb: u64,
    pub small: u64,
    pub files: u64,
    pub commands: u64,
    pub dates: u64,
    pub listed: u64,
    pub rounds: usize,
    pub threads: usize,
    dir: PathBuf,
    pub ingather: PathBuf,
}

impl Flags {
    pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"), PathBuf::from);
        let mut flags = Self {
            only: Vec::new(),
            record: None,
            photos_mb: 2_000,
            small: 60_000,
            files: 300_000,
            commands: 100_000,
            dates: 6_000,
            listed: 1_000_000,
            rounds: 3,
            threads: 4,
            dir: target.join("bench"),
            ingather: target.join("release/ingather"),
        };
        while let Some(word) = words.next() {
            let value = words.next().ok_or_else(|| format!("{word} needs a value"))?;
            let number = || value.parse::<u64>().map_err(|_| format!("{word} takes a number, not {value}"));
            match word.as_str() {
                "--only" => flags.only.push(value),
                "--photos-mb" => flags.photos_mb = number()?.max(20),
                "--small" => flags.small = number()?.max(100),
                "--files" => flags.files = number()?.max(100),
                "--commands" => flags.commands = number()?.max(10_000),
                "--listed" => flags.listed = number()?.max(10_000),
                "--dates" => flags.dates = number()?.max(100),
                "--rounds" => flags.rounds = number()?.max(1) as usize,
                "--threads" => flags.threads = number()?.max(1) as usize,
                "--record" => flags.record = Some(value.into()),
                "--dir" => flags.dir = value.into(),
                "--ingather" => flags.ingather = value.into(),
                _ => return Err(format!("{word} is not known")),
            }
        }
        Ok(flags)
    }

    pub fn wants(&self, part: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|o| o == part)
    }

    /// A folder for everything; it is removed at the end.
    pub fn place(&self) -> TempDir {
        std::fs::create_dir_all(&self.dir).expect("the folder for the benchmark can be made");
        tempfile::Builder::new().prefix("run-").tempdir_in(&self.dir).expect("a folder for the benchmark")
    }
}
