//! Linux: the disks under a mount by sysfs, the image of a loop device, the folders of a union.

use std::path::{Path, PathBuf};

use super::beneath::{Beneath, folders_shown, is_untold, is_view};
use super::linux::{Places, mount_id, path_from};
use super::mountinfo;

/// What is under the mount that a path is on.
pub fn beneath(path: &Path) -> Option<Beneath> {
    let places = Places::default();
    let id = mount_id(path)?;
    let mounts = mountinfo::parse(&std::fs::read(&places.mountinfo).ok()?);
    let mount = mounts.iter().find(|m| m.id == id)?;
    let mut under =
        Beneath { memory: matches!(mount.fs_type.as_str(), "tmpfs" | "ramfs"), ..Beneath::default() };
    if is_view(&mount.fs_type) {
        let options = String::from_utf8_lossy(&mount.super_options);
        under.shows = folders_shown(&options);
        under.shows.extend(path_from(&mount.source).is_absolute().then(|| path_from(&mount.source)));
        under.shows.extend(branches(&path_from(&mount.mount_point)));
        under.hidden = is_untold(&mount.fs_type, &options, &under.shows);
    } else if let Some(name) = places.device_of(mount).as_deref().and_then(Path::file_name) {
        disks(Path::new("/sys/class/block"), &name.to_string_lossy(), &mut under, 0);
    }
    Some(under)
}

/// mergerfs tells its branches in an attribute of a file of its own.
fn branches(mount_point: &Path) -> Vec<PathBuf> {
    // That file cannot be opened everywhere, but asked it can be.
    let mut text = vec![0; 64 << 10];
    match rustix::fs::getxattr(mount_point.join(".mergerfs"), c"user.mergerfs.branches", text.as_mut_slice())
    {
        Ok(len) => folders_shown(&String::from_utf8_lossy(&text[..len.min(text.len())])),
        Err(_) => Vec::new(),
    }
}

/// A partition's disk; the disks of a volume made of several; the image of a loop device, which is a disk of its own.
fn disks(sys: &Path, name: &str, under: &mut Beneath, depth: u8) {
    let Ok(folder) = sys.join(name).canonicalize() else { return };
    let slaves: Vec<String> = std::fs::read_dir(folder.join("slaves"))
        .map(|all| all.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    if !slaves.is_empty() && depth < 8 {
        for slave in slaves {
            disks(sys, &slave, under, depth + 1);
        }
        return;
    }
    let disk = match folder.join("partition").exists() {
        true => folder.parent().map_or_else(|| folder.clone(), Path::to_path_buf),
        false => folder,
    };
    if let Ok(image) = std::fs::read_to_string(disk.join("loop/backing_file")) {
        under.image = Some(PathBuf::from(image.trim_end_matches('\n')));
    }
    under.disks.extend(disk.file_name().map(|n| n.to_string_lossy().into_owned()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn partitions_name_their_disk_and_mappings_all_of_theirs() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let at = |name: &str| root.path().join(name);
        for dir in [
            "devices/sda/sda1",
            "devices/sdb",
            "devices/dm-0/slaves/sda1",
            "devices/dm-0/slaves/sdb",
            "devices/loop3/loop",
            "devices/loop3/loop3p1",
            "class",
        ] {
            std::fs::create_dir_all(at(dir)).expect("made");
        }
        let put = |name: &str, text: &str| {
            std::io::Write::write_all(&mut std::fs::File::create(at(name)).expect("made"), text.as_bytes())
                .expect("written");
        };
        put("devices/sda/sda1/partition", "1\n");
        put("devices/loop3/loop3p1/partition", "1\n");
        put("devices/loop3/loop/backing_file", "/home/me/card.img\n");
        for (name, place) in
            [("sda1", "sda/sda1"), ("sdb", "sdb"), ("dm-0", "dm-0"), ("loop3p1", "loop3/loop3p1")]
        {
            symlink(at("devices").join(place), at("class").join(name)).expect("made");
        }
        let under = |name: &str| {
            let mut found = Beneath::default();
            disks(&at("class"), name, &mut found, 0);
            found.disks.sort();
            found
        };
        assert_eq!(under("sda1").disks, ["sda"]);
        assert_eq!(under("dm-0").disks, ["sda", "sdb"]);
        assert_eq!(under("loop3p1").disks, ["loop3"]);
        assert_eq!(under("loop3p1").image.as_deref(), Some(Path::new("/home/me/card.img")));
    }
}
