//! One folder has one path through every mount, and clones are told apart.

use super::mounted::{Mounted, best_of_each, find};
use super::mountinfo;
use super::*;

const SAMPLE: &[u8] = b"22 27 0:21 / /proc rw,relatime - proc proc rw\n\
27 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw\n\
30 27 0:23 / /dev/shm rw - tmpfs tmpfs rw\n\
31 27 8:1 / /boot/efi rw - vfat /dev/sda1 rw\n\
32 27 7:1 / /snap/core/1 ro - squashfs /dev/loop1 ro\n\
40 27 8:17 / /media/ann/My\\040Passport ro,nosuid shared:9 master:2 - fuseblk /dev/sdb1 rw,user_id=0\n\
41 27 0:45 /@home /home rw - btrfs /dev/sdc1 rw,subvol=/@home\n\
42 27 0:45 / /pool rw - btrfs /dev/sdc1 rw\n\
43 27 8:2 /srv/photos /mnt/photos rw - ext4 /dev/sda2 rw\n\
44 27 0:50 / /mnt/nas rw - nfs4 nas:/export rw\n\
45 27 8:33 / /vol rw - xfs /dev/sdd1 rw\n\
46 27 8:49 / /vol2 rw - xfs /dev/sde1 rw\n\
not a line\n";

fn fake() -> Vec<Mounted> {
    mountinfo::parse(SAMPLE)
        .iter()
        .map(|m| Mounted {
            id: m.id,
            root: RelPath(m.root.strip_prefix(b"/").unwrap_or_default().to_vec()),
            is_drive: mountinfo::is_drive(m),
            volume: Volume {
                uid: VolumeUid(format!("{}:{}", m.fs_type, m.dev)),
                label: None,
                mount_point: system::path_from(&m.mount_point),
                file_system: m.fs_type.clone(),
                capacity: 1,
                free: 1,
                removable: false,
                rotational: false,
                read_only: m.read_only,
                traits: FsTraits::of(&m.fs_type, ""),
            },
        })
        .collect()
}

fn at<'a>(mounts: &'a [Mounted], path: &str) -> (&'a str, String) {
    let (mount, rel) = find(mounts, Path::new(path), None).expect("everything is below /");
    (&mount.volume.uid.0, crate::model::display_bytes(&rel.0))
}

#[test]
fn escapes_and_optional_fields_of_mountinfo_are_read() {
    let mounts = mountinfo::parse(SAMPLE);
    assert_eq!(mounts.len(), 12, "the line that is none is left out");
    let passport = &mounts[5];
    assert_eq!(passport.mount_point, b"/media/ann/My Passport");
    assert!(passport.read_only && passport.fs_type == "fuseblk");
    assert_eq!(mountinfo::unescape(b"a\\134b\\011c\\9"), b"a\\b\tc\\9");
}

#[test]
fn what_a_person_calls_a_drive_is_listed_once() {
    let drives = best_of_each(fake()).into_iter().filter(|m| m.is_drive);
    let places: Vec<String> = drives.map(|m| m.volume.mount_point.display().to_string()).collect();
    assert_eq!(places, ["/", "/media/ann/My Passport", "/pool", "/mnt/nas", "/vol", "/vol2"]);
}

#[test]
fn one_folder_has_one_path_through_every_mount() {
    let mounts = fake();
    assert_eq!(
        at(&mounts, "/srv/photos/2019"),
        at(&mounts, "/mnt/photos/2019"),
        "a bind mount is the same folder"
    );
    assert_eq!(
        at(&mounts, "/home/ann"),
        at(&mounts, "/pool/@home/ann"),
        "a subvolume is a folder of its volume"
    );
    assert_eq!(at(&mounts, "/home/ann"), ("btrfs:0:45", "@home/ann".into()));
}

#[test]
fn vol_is_not_vol2() {
    let mounts = fake();
    assert_eq!(at(&mounts, "/vol2/a"), ("xfs:8:49", "a".into()));
    assert_eq!(at(&mounts, "/vol/a"), ("xfs:8:33", "a".into()));
    assert_eq!(at(&mounts, "/vol3/a").0, "ext4:8:2");
}

#[test]
fn a_mount_shows_only_what_lies_below_its_root() {
    let mounts = fake();
    let photos = mounts.iter().find(|m| m.id == 43).expect("in the sample");
    assert_eq!(photos.path_of(&RelPath(b"srv/photos/a".to_vec())), Some("/mnt/photos/a".into()));
    assert_eq!(photos.path_of(&RelPath(b"srv/photos".to_vec())), Some("/mnt/photos".into()));
    assert_eq!(photos.path_of(&RelPath(b"srv/photos2".to_vec())), None);
}

#[test]
fn a_folder_of_this_machine_is_found_again() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (volume, rel) = of_path(folder.path()).expect("on some volume");
    assert!(volume.capacity > 0 && !volume.uid.0.is_empty());
    assert_eq!(locate(&volume.uid, &rel, folder.path()).as_deref(), Some(folder.path()));
    let elsewhere = locate(&volume.uid, &rel, Path::new("/nowhere")).expect("found without the hint");
    assert_eq!(elsewhere.canonicalize().expect("exists"), folder.path().canonicalize().expect("exists"));
    assert_eq!(
        locate(&VolumeUid("ext4:other".into()), &rel, folder.path()),
        None,
        "another drive is mounted there"
    );

    let (_, below) = of_path(&folder.path().join("not/yet")).expect("its nearest folder decides");
    assert_eq!(below, rel.join(b"not").join(b"yet"));
    assert!(space(&folder.path().join("not/yet")).expect("room is known").block > 0);
}

#[cfg(target_os = "linux")]
mod linux {
    use super::super::linux::Places;
    use std::os::unix::fs::symlink;

    #[test]
    fn network_shares_are_weak_and_told_apart() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let text = "60 1 0:51 / /mnt/photos rw - cifs //nas/photos rw,vers=3.1.1\n\
            61 1 0:52 / /mnt/music rw - cifs //nas/music rw,vers=3.1.1\n\
            62 1 0:53 / /mnt/photos2 rw - nfs4 nas:/export/photos rw,vers=4.2\n\
            63 1 0:51 /2019 /mnt/only\\0402019 rw - cifs //nas/photos rw,vers=3.1.1\n\
            64 1 0:54 / /mnt/friend rw - fuse.sshfs ann@host:/home/ann rw\n";
        std::fs::File::create(folder.path().join("mountinfo"))
            .and_then(|mut f| std::io::Write::write_all(&mut f, text.as_bytes()))
            .expect("made");
        let nowhere = folder.path().join("nowhere");
        let places = Places {
            mountinfo: folder.path().join("mountinfo"),
            by_uuid: nowhere.clone(),
            by_label: nowhere.clone(),
            sys_block: nowhere,
        };
        let mounts = places.mounts().expect("read");
        let uids: Vec<&str> = mounts.iter().map(|m| m.volume.uid.0.as_str()).collect();
        assert!(mounts.iter().all(|m| m.volume.uid.is_weak()), "a share's name is no identity: {uids:?}");
        let told_apart: std::collections::HashSet<_> = uids.iter().collect();
        assert_eq!(told_apart.len(), 4, "{uids:?}");
        assert_eq!(uids[0], uids[3], "a part of a share that is mounted alone is on that share");
        assert!(mounts.iter().all(|m| !m.volume.traits.strong_fingerprint), "inodes there are made up");
    }

    #[test]
    fn udev_names_give_identity_and_label_and_clones_become_weak() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = |name: &str| folder.path().join(name);
        for dir in ["dev", "by-uuid", "by-label", "sys/8:1/queue", "drive", "fat"] {
            std::fs::create_dir_all(at(dir)).expect("made");
        }
        for device in ["sda1", "sdb1"] {
            std::fs::File::create(at("dev").join(device)).expect("made");
        }
        symlink(at("dev/sda1"), at("by-uuid/4f1c-aa")).expect("made");
        symlink(at("dev/sdb1"), at("by-uuid/1234-ABCD")).expect("made");
        symlink(at("dev/sda1"), at("by-label/Old\\x20photos")).expect("made");
        symlink(at("dev/sdb1"), at("by-label/\\xe2\\x80\\xaeNIKON\\x1b[2J")).expect("made");
        std::fs::File::create(at("sys/8:1/queue/rotational"))
            .and_then(|mut f| std::io::Write::write_all(&mut f, b"1\n"))
            .expect("made");
        let line = |id: u32, dev: &str, place: &str, kind: &str, device: &str| {
            format!(
                "{id} 1 {dev} / {} rw - {kind} {} rw\n",
                at(place).display(),
                at("dev").join(device).display()
            )
        };
        let text =
            [line(50, "8:1", "drive", "ext3", "sda1"), line(51, "8:17", "fat", "vfat", "sdb1")].concat();
        std::fs::File::create(at("mountinfo"))
            .and_then(|mut f| std::io::Write::write_all(&mut f, text.as_bytes()))
            .expect("made");
        let places = Places {
            mountinfo: at("mountinfo"),
            by_uuid: at("by-uuid"),
            by_label: at("by-label"),
            sys_block: at("sys"),
        };

        let mounts = places.mounts().expect("read");
        assert_eq!(mounts[0].volume.uid.0, "ext4:4f1c-aa", "ext3 and ext4 are one family");
        assert_eq!(mounts[0].volume.label.as_deref(), Some("Old photos"));
        assert!(mounts[0].volume.rotational && !mounts[0].volume.uid.is_weak());
        assert_eq!(mounts[1].volume.uid.0, "vfat:1234-ABCD");
        assert_eq!(mounts[1].volume.label.as_deref(), Some("NIKON[2J"), "nothing that a terminal obeys");
        assert!(mounts[1].volume.uid.is_weak() && mounts[1].volume.traits.max_file_size.is_some());
    }
}
