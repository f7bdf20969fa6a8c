//! The options as people type them. Names and words are those of `config.yaml`, with `-` for `_`.

mod import;
mod members;
mod proof;
mod words;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use ingather_engine::config::LogLevel;
use ingather_engine::model::{Algorithm, Depth, Table};
use ingather_engine::views::{ClashPolicy, Junk, RepeatPolicy};

pub use import::ImportChecksums;
pub use members::{Files, Pools, Roots};
pub use proof::{Clearance, Restore};

/// Bring every drive home once: nothing lost, nothing twice, proven.
#[derive(Debug, Parser)]
#[command(name = "ingather", version, about, arg_required_else_help = true)]
#[command(
    after_help = "Exit codes: 0 all well · 1 finished, but named files failed · 2 wrong use or config · \
    3 cannot run or go on · 4 in use by another process · 130 stopped, can be resumed\n\
    clearance: 0 clear · 5 clear with exceptions · 6 not clear"
)]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command, before or after it.
#[derive(Debug, Args)]
pub struct Global {
    /// The job's folder, or the name of a job in the data folder
    #[arg(long, global = true, value_name = "DIR")]
    pub job: Option<PathBuf>,
    /// The catalogue of drives and checksums, if not in its usual place
    #[arg(long, global = true, value_name = "FILE")]
    pub catalog: Option<PathBuf>,
    /// A config.yaml; options on the command line win over it
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// One JSON object per line on standard output
    #[arg(long, global = true)]
    pub json: bool,
    /// Say only what went wrong
    #[arg(long, global = true)]
    pub quiet: bool,
    /// Number of reading threads
    #[arg(long, global = true, value_name = "auto|N", value_parser = words::threads)]
    pub threads: Option<u32>,
    /// How much goes into the log: error, warn, info, debug or trace
    #[arg(long, global = true, value_name = "LEVEL", value_parser = words::log_level)]
    pub log_level: Option<LogLevel>,
}

/// What a job is asked to do.
#[derive(Debug, Default, Args)]
pub struct JobOptions {
    /// Folders or drives to bring in; they are only ever read
    #[arg(long = "source", value_name = "DIR", num_args = 1..)]
    pub sources: Vec<PathBuf>,
    /// The archives to copy to
    #[arg(long = "dest", value_name = "DIR", num_args = 1..)]
    pub destinations: Vec<PathBuf>,
    /// Other folders that count as archived already
    #[arg(long = "pool", value_name = "DIR", num_args = 1..)]
    pub pools: Vec<PathBuf>,
    /// Verification: none, shallow or deep (default)
    #[arg(long, value_name = "DEPTH", value_parser = words::depth)]
    pub verify: Option<Depth>,
    /// `drive` (a folder per drive), `merge` (one tree) or a template such as {drive}/{path}
    #[arg(long)]
    pub layout: Option<String>,
    /// Patterns of what is left out, relative to the source
    #[arg(long, value_name = "GLOB", num_args = 1..)]
    pub exclude: Vec<String>,
    /// Patterns of what alone is taken
    #[arg(long, value_name = "GLOB", num_args = 1..)]
    pub include: Vec<String>,
    /// .DS_Store, Thumbs.db and desktop.ini: keep (default) or leave-out
    #[arg(long, value_name = "WHAT", value_parser = words::junk)]
    pub junk: Option<Junk>,
    /// Files whose content was met before: leave-out (default) or keep
    #[arg(long, value_name = "WHAT", value_parser = words::repeats)]
    pub repeats: Option<RepeatPolicy>,
    /// Files whose name other content has in the archive: keep-both (default, with a suffix) or skip
    #[arg(long, value_name = "WHAT", value_parser = words::clashes)]
    pub clashes: Option<ClashPolicy>,
    /// Names of folders that are copied or left out as a whole, instead of the usual ones (*.photoslibrary, VIDEO_TS, …)
    #[arg(long = "bundle", value_name = "GLOB", num_args = 1..)]
    pub bundles: Vec<String>,
    /// Further checksums of each copy, listed on the archive beside BLAKE3: sha256, sha512, sha1, md5
    #[arg(long, value_name = "ALGORITHM", num_args = 1.., value_parser = words::checksum)]
    pub checksums: Vec<Algorithm>,
    /// Read every possible repeat before the plan is shown
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub exact_plan: Option<bool>,
    /// Copy what fits, although there is too little space for all
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub fill: Option<bool>,
    /// The job's name
    #[arg(long)]
    pub name: Option<String>,
}

/// Options of commands that write.
#[derive(Debug, Default, Args)]
pub struct WriteOptions {
    /// The archive's folder is new on purpose: the drive that was known at this path is another one
    #[arg(long)]
    pub new_destination: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Do the whole job: look, compare, copy, read back, prove
    Run {
        #[command(flatten)]
        options: JobOptions,
        #[command(flatten)]
        write: WriteOptions,
    },
    /// Go on from where a job stands, also after a crash
    Resume {
        #[command(flatten)]
        write: WriteOptions,
    },
    /// Make a job without running anything
    Init {
        #[command(flatten)]
        options: JobOptions,
    },
    /// Look at the drives and the archive; reads no content
    Analyze {
        #[command(flatten)]
        options: JobOptions,
    },
    /// What else counts as archived
    #[command(subcommand)]
    Pool(Pools),
    /// Find out what must be known before copying
    Checksum {
        /// Hash every file of a list that has no checksum that is still true: sources, destinations or pool
        #[arg(long = "table", value_name = "LIST", value_parser = words::table)]
        tables: Vec<Table>,
    },
    /// Take checksums over that others recorded: a file whose bytes differ is named, never silently copied
    ImportChecksums(ImportChecksums),
    /// Decide about every file and show it; writes nothing to the archive
    Plan {
        #[command(flatten)]
        options: JobOptions,
    },
    /// Copy what the plan says
    Copy {
        #[command(flatten)]
        write: WriteOptions,
    },
    /// Look at every copy, and at every file that made a copy needless
    Verify(Verify),
    /// May this drive be wiped? Looks at it and at its copies as they are now
    Clearance(Clearance),
    /// Where a file is now, and every place at which its content was ever seen
    Where {
        /// A path, also one of a drive that is away; a name or a part of it; or a BLAKE3 checksum
        #[arg(value_name = "PATH|NAME|CHECKSUM")]
        what: PathBuf,
    },
    /// What is verified, how and when
    VerifyStatus {
        /// Count as verified only what was read back
        #[arg(long)]
        deep: bool,
        /// Every file too
        #[arg(long)]
        full: bool,
    },
    /// A drive as it was, rebuilt from the archives; nothing is overwritten
    Restore(Restore),
    /// The result in words or as a report
    Summary {
        /// The form
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
    /// Where the job stands; without --job, all jobs
    Status {
        /// Every drive and archive too
        #[arg(long)]
        full: bool,
    },
    /// The job's drives
    #[command(subcommand)]
    Source(Roots),
    /// The job's archives
    #[command(subcommand)]
    Destination(Roots),
    /// The job's files
    #[command(subcommand)]
    File(Files),
    /// config.yaml: make, check, show
    #[command(subcommand)]
    Config(ConfigCommand),
    /// The drives that were ever seen
    #[command(subcommand)]
    Catalog(Catalog),
    /// What happened when
    Log {
        /// Go on showing what happens until Ctrl-C
        #[arg(long)]
        follow: bool,
    },
    /// A whole consolidation of three sample drives, explained
    Demo {
        /// A new folder for the samples; a temporary one if not given
        #[arg(long)]
        dir: Option<PathBuf>,
    },
}

/// How to verify.
#[derive(Debug, Args)]
pub struct Verify {
    /// Existence, size and date (default)
    #[arg(long, conflicts_with = "deep")]
    pub shallow: bool,
    /// Read the bytes back from the device and compare
    #[arg(long)]
    pub deep: bool,
    /// From the start, also what an interrupted verification has looked at
    #[arg(long)]
    pub reverify: bool,
    /// Compare an archive with the lists in it; needs neither a job nor a drive
    #[arg(long, value_name = "DIR", conflicts_with = "reverify")]
    pub archive: Option<PathBuf>,
}

/// What to do with config.yaml.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Ask for everything and write the file
    New {
        #[arg(default_value = "config.yaml")]
        file: PathBuf,
    },
    /// Name every mistake in a file
    Check { file: Option<PathBuf> },
    /// Every option with its value and where that comes from
    Show {
        #[command(flatten)]
        options: Box<JobOptions>,
    },
}

/// The catalogue.
#[derive(Debug, Subcommand)]
pub enum Catalog {
    /// Every drive ever scanned
    List,
    /// Check the database, and look for every file of the drives that are connected
    Check,
    /// Remove what says nothing any more; where contents were seen stays
    Prune,
    /// Give a drive the name by which people know it, e.g. "blue WD, shelf 2"
    Name {
        /// A folder on the drive, its identity, or its name in `catalog list`
        drive: PathBuf,
        name: String,
    },
}

/// The form of a summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
    Csv,
    Html,
}

#[cfg(test)]
mod tests;
