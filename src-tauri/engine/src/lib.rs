//! The product: finds out what is on drives, leaves out what repeats or is archived, copies the rest, reads it back.
//!
//! A [`library::Library`] finds jobs, a [`job::Job`] is one to look at, [`runner::start`] runs it and tells a
//! [`progress::Observer`] how it goes. What screens and `--json` show are the types in [`views`].

pub mod cancel;
pub mod clock;
pub mod config;
pub mod demo;
pub mod error;
pub mod fs;
pub mod job;
pub mod library;
pub mod model;
pub mod progress;
pub mod report;
pub mod runner;
mod archive;
mod databases;
mod fault;
mod phases;
mod plan;
pub mod proof;
mod text;
mod store;
pub mod views;
pub mod volume;

pub use error::{Error, Result};
