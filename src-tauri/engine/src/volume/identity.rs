//! Who a volume is, from what is known about all mounts at once: a clone is only a clone beside its twin.

use std::collections::HashMap;

use crate::model::VolumeUid;

/// Whether the identity may be shared by another volume (32-bit serials, none at all, all zero).
#[must_use]
pub fn is_weak(uid: &VolumeUid) -> bool {
    uid.is_weak()
}

/// What is known of one mounted file system before its identity is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Tells devices apart, e.g. `8:17`.
    pub device: String,
    /// The family of file systems, e.g. `ext4` also for ext3.
    pub family: String,
    /// The id on the disk, if it could be read.
    pub id: Option<String>,
    /// The words of the weak form: type, source, mount point.
    pub weak: [String; 3],
}

impl Candidate {
    fn strong(&self) -> Option<VolumeUid> {
        let id = self.id.as_ref().filter(|id| id.bytes().any(|b| b != b'0' && b != b'-'))?;
        Some(VolumeUid(format!("{}:{id}", self.family)))
    }
}

/// Identities that are on two devices at once.
pub fn clones(candidates: &[Candidate]) -> Vec<VolumeUid> {
    let mut devices: HashMap<VolumeUid, &str> = HashMap::new();
    let mut clones = Vec::new();
    for candidate in candidates {
        let Some(uid) = candidate.strong() else { continue };
        if *devices.entry(uid.clone()).or_insert(&candidate.device) != candidate.device {
            clones.push(uid);
        }
    }
    clones
}

/// The identity of each candidate, in their order. No id, an all-zero id and an id that is on two devices at once give
/// the weak form; candidates of one device get one identity, that of the first of them.
pub fn settle(candidates: &[Candidate]) -> Vec<VolumeUid> {
    let clones = clones(candidates);
    let mut of_device: HashMap<&str, VolumeUid> = HashMap::new();
    candidates
        .iter()
        .map(|c| {
            let uid = c.strong().filter(|uid| !clones.contains(uid));
            let uid = uid.unwrap_or_else(|| VolumeUid(format!("weak:{}", c.weak.join(":"))));
            of_device.entry(&c.device).or_insert(uid).clone()
        })
        .collect()
}

/// The family of a file system's name: one disk keeps its identity whichever driver mounts it.
pub fn family(fs_type: &str) -> &str {
    match fs_type {
        "ext2" | "ext3" | "ext4" => "ext4",
        "msdos" | "vfat" | "fat" | "fat32" => "vfat",
        "ntfs" | "ntfs3" => "ntfs",
        "hfs" | "hfsplus" => "hfsplus",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(device: &str, id: Option<&str>, place: &str) -> Candidate {
        Candidate {
            device: device.into(),
            family: "ext4".into(),
            id: id.map(Into::into),
            weak: ["ext4".into(), format!("/dev/{device}"), place.into()],
        }
    }

    #[test]
    fn two_devices_with_one_id_are_clones_and_told_apart() {
        let uids = settle(&[
            candidate("8:1", Some("aa-11"), "/a"),
            candidate("8:17", Some("aa-11"), "/b"),
            candidate("8:33", Some("bb-22"), "/c"),
        ]);
        assert!(is_weak(&uids[0]) && is_weak(&uids[1]), "neither can be the one");
        assert_ne!(uids[0], uids[1]);
        assert_eq!(uids[2].0, "ext4:bb-22");
    }

    #[test]
    fn two_mounts_of_one_device_are_one_volume() {
        let strong = settle(&[candidate("8:1", Some("aa-11"), "/a"), candidate("8:1", Some("aa-11"), "/b")]);
        assert_eq!(strong[0], strong[1]);
        assert!(!is_weak(&strong[0]));
        let weak = settle(&[candidate("0:40", None, "/a"), candidate("0:40", None, "/b")]);
        assert_eq!(weak[0], weak[1], "a bind mount of a tmpfs is the same tmpfs");
    }

    #[test]
    fn a_missing_or_all_zero_id_is_weak() {
        for id in [None, Some("00000000-0000-0000-0000-000000000000"), Some("")] {
            assert!(is_weak(&settle(&[candidate("8:1", id, "/a")])[0]), "{id:?}");
        }
        assert!(is_weak(&VolumeUid("vfat:1234-ABCD".into())), "32 bits are shared by chance and by cloning");
    }
}
