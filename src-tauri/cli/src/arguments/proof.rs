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
