//! The job as people run it: the command line, real trees, and the archive judged by a walk of the tests' own.

mod again;
mod archive_changes;
mod bundles;
mod command_line;
mod companions;
mod companions_again;
mod copy_counts;
mod costs;
mod dates;
mod exact;
mod kept;
mod lists;
mod lost_records;
mod overlaps;
mod own_records;
mod plan_time;
mod policies;
mod promised;
mod reports;
mod scene;
mod several;
mod story;
mod unions;
mod volumes;
mod whole;
