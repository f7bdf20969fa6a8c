//! Ingather on the command line.
fn main() {}
