//! Linux: `/proc/self/mountinfo`, `/dev/disk/by-*`, sysfs and, where udev does not help, the device's own blocks.
#![allow(unsafe_code)] // one ioctl that rustix has no name for

use std::fs::File;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, CWD, FileType, StatxFlags};
use rustix::ioctl;

use super::identity::{self, Candidate};
use super::mounted::Mounted;
use super::mountinfo::{self, Mount};
use super::superblock::{self, Found};
use super::{FsTraits, Volume, label};

pub use super::linux_beneath::beneath;
use crate::error::{Error, Result};
use crate::model::{RelPath, VolumeUid, display_bytes};
use crate::text::of_system;
use crate::words;

/// Where the system tells what; tests put their own in place.
pub struct Places {
    pub mountinfo: PathBuf,
    pub by_uuid: PathBuf,
    pub by_label: PathBuf,
    /// Folder of `MAJOR:MINOR` entries.
    pub sys_block: PathBuf,
}

impl Default for Places {
    fn default() -> Self {
        Self {
            mountinfo: "/proc/self/mountinfo".into(),
            by_uuid: "/dev/disk/by-uuid".into(),
            by_label: "/dev/disk/by-label".into(),
            sys_block: "/sys/dev/block".into(),
        }
    }
}

/// All mounts, in the order in which they were made.
pub fn mounts() -> Result<Vec<Mounted>> {
    Places::default().mounts()
}

/// Identities that are on two devices at once.
pub fn clones() -> Result<Vec<VolumeUid>> {
    let looked = Places::default().looked()?;
    Ok(identity::clones(&looked.iter().map(|(_, mount, looked)| looked.candidate(mount)).collect::<Vec<_>>()))
}

/// The mount that the path is on, by the kernel's own word (Linux 5.8); `None` before that.
pub fn mount_id(path: &Path) -> Option<u64> {
    let stat =
        rustix::fs::statx(CWD, path, AtFlags::STATX_DONT_SYNC | AtFlags::NO_AUTOMOUNT, StatxFlags::MNT_ID)
            .ok()?;
    (stat.stx_mask & StatxFlags::MNT_ID.bits() != 0).then_some(stat.stx_mnt_id)
}

/// Whether a folder is there, as far as the kernel knows: whoever else would have to say so may never answer.
fn is_folder(path: &Path) -> bool {
    let flags = AtFlags::STATX_DONT_SYNC | AtFlags::NO_AUTOMOUNT;
    let stat = rustix::fs::statx(CWD, path, flags, StatxFlags::TYPE);
    stat.is_ok_and(|stat| FileType::from_raw_mode(stat.stx_mode.into()) == FileType::Directory)
}

/// Whether nothing was mounted over it.
pub fn is_on_top(mount: &Mounted) -> bool {
    mount_id(&mount.volume.mount_point).is_none_or(|id| id == mount.id)
}

/// The device node behind a mount of that number; `None` for what lies on no device.
pub fn device_of_mount(id: u64) -> Option<PathBuf> {
    let places = Places::default();
    let mounts = mountinfo::parse(&std::fs::read(&places.mountinfo).ok()?);
    places.device_of(mounts.iter().find(|mount| mount.id == id)?)
}

/// Bytes of a path as a path.
pub fn path_from(bytes: &[u8]) -> PathBuf {
    PathBuf::from(std::ffi::OsString::from_vec(bytes.to_vec()))
}

impl Places {
    pub fn mounts(&self) -> Result<Vec<Mounted>> {
        let looked = self.looked()?;
        let candidates: Vec<Candidate> = looked.iter().map(|(_, m, l)| l.candidate(m)).collect();
        let uids = identity::settle(&candidates);
        let mut all: Vec<(usize, Mounted)> = looked
            .into_iter()
            .zip(uids)
            .map(|((place, mount, looked), uid)| (place, looked.mounted(&mount, uid)))
            .collect();
        all.sort_by_key(|(place, _)| *place);
        Ok(all.into_iter().map(|(_, m)| m).collect())
    }

    /// All mounts with their places in the table. Whole file systems come first: the weak form of an identity names
    /// the place of the first mount.
    fn looked(&self) -> Result<Vec<(usize, Mount, Looked)>> {
        let text = std::fs::read(&self.mountinfo).map_err(|e| {
            Error::blocked("no_volume", words!("cannot see what is mounted: {e}", e = Words(of_system(&e))))
                .at_path(&self.mountinfo)
        })?;
        let mut mounts: Vec<(usize, Mount)> = mountinfo::parse(&text).into_iter().enumerate().collect();
        mounts.sort_by_key(|(_, m)| m.root != b"/");
        Ok(mounts
            .into_iter()
            .map(|(place, mount)| {
                let looked = self.look(&mount);
                (place, mount, looked)
            })
            .collect())
    }

    fn look(&self, mount: &Mount) -> Looked {
        let family = identity::family(&mount.fs_type).to_owned();
        let Some(device) = self.device_of(mount) else {
            return Looked { family, ..Looked::default() };
        };
        let sys = self.sys_folder(mount, &device);
        let mut looked = Looked {
            rotational: sys.as_deref().and_then(|s| flag(s, "queue/rotational")).unwrap_or(false),
            removable: sys.as_deref().is_some_and(|s| is_removable(s, &mount.mount_point)),
            id: link_to(&self.by_uuid, &device),
            label: link_to(&self.by_label, &device),
            family,
        };
        if looked.id.is_none() || looked.family.starts_with("fuse") {
            looked.take(read_superblock(&device));
        }
        if looked.id.is_none() {
            looked.id = uuid_by_ioctl(&path_from(&mount.mount_point));
        }
        looked.settle_family();
        looked
    }

    /// The device node behind a mount, without links; `None` for what lies on no device.
    pub fn device_of(&self, mount: &Mount) -> Option<PathBuf> {
        if !mount.source.starts_with(b"/") {
            return None;
        }
        path_from(&mount.source).canonicalize().ok().or_else(|| {
            // `/dev/root` and the like do not exist.
            let sys = self.sys_block.join(&mount.dev).canonicalize().ok()?;
            Path::new("/dev").join(sys.file_name()?).canonicalize().ok()
        })
    }

    fn sys_folder(&self, mount: &Mount, device: &Path) -> Option<PathBuf> {
        self.sys_block.join(&mount.dev).canonicalize().ok().or_else(|| {
            // btrfs mounts have a number of their own; the device's name still finds the disk.
            Path::new("/sys/class/block").join(device.file_name()?).canonicalize().ok()
        })
    }
}

/// What was seen of the device behind a mount.
#[derive(Default)]
struct Looked {
    family: String,
    id: Option<String>,
    label: Option<String>,
    removable: bool,
    rotational: bool,
}

impl Looked {
    fn take(&mut self, found: Option<Found>) {
        if let Some(found) = found {
            self.family = found.family.to_owned();
            self.id = Some(found.id);
            self.label = self.label.take().or(found.label);
        }
    }

    /// Behind FUSE and without access to the device, the form of the id tells the family.
    fn settle_family(&mut self) {
        if self.family.starts_with("fuse") {
            match self.id.as_deref().map(str::len) {
                Some(16) => self.family = "ntfs".into(),
                Some(9) => self.family = "exfat".into(),
                _ => {}
            }
        }
    }

    fn mounted(self, mount: &Mount, uid: VolumeUid) -> Mounted {
        let mount_point = path_from(&mount.mount_point);
        Mounted {
            id: mount.id,
            root: RelPath(mount.root.strip_prefix(b"/").unwrap_or(&mount.root).to_vec()),
            is_drive: mountinfo::is_drive(mount) && is_folder(&mount_point),
            volume: Volume {
                uid,
                label: self.label.as_deref().and_then(label::shown),
                mount_point,
                file_system: mount.fs_type.clone(),
                capacity: 0,
                free: 0,
                removable: self.removable,
                rotational: self.rotational,
                read_only: mount.read_only,
                traits: FsTraits::of(&mount.fs_type, &self.family),
            },
        }
    }

    fn candidate(&self, mount: &Mount) -> Candidate {
        Candidate {
            device: mount.dev.clone(),
            family: self.family.clone(),
            id: self.id.clone(),
            weak: [mount.fs_type.clone(), display_bytes(&mount.source), display_bytes(&mount.mount_point)],
        }
    }
}

fn flag(sys: &Path, name: &str) -> Option<bool> {
    // A partition's own folder has none; its disk is the folder above.
    let text =
        [sys.join(name), sys.join("..").join(name)].iter().find_map(|p| std::fs::read_to_string(p).ok())?;
    Some(text.trim() == "1")
}

fn is_removable(sys: &Path, mount_point: &[u8]) -> bool {
    let path = sys.as_os_str().as_bytes();
    let has = |part: &[u8]| path.windows(part.len()).any(|w| w == part);
    flag(sys, "removable") == Some(true)
        || has(b"/usb")
        || has(b"/mmcblk")
        || mount_point.starts_with(b"/media/")
        || mount_point.starts_with(b"/run/media/")
}

/// The name of the link that leads to the device, with udev's `\xNN` undone.
fn link_to(folder: &Path, device: &Path) -> Option<String> {
    let name = std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .find_map(|entry| (entry.path().canonicalize().ok()? == device).then(|| entry.file_name()))?;
    let text = name.to_string_lossy().into_owned();
    let bytes = crate::model::parse_display(&text).unwrap_or_else(|| text.clone().into_bytes());
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn read_superblock(device: &Path) -> Option<Found> {
    let file = File::open(device).ok()?;
    superblock::look(&|at, len| {
        let mut bytes = vec![0; len];
        file.read_exact_at(&mut bytes, at).ok()?;
        Some(bytes)
    })
}

/// The UUID by the file system's own word (Linux 6.9), which needs no access to the device.
fn uuid_by_ioctl(mount_point: &Path) -> Option<String> {
    #[repr(C)]
    struct FsUuid {
        len: u8,
        uuid: [u8; 16],
    }
    const GET: ioctl::Opcode = ioctl::opcode::read::<FsUuid>(0x15, 0);
    let folder = File::open(mount_point).ok()?;
    // SAFETY: FS_IOC_GETFSUUID writes one `struct fsuuid2` (a length and 16 bytes), which `FsUuid` mirrors; any file
    // system that does not know it refuses and writes nothing.
    let answer = unsafe { ioctl::ioctl(&folder, ioctl::Getter::<GET, FsUuid>::new()) }.ok()?;
    (answer.len == 16).then(|| superblock::uuid(&answer.uuid))
}

/// Files that can still be made on the volume of a path; `None` where it has no such number.
pub fn free_files(path: &Path) -> Option<u64> {
    let stats = rustix::fs::statvfs(path).ok()?;
    (stats.f_files > 0).then_some(stats.f_favail)
}
