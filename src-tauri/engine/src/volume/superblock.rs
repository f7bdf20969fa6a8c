//! Identity and label from the first blocks of a device, for systems without `/dev/disk/by-uuid`.

/// Reads `len` bytes at an offset of the device; `None` if that is not possible.
pub type ReadAt<'a> = dyn Fn(u64, usize) -> Option<Vec<u8>> + 'a;

/// What a superblock tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub family: &'static str,
    pub id: String,
    pub label: Option<String>,
}

/// Looks for every file system that is known here; `None` if it is none of them.
pub fn look(read: &ReadAt<'_>) -> Option<Found> {
    let boot = read(0, 512)?;
    xfs(&boot)
        .or_else(|| exfat(&boot, read))
        .or_else(|| ntfs(&boot, read))
        .or_else(|| ext(&read(0x400, 0x100)?))
        .or_else(|| btrfs(&read(0x10000, 0x400)?))
        .or_else(|| vfat(&boot, read))
}

fn ext(block: &[u8]) -> Option<Found> {
    (block.get(0x38..0x3a)? == [0x53, 0xEF]).then_some(())?;
    Some(Found { family: "ext4", id: uuid(block.get(0x68..0x78)?), label: text(block.get(0x78..0x88)?) })
}

fn xfs(boot: &[u8]) -> Option<Found> {
    boot.starts_with(b"XFSB").then_some(())?;
    Some(Found { family: "xfs", id: uuid(boot.get(32..48)?), label: text(boot.get(108..120)?) })
}

fn btrfs(block: &[u8]) -> Option<Found> {
    (block.get(0x40..0x48)? == b"_BHRfS_M").then_some(())?;
    Some(Found { family: "btrfs", id: uuid(block.get(0x20..0x30)?), label: text(block.get(0x12b..0x22b)?) })
}

fn vfat(boot: &[u8], read: &ReadAt<'_>) -> Option<Found> {
    (boot.get(510..512)? == [0x55, 0xAA]).then_some(())?;
    let wide = boot.get(0x52..0x57)? == b"FAT32";
    let narrow = boot.get(0x36..0x39)? == b"FAT";
    let at = if wide { 0x43 } else { 0x27 };
    (wide || narrow).then_some(())?;
    let label = fat_label(boot, wide, read).or_else(|| text(boot.get(at + 4..at + 15)?));
    Some(Found { family: "vfat", id: serial(boot.get(at..at + 4)?), label: label.filter(|l| l != "NO NAME") })
}

/// The label that people set is an entry of the root folder; the one in the boot sector is often stale.
fn fat_label(boot: &[u8], wide: bool, read: &ReadAt<'_>) -> Option<String> {
    let sector = u64::from(u16_at(boot, 0x0B)?);
    let reserved = u64::from(u16_at(boot, 0x0E)?);
    let copies = u64::from(*boot.get(0x10)?);
    let (table, skip) = match wide {
        true => {
            let clusters = u64::from(u32_at(boot, 0x2C)?).saturating_sub(2);
            (u64::from(u32_at(boot, 0x24)?), clusters * u64::from(*boot.get(0x0D)?))
        }
        false => (u64::from(u16_at(boot, 0x16)?), 0),
    };
    let entries = read((reserved + copies * table + skip).checked_mul(sector)?, 512)?;
    let entry =
        entries.chunks_exact(32).take_while(|e| e[0] != 0).find(|e| e[0] != 0xE5 && e[11] & 0x3F == 0x08)?;
    text(&entry[..11])
}

fn exfat(boot: &[u8], read: &ReadAt<'_>) -> Option<Found> {
    (boot.get(3..11)? == b"EXFAT   ").then_some(())?;
    let id = serial(boot.get(0x64..0x68)?);
    Some(Found { family: "exfat", id, label: exfat_label(boot, read) })
}

fn exfat_label(boot: &[u8], read: &ReadAt<'_>) -> Option<String> {
    let sector_shift = u32::from(*boot.get(0x6C)?).min(12);
    let cluster_shift = u32::from(*boot.get(0x6D)?).min(25);
    let root = u64::from(u32_at(boot, 0x60)?).checked_sub(2)?;
    let sectors = u64::from(u32_at(boot, 0x58)?) + (root << cluster_shift);
    let entries = read(sectors << sector_shift, 512)?;
    let entry = entries.chunks_exact(32).take_while(|e| e[0] != 0).find(|e| e[0] == 0x83)?;
    let length = usize::from(entry[1]).min(11);
    wide_text(entry.get(2..2 + 2 * length)?)
}

fn ntfs(boot: &[u8], read: &ReadAt<'_>) -> Option<Found> {
    (boot.get(3..11)? == b"NTFS    ").then_some(())?;
    let id = format!("{:016X}", u64::from_le_bytes(boot.get(0x48..0x50)?.try_into().ok()?));
    Some(Found { family: "ntfs", id, label: ntfs_label(boot, read) })
}

/// The name of the volume is an attribute (0x60) of the file table's record 3.
fn ntfs_label(boot: &[u8], read: &ReadAt<'_>) -> Option<String> {
    let cluster = u64::from(u16_at(boot, 0x0B)?) * u64::from(*boot.get(0x0D)?);
    let table = u64::from_le_bytes(boot.get(0x30..0x38)?.try_into().ok()?).checked_mul(cluster)?;
    let size = match boot.get(0x40)?.cast_signed() {
        clusters @ 1.. => u64::from(clusters.unsigned_abs()) * cluster,
        shift => 1_u64.checked_shl(u32::from(shift.unsigned_abs()))?,
    };
    let record = read(table.checked_add(3 * size)?, usize::try_from(size.min(4096)).ok()?)?;
    record.starts_with(b"FILE").then_some(())?;
    let mut at = usize::from(u16_at(&record, 0x14)?);
    loop {
        let kind = u32_at(&record, at)?;
        let length = usize::try_from(u32_at(&record, at + 4)?).ok()?;
        match kind {
            0x60 => {
                let start = at + usize::from(u16_at(&record, at + 0x14)?);
                let bytes = usize::try_from(u32_at(&record, at + 0x10)?).ok()?;
                return wide_text(record.get(start..start.checked_add(bytes)?)?);
            }
            u32::MAX => return None,
            _ if length < 8 => return None,
            _ => at = at.checked_add(length)?,
        }
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// A 32-bit serial as systems show it: `1234-ABCD`.
fn serial(bytes: &[u8]) -> String {
    let at = |i: usize| bytes.get(i).copied().unwrap_or(0);
    format!("{:02X}{:02X}-{:02X}{:02X}", at(3), at(2), at(1), at(0))
}

/// 16 bytes as a UUID in lower case.
pub fn uuid(bytes: &[u8]) -> String {
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}

fn text(bytes: &[u8]) -> Option<String> {
    let end = bytes.iter().position(|b| *b == 0).unwrap_or(bytes.len());
    let text = String::from_utf8_lossy(&bytes[..end]).trim_end().to_owned();
    (!text.is_empty()).then_some(text)
}

fn wide_text(bytes: &[u8]) -> Option<String> {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|p| u16::from_le_bytes([p[0], p[1]])).collect();
    let text = String::from_utf16_lossy(&units);
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disk(size: usize, parts: &[(usize, &[u8])]) -> Vec<u8> {
        let mut bytes = vec![0; size];
        for (at, part) in parts {
            bytes[*at..*at + part.len()].copy_from_slice(part);
        }
        bytes
    }

    fn look_at(bytes: &[u8]) -> Option<Found> {
        look(&|at, len| bytes.get(usize::try_from(at).ok()?..)?.get(..len).map(<[u8]>::to_vec))
    }

    fn found(family: &'static str, id: &str, label: Option<&str>) -> Option<Found> {
        Some(Found { family, id: id.into(), label: label.map(Into::into) })
    }

    const ID: &[u8] = &[0x4f, 0x1c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];
    const ID_TEXT: &str = "4f1c0001-0203-0405-0607-08090a0b0c0d";

    #[test]
    fn linux_file_systems_are_known_by_their_uuid() {
        let ext = disk(0x20000, &[(0x438, &[0x53, 0xEF]), (0x468, ID), (0x478, b"PHOTOS")]);
        assert_eq!(look_at(&ext), found("ext4", ID_TEXT, Some("PHOTOS")));
        let xfs = disk(0x20000, &[(0, b"XFSB"), (32, ID), (108, b"ARCHIVE")]);
        assert_eq!(look_at(&xfs), found("xfs", ID_TEXT, Some("ARCHIVE")));
        let btrfs = disk(0x20000, &[(0x10040, b"_BHRfS_M"), (0x10020, ID)]);
        assert_eq!(look_at(&btrfs), found("btrfs", ID_TEXT, None));
    }

    #[test]
    fn cards_are_known_by_their_serial_and_the_label_of_their_root_folder() {
        let fat = disk(
            0x20000,
            &[
                (0x0B, &[0, 2, 4, 32, 0, 2]),
                (0x24, &[8, 0, 0, 0]),
                (0x2C, &[2, 0, 0, 0]),
                (0x43, &[0xCD, 0xAB, 0x34, 0x12]),
                (0x47, b"NO NAME    FAT32   "),
                (510, &[0x55, 0xAA]),
                ((32 + 16) * 512, b"EOS_DIGITAL\x08"),
            ],
        );
        assert_eq!(look_at(&fat), found("vfat", "1234-ABCD", Some("EOS_DIGITAL")));
        let exfat = disk(
            0x20000,
            &[
                (3, b"EXFAT   "),
                (0x58, &[16, 0, 0, 0]),
                (0x60, &[3, 0, 0, 0]),
                (0x64, &[0x01, 0x02, 0x03, 0x04]),
                (0x6C, &[9, 3]),
                ((16 + 8) * 512, &[0x83, 4, b'C', 0, b'A', 0, b'R', 0, b'D', 0]),
            ],
        );
        assert_eq!(look_at(&exfat), found("exfat", "0403-0201", Some("CARD")));
    }

    #[test]
    fn ntfs_has_a_64_bit_serial_and_its_label_in_record_three() {
        let record = 8 * 512 * 4 + 3 * 1024;
        let disk = disk(
            0x20000,
            &[
                (3, b"NTFS    "),
                (0x0B, &[0, 2, 8]),
                (0x30, &[4, 0, 0, 0, 0, 0, 0, 0]),
                (0x40, &[0xF6]),
                (0x48, &[8, 7, 6, 5, 4, 3, 2, 1]),
                (record, b"FILE"),
                (record + 0x14, &[0x38, 0]),
                (record + 0x38, &[0x10, 0, 0, 0, 0x20, 0, 0, 0]),
                (record + 0x58, &[0x60, 0, 0, 0, 0x20, 0, 0, 0]),
                (record + 0x68, &[4, 0, 0, 0, 0x18, 0]),
                (record + 0x70, &[b'W', 0, b'D', 0]),
            ],
        );
        assert_eq!(look_at(&disk), found("ntfs", "0102030405060708", Some("WD")));
    }

    #[test]
    fn nonsense_is_nothing_and_never_a_panic() {
        assert_eq!(look_at(&[0; 0x20000]), None);
        assert_eq!(look_at(&[0xFF; 0x20000]), None);
        let truncated =
            disk(600, &[(3, b"NTFS    "), (0x30, &[0xFF; 8]), (0x0B, &[0xFF; 3]), (0x40, &[0xF6])]);
        assert_eq!(
            look_at(&truncated).map(|f| f.label),
            Some(None),
            "the label is out of reach, the serial is not"
        );
    }
}
