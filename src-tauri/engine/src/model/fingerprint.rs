//! What can be seen of a file without reading it, and tells whether a checksum is still true.

/// Size, times and identity of a file as the system reports them. Never the device number: it changes at each mount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fingerprint {
    /// Size in bytes.
    pub size: u64,
    /// Time of last modification, nanoseconds since the epoch.
    pub mtime_ns: i64,
    /// Time of last status change, nanoseconds since the epoch; 0 where the file system keeps none worth trusting.
    pub ctime_ns: i64,
    /// Inode number; 0 where it does not outlive a mount.
    pub inode: u64,
}

/// Time that must lie between the last change and the end of hashing before a fingerprint counts: an equal time stamp
/// within one grain of the clock could hide a second change.
pub const CLOCK_GRAIN_NS: i64 = 20_000_000;
/// The same on FAT, where times are kept in steps of two seconds.
pub const FAT_GRAIN_NS: i64 = 2_000_000_000;

impl Fingerprint {
    /// Whether inode and ctime back up size and date. A weak one may save a read, never certify anything.
    #[must_use]
    pub fn is_strong(&self) -> bool {
        self.ctime_ns != 0 && self.inode != 0
    }

    /// The same without what a FAT, FUSE or network file system does not keep over a mount.
    #[must_use]
    pub fn weakened(self) -> Self {
        Self { ctime_ns: 0, inode: 0, ..self }
    }

    /// Whether the file may have changed unseen after it was hashed, because the hashing ended too soon after the change.
    #[must_use]
    pub fn too_young(&self, hashed_at_ns: i64) -> bool {
        let (changed, grain) =
            if self.is_strong() { (self.ctime_ns, CLOCK_GRAIN_NS) } else { (self.mtime_ns, FAT_GRAIN_NS) };
        hashed_at_ns.saturating_sub(changed) < grain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_changed_within_the_clock_grain_is_too_young() {
        let print = Fingerprint { size: 1, mtime_ns: 0, ctime_ns: 1_000_000_000, inode: 7 };
        assert!(
            print.too_young(1_000_000_000 + CLOCK_GRAIN_NS - 1),
            "a second change could share the time stamp"
        );
        assert!(!print.too_young(1_000_000_000 + CLOCK_GRAIN_NS));
        assert!(print.weakened().too_young(FAT_GRAIN_NS - 1), "FAT keeps two seconds");
    }
}
