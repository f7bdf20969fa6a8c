//! The product: finds out what is on drives, leaves out what repeats or is archived, copies the rest, reads it back.
//!
//! A [`library::Library`] finds jobs, a [`job::Job`] is one to look at, [`runner::start`] runs it and tells a
//! [`progress::Observer`] how it goes. What screens and `--json` show are the types in [`views`].

mod archive;
pub mod cancel;
pub mod clock;
pub mod config;
mod databases;
pub mod demo;
pub mod error;
mod fault;
pub mod fs;
pub mod imports;
pub mod job;
pub mod library;
pub mod lists;
pub mod model;
mod phases;
pub mod pictures;
mod plan;
pub mod preview;
pub mod progress;
pub mod proof;
pub mod report;
pub mod runner;
mod store;
pub mod text;
pub mod views;
pub mod volume;

pub use databases::settled;
pub use error::{Error, Result};
