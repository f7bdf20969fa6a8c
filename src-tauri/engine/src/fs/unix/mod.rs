//! Linux and macOS below the level of files.

mod beneath;
mod device;
mod errors;
mod metadata;
mod private;
mod see;

pub use beneath::{
    FolderLock, Held, answers, make_folder, make_link, open_file, open_folder, open_on_this_mount, open_root,
    place, read_link, remove_file, remove_folder, replace,
};
pub use device::{
    Sight, allow_holes, flush, flush_folder, flush_folder_at, flush_whole, forget_pages, is_on_device,
    open_files_allowed, read_exact_at, reads_here_and_there, set_direct, whole_flush_reports_errors,
    will_read, write_all_at,
};
pub use errors::{code_of, is_other_mount, other_mount};
pub use metadata::{apply, of_file};
pub use private::{data_folder, make_private_file, make_private_folder, may_write};
pub use see::{bytes_path, entries, id_at, look_in, see_file, see_folder, see_metadata};
