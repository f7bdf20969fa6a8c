//! Options of `source`, `pool` and `file`: what a job takes in.

use std::path::PathBuf;

use clap::Subcommand;
use ingather_engine::model::{CopyStatus, Reason, Term};

use super::words;

/// Drives of a job.
#[derive(Debug, Subcommand)]
pub enum Roots {
    /// Take folders in
    Add {
        #[arg(required = true)]
        folders: Vec<PathBuf>,
    },
    /// Take folders out of the job, by path or name; nothing on any disk changes
    Remove {
        #[arg(required = true)]
        folders: Vec<PathBuf>,
    },
    /// Show them
    List,
}

/// What else counts as archived.
#[derive(Debug, Subcommand)]
pub enum Pools {
    #[command(flatten)]
    Roots(Roots),
    /// Look through everything that counts as archived, and say how much of it is known
    Check {
        /// Read every file whose content is not known yet
        #[arg(long)]
        all: bool,
    },
}

/// Files of a job.
#[derive(Debug, Subcommand)]
pub enum Files {
    /// One line for each file
    List {
        /// Only this status: pending, in_progress, placing, done, error
        #[arg(long, value_parser = words::status)]
        status: Option<CopyStatus>,
        /// Only this reason, e.g. new, in_destination, of_source, rule
        #[arg(long, value_parser = words::reason)]
        reason: Option<Reason>,
        /// Only this term: copied, already_there, repeat, left_out, failed, to_do
        #[arg(long, value_parser = words::term)]
        term: Option<Term>,
        /// Part of the name, the folder or the twin's path
        #[arg(long, default_value = "")]
        search: String,
    },
    /// Take files or folders in although a rule or a person left them out
    Add {
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Copy them even if their content is in the archive already or repeats another file
        #[arg(long)]
        anyway: bool,
        /// Why, for the record
        #[arg(long, default_value = "asked for by name")]
        reason: String,
    },
    /// Files whose bytes are not those that an imported checksum says are right as they are
    Accept {
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Why, for the record
        #[arg(long, default_value = "accepted by hand")]
        reason: String,
    },
    /// Take files or folders out of the job; nothing on any disk changes
    Remove {
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Why, for the record
        #[arg(long, default_value = "taken out by hand")]
        reason: String,
    },
}
