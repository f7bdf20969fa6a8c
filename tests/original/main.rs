//! What the original tool offered and what goes with it, command by command, on the built program.

mod archive;
mod catalog;
mod certificates;
mod certificates_inside;
mod clearance;
mod clearance_copies;
mod clearance_ties;
mod config;
mod findings;
mod import;
mod lost_records;
mod members;
mod no_wipe;
mod restore;
mod restore_told;
mod scale;
mod small_words;
mod status;
mod steps;
mod table;
mod whereabouts;
