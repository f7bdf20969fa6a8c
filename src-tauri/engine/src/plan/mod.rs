//! Decisions without a look at the world: rules, names, layouts, and who may stand for whom.

pub mod bundles;
pub mod companions;
mod contents;
mod kinds;
mod layout;
mod names;
mod notes;
mod rules;

pub use contents::{Claim, Contents, Holder};
pub use kinds::kind_of;
pub use layout::{Facts, Layout};
pub use names::{distinct_folder_name, escape_illegal, folder_name, suffixed};
pub use notes::{LINK_TO, note_words, recovered};
pub use rules::{
    ARCHIVE_LIES_HERE, LeftOut, OWN_RECORDS, Rules, is_junk, is_repair_folder, is_system_folder,
    own_left_out, repair_folder_left_out, wrong_glob,
};

/// Said of a file that is here in name only.
pub const IN_THE_CLOUD: &str = crate::said!("its content is kept elsewhere and is not on this drive");
/// Said of a copy that is not where, or not as old as, it was recorded.
pub const MOVED: &str = crate::said!("its copy was moved or touched in the archive; the content is the same");
