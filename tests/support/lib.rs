//! What the tests share: trees to bring in, a walk of their own to judge by, faults to suffer, and runners.
//!
//! Nothing here uses the engine's code: a fault in the engine must not be able to hide itself in its own tests.
//! Everything happens in a [`Sandbox`], which takes its folders, mounts and loop devices down with it.

mod binary;
pub mod commands;
pub mod compare;
pub mod mounts;
pub mod random;
pub mod reports;
pub mod run;
mod sandbox;
#[cfg(test)]
mod selftest;
pub mod skip;
pub mod snapshot;
pub mod terminal;
pub mod tree;
pub mod watch;

pub use binary::ingather_binary;
pub use random::Random;
pub use run::{Outcome, Running};
pub use sandbox::Sandbox;
pub use snapshot::{Entry, Kind, Snapshot};
