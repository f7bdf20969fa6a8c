//! Options of `import-checksums`.

use std::path::PathBuf;

use clap::Args;

/// What to take over.
#[derive(Debug, Args)]
pub struct ImportChecksums {
    /// Lists (.b3, .sha256, .md5 …), bags, media hash lists, archives of Ingather; or a catalog.db, a job.db, a
    /// checksum-cache.db
    #[arg(long, required = true, value_name = "FILE|DIR", num_args = 1..)]
    pub from: Vec<PathBuf>,
    /// The folder to which the paths of a list are relative, if it is not the one in which most of them are found
    #[arg(long, value_name = "DIR")]
    pub base: Option<PathBuf>,
    /// Count what another catalogue of Ingather computed as computed here, where the file is unchanged by all that the
    /// file system keeps of it
    #[arg(long)]
    pub trust: bool,
    /// Forget what was taken over from there
    #[arg(long, conflicts_with_all = ["trust", "preview", "base"])]
    pub forget: bool,
    /// Only say how many match which drive
    #[arg(long)]
    pub preview: bool,
}
