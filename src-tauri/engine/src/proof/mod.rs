//! What can be proven about drives and archives as they are at this moment, over all jobs: may a drive be wiped, where
//! is a content now, is an archive what its own lists say.

mod archive;
mod clearance;
mod coverage;
mod find;
mod goal;
mod lists;
mod look;
mod places;
mod read;
mod recorded;
mod restore;
mod subject;
mod taken;
mod told;
mod twins;
mod upkeep;
mod verdict;
mod which_drive;

pub use archive::check_archive;
pub use clearance::{ClearanceRequest, Progress};
pub use restore::RestoreRequest;
pub use told::{RestoreTold, restore_as_told};
