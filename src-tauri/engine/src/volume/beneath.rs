//! What a volume rests on. Two volumes may be one disk; a copy inside the drive, or in memory, goes when that goes.

use std::path::{Path, PathBuf};

use super::{of_path, system};

/// What is under a mount.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beneath {
    /// The system's names of the disks, e.g. `sda`.
    pub disks: Vec<String>,
    /// The file that holds an image.
    pub image: Option<PathBuf>,
    /// The folders that it shows, if it is but a view of other volumes.
    pub shows: Vec<PathBuf>,
    /// It is a view of folders that cannot be told: any disk may hold them.
    pub hidden: bool,
    /// It lies in memory and goes with the power.
    pub memory: bool,
}

/// Why a copy does not outlive a drive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// Another part of the same disk, an image that lies on the drive, or a view of it.
    SameDisk,
    /// A view of folders that cannot be told: they may be the drive's.
    Untold,
    /// It is in memory.
    Memory,
}

impl Tie {
    /// Its stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SameDisk => "same_disk",
            Self::Untold => "untold",
            Self::Memory => "memory",
        }
    }

    /// From its stored word.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let known = [Self::Untold, Self::Memory].into_iter().find(|tie| tie.as_str() == text);
        known.unwrap_or(Self::SameDisk)
    }
}

/// What is under the mount that a path is on; nothing is claimed where the system does not say.
#[must_use]
pub fn beneath(path: &Path) -> Beneath {
    system::beneath(path).unwrap_or_default()
}

/// What ties copies at `copies` to the drive at `drive`.
#[must_use]
pub fn tie(copies: &Path, drive: &Path) -> Option<Tie> {
    let (under_copies, under_drive) = (beneath(copies), beneath(drive));
    let real = drive.canonicalize().unwrap_or_else(|_| drive.to_owned());
    let on_drive = |path: &PathBuf| path.canonicalize().is_ok_and(|p| p.starts_with(&real));
    let (disks_of_copies, disks_of_drive) = (under_copies.all_disks(0), under_drive.all_disks(0));
    if under_copies.memory {
        Some(Tie::Memory)
    } else if disks_of_copies.iter().any(|disk| disks_of_drive.contains(disk))
        || under_copies.image.iter().any(on_drive)
        || under_copies.shows.iter().any(|shown| is_same_volume(shown, drive))
        || under_drive.shows.iter().any(|shown| is_same_volume(shown, copies))
    {
        Some(Tie::SameDisk)
    } else if under_copies.hides(0) || under_drive.hides(0) {
        Some(Tie::Untold)
    } else {
        None
    }
}

fn is_same_volume(shown: &Path, other: &Path) -> bool {
    match (of_path(shown), of_path(other)) {
        (Ok((a, _)), Ok((b, _))) => shown.exists() && a.uid == b.uid,
        (Ok(_) | Err(_), Ok(_) | Err(_)) => false,
    }
}

/// Views of views; deeper ones would be a circle.
const DEEPEST: u8 = 4;

impl Beneath {
    /// Its disks, and those of the folders that it shows.
    fn all_disks(&self, depth: u8) -> Vec<String> {
        let mut disks = self.disks.clone();
        disks.extend(self.shown(depth).flat_map(|shown| shown.all_disks(depth + 1)));
        disks
    }

    /// Whether it, or what it shows, does not tell what lies under it.
    fn hides(&self, depth: u8) -> bool {
        self.hidden || self.shown(depth).any(|shown| shown.hides(depth + 1))
    }

    fn shown(&self, depth: u8) -> impl Iterator<Item = Beneath> {
        let shows = if depth < DEEPEST { self.shows.as_slice() } else { &[] };
        shows.iter().filter(|shown| shown.exists()).map(|shown| beneath(shown))
    }
}

/// Whether a union does not tell where its folders are: by none of its options, or by names that begin wherever it was
/// mounted from.
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
pub fn is_untold(fs_type: &str, options: &str, shows: &[PathBuf]) -> bool {
    let layers = options.split(',').filter_map(|option| option.split_once('='));
    let mut layers =
        layers.filter(|(key, _)| matches!(key.trim_end_matches('+'), "lowerdir" | "upperdir" | "datadir"));
    let is_relative = |list: &str| list.split(':').any(|part| !part.is_empty() && !part.starts_with('/'));
    let is_union = matches!(
        fs_type,
        "overlay"
            | "aufs"
            | "fuse.fuse-overlayfs"
            | "fuse.mergerfs"
            | "fuse.mhddfs"
            | "fuse.unionfs"
            | "fuse.unionfs-fuse"
    );
    is_union && (shows.is_empty() || layers.any(|(_, list)| is_relative(list)))
}

/// The absolute folders that a mount of several is made of: `lowerdir=/a:/b,upperdir=/c`, `/a=RW:/b=RO`, `/a`.
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
pub fn folders_shown(text: &str) -> Vec<PathBuf> {
    text.split([',', ':', '='])
        .filter(|part| part.starts_with('/'))
        .map(|part| PathBuf::from(part.replace("\\040", " ")))
        .collect()
}

/// Whether a file system of that name shows what other volumes hold.
#[must_use]
pub fn is_view(fs_type: &str) -> bool {
    matches!(fs_type, "overlay" | "aufs" | "9p" | "virtiofs" | "nfs" | "nfs4" | "cifs" | "smb3")
        || fs_type.starts_with("fuse.")
        || fs_type == "fuse"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_unions_are_read_from_their_options() {
        let shown = |text: &str| {
            folders_shown(text).iter().map(|p| p.to_string_lossy().into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(shown("rw,lowerdir=/a:/b,upperdir=/c,workdir=/w"), ["/a", "/b", "/c", "/w"]);
        assert_eq!(shown("/mnt/d1=RW:/mnt/d2=NC"), ["/mnt/d1", "/mnt/d2"]);
        assert_eq!(shown("user@host:photos"), Vec::<String>::new());
    }

    #[test]
    fn a_union_that_does_not_say_where_its_folders_are_is_known_as_such() {
        let untold = |fs: &str, options: &str| is_untold(fs, options, &folders_shown(options));
        assert!(untold("overlay", "rw,lowerdir=low,upperdir=up,workdir=wk"), "relative to who knows what");
        assert!(untold("overlay", "rw,lowerdir=/a:b,upperdir=/c,workdir=/w"), "one of them");
        assert!(untold("overlay", "rw,lowerdir+=/a,lowerdir+=b"), "as newer kernels write it");
        assert!(!untold("overlay", "rw,lowerdir=/a:/b,upperdir=/c,workdir=/w"));
        assert!(untold("fuse.unionfs", "rw,user_id=0"), "nothing is said");
        assert!(!untold("fuse.sshfs", "rw,user_id=0") && !untold("nfs4", "rw,addr=10.0.0.1"), "no unions");
    }

    #[test]
    fn drives_behind_fuse_are_no_views() {
        assert!(!is_view("fuseblk") && !is_view("ext4") && !is_view("exfat"));
        assert!(is_view("fuse.mergerfs") && is_view("overlay") && is_view("fuse.bindfs"));
    }
}
