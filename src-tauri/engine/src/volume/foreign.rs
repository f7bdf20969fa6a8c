//! What macOS and Windows answer when asked about volumes, read here so that stored answers can be tested anywhere.
#![cfg_attr(not(all(test, target_os = "linux")), allow(dead_code))]

use super::identity::{self, Candidate};

/// A volume as the other systems describe it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Described {
    pub mount_point: String,
    pub fs_type: String,
    pub id: Option<String>,
    pub label: Option<String>,
    pub removable: bool,
    pub rotational: bool,
    pub read_only: bool,
    /// What tells devices apart.
    pub device: String,
}

/// Mount points and types from the output of macOS `mount`: `/dev/disk4s2 on /Volumes/WD (exfat, local, nodev)`.
pub fn mount_lines(text: &str) -> Vec<Described> {
    text.lines()
        .filter_map(|line| {
            let (device, rest) = line.split_once(" on ")?;
            let (place, options) = rest.rsplit_once(" (")?;
            let mut options = options.trim_end_matches(')').split(", ");
            Some(Described {
                mount_point: place.to_owned(),
                fs_type: options.next()?.to_owned(),
                read_only: options.any(|o| o == "read-only"),
                device: device.to_owned(),
                ..Described::default()
            })
        })
        .collect()
}

/// Adds what `diskutil info -plist` says of a volume.
pub fn add_diskutil(mut volume: Described, plist: &str) -> Described {
    volume.id = plist_text(plist, "VolumeUUID").map(|id| id.to_lowercase());
    volume.label = plist_text(plist, "VolumeName").filter(|name| !name.is_empty());
    volume.removable = plist_flag(plist, "RemovableMediaOrExternalDevice").unwrap_or(false);
    volume.rotational = plist_flag(plist, "SolidState").is_some_and(|solid| !solid);
    volume.read_only |= plist_flag(plist, "WritableVolume").is_some_and(|writable| !writable);
    volume
}

fn plist_value<'a>(plist: &'a str, key: &str) -> Option<&'a str> {
    Some(plist.split_once(&format!("<key>{key}</key>"))?.1.trim_start())
}

fn plist_text(plist: &str, key: &str) -> Option<String> {
    let (text, _) = plist_value(plist, key)?.strip_prefix("<string>")?.split_once("</string>")?;
    Some(text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
}

fn plist_flag(plist: &str, key: &str) -> Option<bool> {
    let value = plist_value(plist, key)?;
    if value.starts_with("<true/>") { Some(true) } else { value.starts_with("<false/>").then_some(false) }
}

/// Whether a person would call it a drive, on macOS.
pub fn is_mac_drive(volume: &Described) -> bool {
    volume.mount_point == "/" || volume.mount_point.starts_with("/Volumes/")
}

/// What is known of it for settling its identity.
pub fn candidate(volume: &Described) -> Candidate {
    Candidate {
        device: volume.device.clone(),
        family: identity::family(&volume.fs_type).to_owned(),
        id: volume.id.clone(),
        weak: [volume.fs_type.clone(), volume.device.clone(), volume.mount_point.clone()],
    }
}

/// What Windows answers about the volume at one place.
#[derive(Debug, Clone, Default)]
pub struct AskedVolume {
    /// The root: `E:\\`, or a folder on which the volume is mounted.
    pub place: String,
    pub label: String,
    pub file_system: String,
    pub serial: u32,
    /// 64 bits where the file system has them; else as the short one.
    pub long_serial: Option<u64>,
    pub flags: u32,
    pub drive_type: u32,
    /// The number of the disk.
    pub disk: Option<u32>,
    /// Reading elsewhere costs time.
    pub seeks: Option<bool>,
    /// The volume's own name, which is an alias only; the place where it has none.
    pub device: String,
}

/// What such an answer means. What lies across a network has no identity of its own.
pub fn windows_volume(asked: &AskedVolume) -> Described {
    const REMOVABLE: u32 = 2;
    const REMOTE: u32 = 4;
    const CD: u32 = 5;
    const READ_ONLY_VOLUME: u32 = 0x8_0000;
    let fs_type = asked.file_system.to_lowercase();
    let is_remote = asked.drive_type == REMOTE;
    let long = asked.long_serial.filter(|serial| serial >> 32 != 0);
    let id = match (is_remote, fs_type.as_str(), long) {
        (true, _, _) => None,
        (false, "ntfs" | "refs", long) => long.map(|serial| format!("{serial:016X}")),
        (false, _, _) => Some(short_serial(asked.serial)),
    };
    Described {
        mount_point: asked.place.clone(),
        fs_type: if is_remote { format!("remote-{fs_type}") } else { fs_type },
        id,
        label: Some(asked.label.clone()).filter(|label| !label.is_empty()),
        removable: asked.drive_type == REMOVABLE,
        rotational: asked.seeks.unwrap_or(false),
        read_only: asked.drive_type == CD || asked.flags & READ_ONLY_VOLUME != 0,
        device: asked.device.clone(),
    }
}

/// The disks on which a volume lies, in the words of [`super::Beneath`].
pub fn windows_disks(asked: &AskedVolume) -> Vec<String> {
    asked.disk.iter().map(|number| format!("disk {number}")).collect()
}

fn short_serial(number: u32) -> String {
    format!("{:04X}-{:04X}", number >> 16, number & 0xFFFF)
}

/// The letter of a Windows drive's root, `E:\\`; nothing else may become part of a command.
pub fn drive_letter(root: &str) -> Option<char> {
    let (letter, rest) = root.split_at_checked(1)?;
    let letter = letter.chars().next().filter(char::is_ascii_alphabetic)?;
    matches!(rest, ":" | ":\\").then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn macos_volumes_are_read_from_mount_and_diskutil() {
        let text = "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n\
            /dev/disk4s2 on /Volumes/My (old) drive (exfat, local, nodev, nosuid, noowners)\n\
            map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)\n";
        let volumes = mount_lines(text);
        assert_eq!(volumes.len(), 3);
        assert_eq!(
            (volumes[1].mount_point.as_str(), volumes[1].fs_type.as_str()),
            ("/Volumes/My (old) drive", "exfat")
        );
        assert!(volumes[0].read_only && !volumes[1].read_only);
        assert!(is_mac_drive(&volumes[1]) && !is_mac_drive(&volumes[2]));

        let plist = "<dict>\n\t<key>RemovableMediaOrExternalDevice</key>\n\t<true/>\n\t<key>SolidState</key>\n\t<false/>\n\
            \t<key>VolumeName</key>\n\t<string>Tom &amp; Ann</string>\n\t<key>VolumeUUID</key>\n\
            \t<string>0A81F3B1-51D9-3335-B3E3-169C3640360D</string>\n\t<key>WritableVolume</key>\n\t<true/>\n</dict>";
        let volume = add_diskutil(volumes[1].clone(), plist);
        assert_eq!(volume.id.as_deref(), Some("0a81f3b1-51d9-3335-b3e3-169c3640360d"));
        assert_eq!(volume.label.as_deref(), Some("Tom & Ann"));
        assert!(volume.removable && volume.rotational && !volume.read_only);
        let uid = &identity::settle(&[candidate(&volume)])[0];
        assert_eq!(uid.0, "exfat:0a81f3b1-51d9-3335-b3e3-169c3640360d");
    }

    #[test]
    fn windows_volumes_are_told_by_what_the_system_answers() {
        let card = AskedVolume {
            place: r"E:\".into(),
            label: "CARD".into(),
            file_system: "exFAT".into(),
            serial: 0x1234_ABCD,
            long_serial: Some(0x1234_ABCD),
            drive_type: 2,
            device: r"\\?\Volume{a}\".into(),
            ..AskedVolume::default()
        };
        let disk = AskedVolume {
            place: r"C:\".into(),
            file_system: "NTFS".into(),
            serial: 0x3A1F_0123,
            long_serial: Some(0x5C3A_1F2B_3A1F_0123),
            drive_type: 3,
            seeks: Some(true),
            device: r"\\?\Volume{b}\".into(),
            ..AskedVolume::default()
        };
        let share =
            AskedVolume { place: r"Z:\".into(), drive_type: 4, device: r"Z:\".into(), ..disk.clone() };
        let short =
            AskedVolume { long_serial: None, place: r"D:\".into(), device: "d".into(), ..disk.clone() };
        let volumes: Vec<_> = [&card, &disk, &share, &short].into_iter().map(windows_volume).collect();
        let uids = identity::settle(&volumes.iter().map(candidate).collect::<Vec<_>>());
        assert_eq!(uids[0].0, "exfat:1234-ABCD");
        assert!(uids[0].is_weak() && volumes[0].removable && volumes[0].label.as_deref() == Some("CARD"));
        assert_eq!(uids[1].0, "ntfs:5C3A1F2B3A1F0123", "as Linux reads it from the same disk");
        assert!(volumes[1].rotational && !volumes[1].removable && !volumes[1].read_only);
        assert!(uids[2].is_weak() && !super::super::FsTraits::of(&volumes[2].fs_type, "").strong_fingerprint);
        assert!(uids[3].is_weak(), "half of a serial is none");
        assert_eq!(windows_disks(&AskedVolume { disk: Some(2), ..disk.clone() }), ["disk 2"]);
        assert!(windows_disks(&share).is_empty(), "nobody says on which disk a share lies");
        assert!(windows_volume(&AskedVolume { flags: 0x8_0000, ..card }).read_only);
        assert_eq!((drive_letter("E:\\"), drive_letter("e:")), (Some('E'), Some('e')));
        assert!(
            ["", "E", "E:\\x", "é:", "':", r"\\?\Volume{b}\"].iter().all(|root| drive_letter(root).is_none())
        );
    }
}
