//! Loop disks that lose their power, fill up, grow and come back elsewhere; and small disks in memory.

use std::fs::File;
use std::path::{Path, PathBuf};

use rustix::mount::{MountFlags, UnmountFlags, mount, mount_remount, unmount};

use super::tool;
use crate::Sandbox;

/// An ext4 disk in a file.
pub struct Disk {
    image: PathBuf,
    /// `None` after its cable was pulled: what has that number then may be another's disk.
    device: Option<String>,
    mounted: Option<PathBuf>,
}

impl Disk {
    /// Makes a disk of that size and mounts it at `mounts/NAME` of the sandbox.
    #[must_use]
    pub fn make(sandbox: &Sandbox, name: &str, mib: u64) -> Self {
        // Few inodes' worth of overhead.
        Self::formatted(sandbox, name, mib, ["-i", "8192"])
    }

    /// The same, for about so many files.
    #[must_use]
    pub fn with_files(sandbox: &Sandbox, name: &str, mib: u64, files: u64) -> Self {
        Self::formatted(sandbox, name, mib, ["-N", &files.to_string()])
    }

    fn formatted(sandbox: &Sandbox, name: &str, mib: u64, inodes: [&str; 2]) -> Self {
        let image = sandbox.at(format!("{name}.img"));
        File::create_new(&image).and_then(|f| f.set_len(mib << 20)).expect("an image");
        // No space reserved for root: what is free is free.
        let [by, inodes] = inodes;
        let options = ["-q", "-F", "-m", "0", "-b", "4096", by, inodes, "-E", "lazy_itable_init=0"];
        let words = options.iter().map(|o| std::ffi::OsStr::new(*o));
        tool("mkfs.ext4", &words.chain([image.as_os_str()]).collect::<Vec<_>>());
        let mut disk = Self { device: Some(attach(&image)), image, mounted: None };
        disk.mount(&sandbox.folder(format!("mounts/{name}")));
        disk
    }

    #[track_caller]
    fn device(&self) -> &str {
        self.device.as_deref().expect("the disk is plugged in")
    }

    /// Where it is mounted.
    #[must_use]
    #[track_caller]
    pub fn path(&self) -> &Path {
        self.mounted.as_deref().expect("the disk is mounted")
    }

    /// A path on it.
    #[must_use]
    #[track_caller]
    pub fn at(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.path().join(relative)
    }

    /// Mounts it, which also replays its journal.
    #[track_caller]
    pub fn mount(&mut self, at: &Path) {
        assert!(self.mounted.is_none(), "the disk is mounted already");
        mount(self.device(), at, "ext4", MountFlags::empty(), None::<&std::ffi::CStr>)
            .expect("the disk can be mounted");
        self.mounted = Some(at.to_owned());
    }

    /// Takes it out. Its mount point is a plain folder afterwards.
    #[track_caller]
    pub fn unmount(&mut self) -> PathBuf {
        let at = self.mounted.take().expect("the disk is mounted");
        for _ in 0..50 {
            if unmount(&at, UnmountFlags::empty()).is_ok() {
                return at;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        unmount(&at, UnmountFlags::DETACH).expect("the disk can at least be detached");
        panic!("something still holds the disk at {}", at.display());
    }

    /// Pulls the plug: what was not flushed is lost, and every call fails until it is mounted again.
    #[track_caller]
    pub fn cut_power(&self) {
        shut_down(&File::open(self.path()).expect("the disk's root")).expect("FS_IOC_SHUTDOWN");
    }

    /// Pulls its cable: every call fails from now on, for those too who still hold something of it.
    #[track_caller]
    pub fn pull(&mut self) -> PathBuf {
        self.cut_power();
        let at = self.mounted.take().expect("the disk is mounted");
        unmount(&at, UnmountFlags::DETACH).expect("the disk can be detached");
        // Goes with the last who holds something of it.
        let device = self.device.take().expect("the disk is plugged in");
        tool("losetup", &["--detach".as_ref(), device.as_ref()]);
        at
    }

    /// Plugs it in again after [`Disk::pull`], as the new device that a system makes of it.
    #[track_caller]
    pub fn plug_in(&mut self, at: &Path) {
        self.device = Some(attach(&self.image));
        self.mount(at);
    }

    /// Flips a bit of stored content behind the file system's back, as an old disk does: no date, no ctime changes.
    #[track_caller]
    pub fn rot(&mut self, content: &[u8]) {
        use std::os::unix::fs::FileExt as _;
        let at = self.unmount();
        let stored = std::fs::read(&self.image).expect("the image");
        let needle = &content[..content.len().min(256)];
        let found: Vec<usize> =
            stored.chunks(4096).enumerate().filter(|(_, c)| c.starts_with(needle)).map(|(n, _)| n).collect();
        assert_eq!(found.len(), 1, "the content must lie on the disk exactly once");
        let offset = found[0] * 4096 + needle.len() / 2;
        let image = File::options().write(true).open(&self.image).expect("the image");
        image
            .write_all_at(&[stored[offset] ^ 1], offset as u64)
            .and_then(|()| image.sync_all())
            .expect("a flipped bit");
        self.mount(&at);
    }

    /// A bit-for-bit copy of it, content and identity, on a device of its own and not mounted. The original is taken out
    /// for the time of copying.
    #[track_caller]
    #[must_use]
    pub fn clone_to(&mut self, sandbox: &Sandbox, name: &str) -> Self {
        let at = self.unmount();
        let image = sandbox.at(format!("{name}.img"));
        std::fs::copy(&self.image, &image).expect("a copy of the image");
        self.mount(&at);
        Self { device: Some(attach(&image)), image, mounted: None }
    }

    /// Makes it read-only or writable while it is mounted.
    #[track_caller]
    pub fn set_read_only(&self, read_only: bool) {
        let flags = if read_only { MountFlags::RDONLY } else { MountFlags::empty() };
        mount_remount(self.path(), flags, "").expect("the disk can be remounted");
    }

    /// Gives it more room and mounts it at the same place again.
    #[track_caller]
    pub fn enlarge(&mut self, mib: u64) {
        let at = self.unmount();
        let image = File::options().write(true).open(&self.image);
        image.and_then(|f| f.set_len(mib << 20)).expect("a larger image");
        tool("losetup", &["--set-capacity".as_ref(), self.device().as_ref()]);
        tool("e2fsck", &["-f".as_ref(), "-p".as_ref(), self.device().as_ref()]);
        tool("resize2fs", &[self.device().as_ref()]);
        self.mount(&at);
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if let Some(at) = &self.mounted
            && unmount(at, UnmountFlags::empty()).is_err()
        {
            let _ = unmount(at, UnmountFlags::DETACH);
        }
        if let Some(device) = &self.device {
            let _ = std::process::Command::new("losetup").arg("--detach").arg(device).status();
        }
    }
}

/// The image as a device, under whatever number is free.
fn attach(image: &Path) -> String {
    tool("losetup", &["--find".as_ref(), "--show".as_ref(), image.as_os_str()])
}

/// A folder that can be reached under a second path.
pub struct Alias {
    at: PathBuf,
}

impl Alias {
    /// Binds a folder to `mounts/NAME` of the sandbox.
    #[must_use]
    pub fn make(sandbox: &Sandbox, name: &str, of: &Path) -> Self {
        let at = sandbox.folder(format!("mounts/{name}"));
        rustix::mount::mount_bind(of, &at).expect("a bind mount");
        Self { at }
    }

    /// Binds a folder over another.
    #[must_use]
    pub fn over(at: &Path, of: &Path) -> Self {
        rustix::mount::mount_bind(of, at).expect("a bind mount");
        Self { at: at.to_owned() }
    }

    /// The second path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.at
    }
}

impl Drop for Alias {
    fn drop(&mut self) {
        let _ = unmount(&self.at, UnmountFlags::DETACH);
    }
}

/// A folder that shows another's files as its own; new ones go elsewhere.
pub struct Overlay {
    at: PathBuf,
}

impl Overlay {
    /// Mounts one over `lower` at `mounts/NAME` of the sandbox; `upper` lies on the disk that takes what is new.
    #[must_use]
    pub fn make(sandbox: &Sandbox, name: &str, lower: &Path, upper: &Disk) -> Self {
        let at = sandbox.folder(format!("mounts/{name}"));
        for folder in ["upper", "work"] {
            std::fs::create_dir_all(upper.at(folder)).expect("a folder");
        }
        let options = format!(
            "lowerdir={},upperdir={},workdir={}",
            lower.display(),
            upper.at("upper").display(),
            upper.at("work").display()
        );
        let options = std::ffi::CString::new(options).expect("paths have no NUL");
        mount("overlay", &at, "overlay", MountFlags::empty(), Some(options.as_c_str())).expect("an overlay");
        Self { at }
    }

    /// Mounts one whose folders all lie on one disk, and does not say where: by names that begin at the disk.
    #[must_use]
    pub fn untold(sandbox: &Sandbox, name: &str, disk: &Disk) -> Self {
        let at = sandbox.folder(format!("mounts/{name}"));
        for folder in ["lower", "upper", "work"] {
            std::fs::create_dir_all(disk.at(folder)).expect("a folder");
        }
        let mut mount = std::process::Command::new("mount");
        mount.current_dir(disk.path()).args(["-t", "overlay", "overlay", "-o"]);
        mount.arg("lowerdir=lower,upperdir=upper,workdir=work").arg(&at);
        assert!(mount.status().expect("mount runs").success(), "an overlay");
        Self { at }
    }

    /// Where it is mounted.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.at
    }
}

impl Drop for Overlay {
    fn drop(&mut self) {
        let _ = unmount(&self.at, UnmountFlags::DETACH);
    }
}

/// A small disk in memory.
pub struct Memory {
    at: PathBuf,
}

impl Memory {
    /// Mounts one of that size at `mounts/NAME` of the sandbox.
    #[must_use]
    pub fn make(sandbox: &Sandbox, name: &str, mib: u64) -> Self {
        let at = sandbox.folder(format!("mounts/{name}"));
        let size = std::ffi::CString::new(format!("size={mib}m")).expect("a number has no NUL");
        mount("ingather-test", &at, "tmpfs", MountFlags::empty(), Some(size.as_c_str())).expect("a tmpfs");
        Self { at }
    }

    /// Where it is mounted.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.at
    }

    /// Lets so many files and folders be in it.
    #[track_caller]
    pub fn allow_files(&self, number: u64) {
        mount_remount(&self.at, MountFlags::empty(), format!("nr_inodes={number}").as_str())
            .expect("another limit");
    }

    /// Gives it more room.
    #[track_caller]
    pub fn enlarge(&self, mib: u64) {
        mount_remount(&self.at, MountFlags::empty(), format!("size={mib}m").as_str())
            .expect("a larger tmpfs");
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        if unmount(&self.at, UnmountFlags::empty()).is_err() {
            let _ = unmount(&self.at, UnmountFlags::DETACH);
        }
    }
}

/// `FS_IOC_SHUTDOWN` with `NOLOGFLUSH`.
#[allow(unsafe_code)]
fn shut_down(root: &File) -> rustix::io::Result<()> {
    const FS_IOC_SHUTDOWN: rustix::ioctl::Opcode = rustix::ioctl::opcode::read::<u32>(b'X', 125);
    const NO_LOG_FLUSH: u32 = 2;
    // SAFETY: the call reads one u32 by pointer, as the opcode's size says, and keeps no reference to it.
    unsafe { rustix::ioctl::ioctl(root, rustix::ioctl::Setter::<FS_IOC_SHUTDOWN, u32>::new(NO_LOG_FLUSH)) }
}
