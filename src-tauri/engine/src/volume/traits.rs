//! What a file system can keep, from its name: the plan warns before the copy instead of failing at hour nine.

/// What matters about a file system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FsTraits {
    /// Inode and ctime are kept over mounts and can back up size and date.
    pub strong_fingerprint: bool,
    /// The largest file it can hold, bytes.
    pub max_file_size: Option<u64>,
    /// The step in which it keeps times, nanoseconds.
    pub time_grain_ns: i64,
    /// A file takes up what is allocated to it, here as elsewhere: holes take no room, and nothing is compressed.
    pub keeps_holes: bool,
    /// Keeps permission bits.
    pub keeps_mode: bool,
    /// Keeps extended attributes, such as Finder tags.
    pub keeps_attributes: bool,
    /// Tells capital letters from small ones in names.
    pub case_sensitive: bool,
    /// Bytes that may not occur in a name.
    pub illegal_name_bytes: &'static [u8],
}

const SECOND: i64 = 1_000_000_000;
const FAT_MAX: u64 = u32::MAX as u64;
const NOT_ON_WINDOWS: &[u8] = b"\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\
    \x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\"*:<>?\\|";

impl FsTraits {
    /// By the system's name and, where that only says "through FUSE", the family read from the disk.
    #[must_use]
    pub fn of(fs_type: &str, family: &str) -> Self {
        let unix = Self {
            strong_fingerprint: true,
            max_file_size: None,
            time_grain_ns: 1,
            keeps_holes: true,
            keeps_mode: true,
            keeps_attributes: true,
            case_sensitive: true,
            illegal_name_bytes: b"",
        };
        let windows = Self {
            keeps_holes: false,
            keeps_mode: false,
            case_sensitive: false,
            illegal_name_bytes: NOT_ON_WINDOWS,
            ..unix
        };
        let fat = Self { keeps_attributes: false, ..windows };
        match fs_type {
            "ext4" | "xfs" | "btrfs" | "tmpfs" | "ramfs" | "overlay" => unix,
            // As most are made: it knows a name again however it is written.
            "apfs" => Self { case_sensitive: false, keeps_holes: false, ..unix },
            "ext2" | "ext3" => Self { time_grain_ns: SECOND, ..unix },
            "hfs" | "hfsplus" => {
                let known_again = Self { strong_fingerprint: false, case_sensitive: false, ..unix };
                Self { time_grain_ns: SECOND, keeps_holes: false, ..known_again }
            }
            "ntfs" | "ntfs3" => Self { time_grain_ns: 100, ..windows },
            "vfat" | "msdos" | "fat" | "fat32" | "fuse.fusefat" => Self {
                strong_fingerprint: false,
                max_file_size: Some(FAT_MAX),
                time_grain_ns: 2 * SECOND,
                ..fat
            },
            "exfat" => Self { strong_fingerprint: false, time_grain_ns: 2 * SECOND, ..fat },
            _ => Self {
                strong_fingerprint: false,
                time_grain_ns: 2 * SECOND,
                keeps_holes: false,
                ..Self::by_family(family, unix, windows, fat)
            },
        }
    }

    fn by_family(family: &str, unix: Self, windows: Self, fat: Self) -> Self {
        match family {
            "vfat" => Self { max_file_size: Some(FAT_MAX), ..fat },
            "exfat" => fat,
            "ntfs" => windows,
            _ => Self { keeps_mode: false, ..unix },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_file_systems_with_lasting_inodes_back_up_a_fingerprint() {
        for name in ["ext4", "xfs", "btrfs", "apfs", "ntfs", "ntfs3", "tmpfs", "overlay"] {
            assert!(FsTraits::of(name, "").strong_fingerprint, "{name} keeps inodes");
        }
        for name in ["vfat", "exfat", "fuseblk", "fuse.sshfs", "nfs4", "cifs", "9p", "unheard-of"] {
            assert!(
                !FsTraits::of(name, "").strong_fingerprint,
                "{name} may give other inodes at the next mount"
            );
        }
    }

    #[test]
    fn limits_of_fat_are_known_also_through_fuse() {
        assert_eq!(FsTraits::of("vfat", "vfat").max_file_size, Some(4_294_967_295));
        assert_eq!(FsTraits::of("exfat", "exfat").max_file_size, None);
        assert!(FsTraits::of("fuseblk", "exfat").illegal_name_bytes.contains(&b':'));
        assert_eq!(FsTraits::of("fuseblk", "exfat").time_grain_ns, 2 * SECOND);
        assert!(FsTraits::of("ext4", "ext4").illegal_name_bytes.is_empty());
        let (exfat, ntfs) = (FsTraits::of("fuseblk", "exfat"), FsTraits::of("ntfs3", "ntfs"));
        assert!(!exfat.keeps_attributes && !exfat.case_sensitive, "neither tags nor capital letters");
        assert!(ntfs.keeps_attributes && !ntfs.keeps_mode);
    }
}
