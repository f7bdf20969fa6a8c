//! What two ends have agreed on: the window and the shell, the program and those who read its output.

mod ipc;
mod records;
