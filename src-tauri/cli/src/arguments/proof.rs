//! Options of the commands that prove something about drives and archives, over all jobs.

use std::path::PathBuf;

use clap::Args;

/// Whether a drive may be wiped.
#[derive(Debug, Args)]
pub struct Clearance {
    /// The drive or folder; it is only ever read
    #[arg(long, value_name = "DIR")]
    pub source: PathBuf,
    /// Read everything again: the drive, and the copies in the archives
    #[arg(long)]
    pub reread: bool,
}

/// What to rebuild, and where.
#[derive(Debug, Args)]
pub struct Restore {
    /// The drive's name, its identity, or the path at which it was a source
    #[arg(long, value_name = "NAME")]
    pub drive: PathBuf,
    /// Rebuild it from the story that this archive tells of it; needs neither a job nor a catalogue
    #[arg(long, value_name = "DIR")]
    pub archive: Option<PathBuf>,
    /// The folder in which it shall be rebuilt
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
}
