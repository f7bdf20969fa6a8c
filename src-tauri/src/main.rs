//! The Ingather window.
fn main() {}
