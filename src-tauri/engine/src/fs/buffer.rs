//! A buffer whose start lies on a page boundary, as reading past the page cache demands.

/// Reading past the page cache wants addresses, offsets and lengths in multiples of this.
pub const ALIGN: usize = 4096;

/// A page-aligned buffer of fixed size.
pub struct Buffer {
    bytes: Vec<u8>,
    start: usize,
    len: usize,
}

impl Buffer {
    /// A buffer of `len` bytes, rounded up to whole pages.
    #[must_use]
    pub fn new(len: usize) -> Self {
        let len = len.next_multiple_of(ALIGN);
        let bytes = vec![0; len + ALIGN];
        let start = bytes.as_ptr().align_offset(ALIGN);
        Self { bytes, start, len }
    }

    /// All of it, for reading into.
    pub fn space(&mut self) -> &mut [u8] {
        &mut self.bytes[self.start..self.start + self.len]
    }

    /// Its first `len` bytes.
    #[must_use]
    pub fn filled(&self, len: usize) -> &[u8] {
        &self.bytes[self.start..self.start + len]
    }

    /// Its size in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Never true: a buffer has at least one page.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}
