//! Reads the text of `/proc/self/mountinfo`. Pure, so that samples of other machines can be tested here.

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mount {
    pub id: u64,
    /// `MAJOR:MINOR` of the file system.
    pub dev: String,
    /// The part of the file system that is mounted, `/` for all of it.
    pub root: Vec<u8>,
    pub mount_point: Vec<u8>,
    pub fs_type: String,
    pub source: Vec<u8>,
    pub read_only: bool,
    /// What the file system was told, e.g. `rw,lowerdir=/a`.
    pub super_options: Vec<u8>,
}

/// All mounts in the order of the file: a later one hides an earlier one at the same place. Lines that cannot be
/// understood are left out.
pub fn parse(text: &[u8]) -> Vec<Mount> {
    text.split(|b| *b == b'\n').filter_map(parse_line).collect()
}

fn parse_line(line: &[u8]) -> Option<Mount> {
    let fields: Vec<&[u8]> = line.split(|b| *b == b' ').collect();
    let dash = fields.iter().skip(6).position(|f| *f == b"-")? + 6;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let options = |at: usize| fields.get(at).is_some_and(|f| f.split(|b| *b == b',').any(|o| o == b"ro"));
    Some(Mount {
        id: text(fields.first()?).parse().ok()?,
        dev: text(fields.get(2)?),
        root: unescape(fields.get(3)?),
        mount_point: unescape(fields.get(4)?),
        fs_type: text(fields.get(dash + 1)?),
        source: unescape(fields.get(dash + 2)?),
        read_only: options(5) || options(dash + 3),
        super_options: fields.get(dash + 3).map(|f| unescape(f)).unwrap_or_default(),
    })
}

/// Space, tab, newline and backslash are written as `\NNN` in octal.
pub fn unescape(field: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(field.len());
    let mut rest = field;
    while let Some((&first, tail)) = rest.split_first() {
        match octal(first, tail) {
            Some(byte) => {
                out.push(byte);
                rest = &tail[3..];
            }
            None => {
                out.push(first);
                rest = tail;
            }
        }
    }
    out
}

fn octal(first: u8, tail: &[u8]) -> Option<u8> {
    let digits = tail.get(..3).filter(|d| first == b'\\' && d.iter().all(|b| (b'0'..=b'7').contains(b)))?;
    u8::try_from(digits.iter().fold(0_u32, |n, d| n * 8 + u32::from(d - b'0'))).ok()
}

/// Whether a person would call it a drive: not the system's own inventions, not snaps, not what boots the machine.
pub fn is_drive(mount: &Mount) -> bool {
    let place = mount.mount_point.as_slice();
    let below = |folder: &[u8]| {
        place.strip_prefix(folder).is_some_and(|rest| matches!(rest.first(), None | Some(b'/')))
    };
    if ["/boot", "/efi", "/snap", "/var/lib/snapd", "/var/lib/docker", "/proc", "/sys", "/dev"]
        .iter()
        .any(|folder| below(folder.as_bytes()))
    {
        return false;
    }
    let in_a_place_for_drives =
        [&b"/media"[..], b"/run/media", b"/mnt", b"/Volumes"].iter().any(|f| below(f));
    match mount.fs_type.as_str() {
        "squashfs" | "iso9660" | "udf" => in_a_place_for_drives,
        "tmpfs" | "ramfs" => in_a_place_for_drives,
        "overlay" => place == b"/",
        "nfs" | "nfs4" | "cifs" | "smb3" | "smbfs" | "9p" | "afs" | "ceph" | "glusterfs" | "virtiofs"
        | "zfs" => true,
        "fuse.gvfsd-fuse"
        | "fuse.portal"
        | "fuse.lxcfs"
        | "fuse.snapfuse"
        | "fuse.fuse-overlayfs"
        | "fusectl" => false,
        fuse if fuse.starts_with("fuse") => true,
        _ => mount.source.starts_with(b"/dev/"),
    }
}
