//! What the program talks about: pure values, no file, no database, no clock.

mod checksum;
mod costs;
mod equation;
mod fingerprint;
mod path;
mod status;
mod verdict;
mod wide;

pub use checksum::{Algorithm, Checksum};
pub use costs::Costs;
pub use equation::{Equation, Tally, Term};
pub use fingerprint::Fingerprint;
pub use path::{
    OUR_FOLDER, RelPath, UidPath, VolumeUid, display_bytes, display_path, is_misleading, parse_display,
    path_bytes,
};
pub use status::{CopyStatus, JobState, Phase, Reason, Table};
pub use verdict::{Depth, Method, Outcome};
pub use wide::{bytes_of_wide, wide_of_bytes};
