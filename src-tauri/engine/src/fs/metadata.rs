//! Times, mode and extended attributes, carried from one open file to another. Never by path.

/// What is carried from a source to its copy.
#[derive(Debug, Clone, Default)]
pub struct Metadata {
    pub mtime_ns: i64,
    /// When the file was made, where the system lets a copy have it.
    pub created_ns: Option<i64>,
    /// Permission bits without set-user and set-group.
    pub mode: u32,
    /// Extended attributes of the user's own (Finder tags among them).
    pub attributes: Vec<(Vec<u8>, Vec<u8>)>,
    /// There is more beside the content (alternate streams on Windows), and a copy does not get it.
    pub has_more: bool,
}
