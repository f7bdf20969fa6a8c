//! The read models: what a screen, `--json` or a report shows. They are the wire types; there is no second set.
//!
//! Sizes are bytes, times are milliseconds since the epoch (UTC), rates are bytes per second. Names and paths are
//! the lossless text form of [`crate::model::display_bytes`], for showing only: rows are referred to by id.

mod coverage;
mod drives;
mod files;
mod import;
mod job;
mod preview;
mod problem;
mod progress;
mod proof;
mod status;
mod told;
mod tree;

pub use coverage::{CoverageView, CoverageVolume, StaleFile};
pub use drives::{DriveVerdict, DriveView, KnownDrive, SafeToWipe};
pub use files::{AlsoIn, FileRow, FilesPage, FilesQuery, FolderRow, FoldersPage, Selection, SortBy};
pub use import::{
    ImportAlgorithm, ImportDrive, ImportKind, ImportPreview, ImportReport, ImportSource, ImportTaken,
};
pub use job::{
    ClashPolicy, DestinationView, JobCard, JobConfig, JobView, Junk, RepeatPolicy, ResultsView, SourceView,
};
pub use preview::{FolderCount, LayoutExample};
pub use problem::Problem;
pub use progress::{CurrentFile, DriveLine, DriveWork, JobEvent, JobSnapshot, PauseReason, WayOn};
pub use proof::{
    ArchiveFault, ArchiveProblem, ArchiveReport, CatalogReport, Clearance, ClearanceException, ClearanceView,
    CopyPlace, PruneReport, RestoreReport, Unrestored, WherePlace, WhereRow,
};
pub use status::{ArchiveView, RootPlace, StateCount, VerificationRun, VerificationView, VerifiedCount};
pub use tree::{TreeFolder, TreeLevel};
