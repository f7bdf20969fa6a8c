//! summary: the reports, written at the end of every command that changes a state.
