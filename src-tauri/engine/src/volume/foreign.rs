//! What macOS and Windows answer when asked about volumes, read here so that stored answers can be tested anywhere.
#![cfg_attr(not(all(test, target_os = "linux")), allow(dead_code))]

use serde::Deserialize;

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

/// One row of `Get-CimInstance Win32_Volume`, the columns that the call selects.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Win32Volume {
    #[serde(rename = "DeviceID")]
    device_id: String,
    name: Option<String>,
    label: Option<String>,
    file_system: Option<String>,
    serial_number: Option<u64>,
    drive_type: u32,
}

/// Volumes from the JSON of `Get-CimInstance Win32_Volume`: a list, or one object if there is only one.
pub fn win32_volumes(json: &str) -> Vec<Described> {
    let rows: Vec<Win32Volume> = serde_json::from_str(json)
        .or_else(|_| serde_json::from_str(json).map(|one| vec![one]))
        .unwrap_or_default();
    rows.into_iter()
        .filter_map(|row| {
            let mount_point = row.name.filter(|n| !n.starts_with(r"\\?\"))?;
            Some(Described {
                mount_point,
                fs_type: row.file_system?.to_lowercase(),
                id: row.serial_number.and_then(|n| u32::try_from(n).ok()).map(short_serial),
                label: row.label.filter(|l| !l.is_empty()),
                removable: row.drive_type == 2,
                read_only: row.drive_type == 5,
                rotational: false,
                device: row.device_id,
            })
        })
        .collect()
}

fn short_serial(number: u32) -> String {
    format!("{:04X}-{:04X}", number >> 16, number & 0xFFFF)
}

/// The 64-bit serial from `fsutil fsinfo ntfsinfo`: the first hexadecimal number, whatever language the words are in.
pub fn ntfs_serial(text: &str) -> Option<String> {
    let digits: String = text.split_once("0x")?.1.chars().take_while(char::is_ascii_hexdigit).collect();
    u64::from_str_radix(&digits, 16).ok().map(|n| format!("{n:016X}"))
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
    fn windows_volumes_are_read_from_json_and_fsutil() {
        let one = r#"{"DeviceID":"\\\\?\\Volume{a}\\","Name":"E:\\","Label":"CARD","FileSystem":"exFAT",
            "SerialNumber":305441741,"DriveType":2}"#;
        let volumes = win32_volumes(one);
        assert_eq!(volumes[0].id.as_deref(), Some("1234-ABCD"));
        assert_eq!((volumes[0].fs_type.as_str(), volumes[0].removable), ("exfat", true));
        let list = format!(
            "[{one},{}]",
            r#"{"DeviceID":"x","Name":"\\\\?\\Volume{b}\\","FileSystem":"NTFS","DriveType":3}"#
        );
        assert_eq!(
            win32_volumes(&list).len(),
            1,
            "a volume without a letter or folder cannot be opened by a person"
        );
        assert_eq!((drive_letter("E:\\"), drive_letter("e:")), (Some('E'), Some('e')));
        assert!(
            ["", "E", "E:\\x", "é:", "':", r"\\?\Volume{b}\"].iter().all(|root| drive_letter(root).is_none())
        );
        assert_eq!(
            ntfs_serial("NTFS Volume Serial Number :        0x5c3a1f2b3a1f0123\r\nVersion: 3.1").as_deref(),
            Some("5C3A1F2B3A1F0123")
        );
    }
}
