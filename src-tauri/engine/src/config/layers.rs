//! Command line over file over saved job over defaults, and where each value came from.

use super::keys::{Given, KEYS, LogLevel};
use crate::views::JobConfig;

/// The layer that a value came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Default,
    /// The job's own saved configuration: it was told another value than the default.
    Job,
    File,
    CommandLine,
}

impl Origin {
    /// As people read it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Job => "job",
            Self::File => "config file",
            Self::CommandLine => "command line",
        }
    }
}

/// One line of `config show`.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Shown {
    pub key: &'static str,
    pub value: serde_json::Value,
    pub origin: String,
}

/// The layers over the defaults.
#[derive(Debug, Clone, Default)]
pub struct Layers {
    /// What an existing job was asked before. Its roots are kept: later layers only add to them.
    pub job: Option<JobConfig>,
    pub file: Given,
    pub command_line: Given,
}

impl Layers {
    /// What holds in the end.
    #[must_use]
    pub fn config(&self) -> JobConfig {
        let saved = self.job.clone().unwrap_or_default();
        let mut config = self.command_line.over(self.file.over(saved.clone()));
        config.sources = joined(&saved.sources, config.sources);
        config.destinations = joined(&saved.destinations, config.destinations);
        config.pools = joined(&saved.pools, config.pools);
        config
    }

    /// The catalogue's file, in text form, if it is not in its usual place.
    #[must_use]
    pub fn catalog(&self) -> Option<&str> {
        self.command_line.catalog.as_deref().or(self.file.catalog.as_deref())
    }

    /// How much is logged.
    #[must_use]
    pub fn log_level(&self) -> LogLevel {
        self.command_line.log_level.or(self.file.log_level).unwrap_or_default()
    }

    /// The layer that decides a key.
    #[must_use]
    pub fn origin(&self, key: &str) -> Origin {
        let of_job = !matches!(key, "catalog" | "log_level");
        match (self.command_line.says(key), self.file.says(key)) {
            (true, _) => Origin::CommandLine,
            (_, true) => Origin::File,
            (_, _) if of_job && self.was_told(key) => Origin::Job,
            (_, _) => Origin::Default,
        }
    }

    /// Whether the saved job holds something that it has not by itself. It keeps every value, told or not.
    fn was_told(&self, key: &str) -> bool {
        let value = |config: &JobConfig| serde_json::to_value(config).map(|all| all[key].clone()).ok();
        self.job.as_ref().is_some_and(|job| value(job) != value(&JobConfig::default()))
    }

    /// That origin in words. Folders are only ever added, so they may come from the job and from elsewhere.
    fn origin_words(&self, key: &str) -> String {
        let origin = self.origin(key);
        let added = matches!(key, "sources" | "destinations" | "pools");
        match origin {
            Origin::CommandLine | Origin::File if added && self.was_told(key) => {
                format!("{} and {}", Origin::Job.as_str(), origin.as_str())
            }
            Origin::CommandLine | Origin::File | Origin::Job | Origin::Default => origin.as_str().to_owned(),
        }
    }

    /// Every key with its value and origin.
    #[must_use]
    pub fn show(&self) -> Vec<Shown> {
        let config = serde_json::to_value(self.config()).unwrap_or_default();
        KEYS.iter()
            .map(|key| {
                let value = match *key {
                    "catalog" => serde_json::json!(self.catalog()),
                    "log_level" => serde_json::json!(self.log_level().as_str()),
                    "threads" if config["threads"] == 0 => serde_json::json!("auto"),
                    key => config[key].clone(),
                };
                Shown { key, value, origin: self.origin_words(key) }
            })
            .collect()
    }
}

fn joined(saved: &[String], wanted: Vec<String>) -> Vec<String> {
    let mut all = saved.to_vec();
    for root in wanted {
        if !all.contains(&root) {
            all.push(root);
        }
    }
    all
}
