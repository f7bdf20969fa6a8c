//! The steps of a job, one file or folder each. A phase knows no other phase: what one learnt, the next reads from the
//! job's database.

pub mod analyze;
pub mod bundles;
pub mod checksum;
pub mod companions;
mod context;
pub mod copy;
pub mod dates;
pub mod findings;
pub mod known;
mod lists;
mod originals;
pub mod own;
pub mod parallel;
pub mod plan;
pub mod pool;
pub mod recorded;
mod request;
pub mod since;
pub mod space;
mod speeds;
pub mod story;
pub mod summary;
pub mod trial;
pub mod verify;
pub mod walk;
mod wishes;

pub use context::{LiveRoot, PhaseContext, PhaseReport};
pub use parallel::guarded;
pub use request::RunRequest;
pub use wishes::{ANSWERED, Wishes};
