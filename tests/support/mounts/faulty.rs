//! A drive that misbehaves as told: a pass-through file system with bad sectors, lies, delays and deaths.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use fuser::{BackgroundSession, Config, MountOption, SessionACL};

use crate::Sandbox;

/// What goes wrong. Names are compared with the last part of a path; `""` means every file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Reads that touch this offset of the file fail with EIO.
    BadSector { name: &'static str, at: u64 },
    /// The first `times` reads that touch this offset fail with EIO, later ones do not.
    WeakSector { name: &'static str, at: u64, times: u64 },
    /// The folder of this name cannot be listed.
    BadFolder { name: &'static str },
    /// Each read takes that much longer.
    SlowRead { name: &'static str, by: Duration },
    /// A drive with one head: that many bytes a second, and a while to get to another file.
    Paced { bytes_per_second: u64, seek: Duration },
    /// Each read gives another byte at this offset each time.
    Unsteady { name: &'static str, at: u64 },
    /// The byte at this offset is stored wrong, in the first `times` files that are written so far.
    StoresWrong { at: u64, times: u64 },
    /// The `nth` fsync of a file fails with EIO; those after it succeed, as on a real system.
    FsyncFails { nth: u64 },
    /// Every write fails with this error once so many bytes were written.
    WriteFails { errno: i32, after: u64 },
    /// Nothing answers any more.
    Gone,
}

/// What is mounted, shared by its threads and the test.
pub(super) struct State {
    pub(super) backing: PathBuf,
    pub(super) paths: Mutex<BTreeMap<u64, PathBuf>>,
    pub(super) files: Mutex<BTreeMap<u64, Arc<File>>>,
    pub(super) next_handle: AtomicU64,
    faults: Mutex<Vec<Fault>>,
    hits: Mutex<BTreeMap<String, u64>>,
    read: Mutex<BTreeMap<Vec<u8>, u64>>,
    written: AtomicU64,
    fsyncs: AtomicU64,
    /// The file that was touched last; held as long as the drive is busy with it.
    head: Mutex<PathBuf>,
    /// The kernel keeps what it read and answers from memory.
    pub(super) keeps_cache: bool,
}

/// A mounted faulty drive; unmounted when dropped.
pub struct FaultyDrive {
    at: PathBuf,
    state: Arc<State>,
    session: Option<BackgroundSession>,
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl FaultyDrive {
    /// Mounts `backing` at `mounts/NAME` of the sandbox. Every read and write reaches it as the program makes it.
    #[must_use]
    pub fn mount(sandbox: &Sandbox, name: &str, backing: &Path) -> Self {
        Self::with_cache(sandbox, name, backing, false)
    }

    /// The same with the kernel's memory in between, as on an ordinary disk.
    #[must_use]
    pub fn mount_cached(sandbox: &Sandbox, name: &str, backing: &Path) -> Self {
        Self::with_cache(sandbox, name, backing, true)
    }

    fn with_cache(sandbox: &Sandbox, name: &str, backing: &Path, keeps_cache: bool) -> Self {
        Self::at_path(sandbox.folder(format!("mounts/{name}")), backing, keeps_cache)
    }

    /// The same at a folder that is there.
    #[must_use]
    pub fn at_path(at: PathBuf, backing: &Path, keeps_cache: bool) -> Self {
        let state = Arc::new(State {
            backing: backing.to_owned(),
            paths: Mutex::new(BTreeMap::from([(1, PathBuf::new())])),
            files: Mutex::default(),
            next_handle: AtomicU64::new(1),
            faults: Mutex::default(),
            hits: Mutex::default(),
            read: Mutex::default(),
            written: AtomicU64::new(0),
            fsyncs: AtomicU64::new(0),
            head: Mutex::default(),
            keeps_cache,
        });
        let mut config = Config::default();
        config.mount_options =
            vec![MountOption::FSName("ingather-test".into()), MountOption::DefaultPermissions];
        config.acl = SessionACL::All;
        config.n_threads = Some(4);
        let calls = super::faulty_calls::Calls(Arc::clone(&state));
        let session = fuser::spawn_mount(calls, &at, &config).expect("a FUSE mount");
        Self { at, state, session: Some(session) }
    }

    /// Where it is mounted.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.at
    }

    /// A path on it.
    #[must_use]
    pub fn at(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.at.join(relative)
    }

    /// From now on just these faults.
    pub fn misbehave(&self, faults: &[Fault]) {
        lock(&self.state.hits).clear();
        *lock(&self.state.faults) = faults.to_vec();
    }

    /// From now on a good drive.
    pub fn heal(&self) {
        self.misbehave(&[]);
    }

    /// Bytes read of the file at a path below the mount.
    #[must_use]
    pub fn bytes_read(&self, path: impl AsRef<[u8]>) -> u64 {
        lock(&self.state.read).get(path.as_ref()).copied().unwrap_or(0)
    }

    /// Bytes read of each file below the mount.
    #[must_use]
    pub fn all_bytes_read(&self) -> BTreeMap<Vec<u8>, u64> {
        lock(&self.state.read).clone()
    }

    /// Bytes written to all files.
    #[must_use]
    pub fn bytes_written(&self) -> u64 {
        self.state.written.load(Ordering::Relaxed)
    }

    /// How many files were flushed.
    #[must_use]
    pub fn fsyncs(&self) -> u64 {
        self.state.fsyncs.load(Ordering::Relaxed)
    }
}

impl Drop for FaultyDrive {
    fn drop(&mut self) {
        self.heal();
        if let Some(session) = self.session.take() {
            // Detached first, so that a process that still looks at it cannot hold the test.
            let _ = rustix::mount::unmount(&self.at, rustix::mount::UnmountFlags::DETACH);
            drop(session);
        }
    }
}

impl State {
    pub(super) fn full(&self, path: &Path) -> PathBuf {
        self.backing.join(path)
    }

    pub(super) fn is_gone(&self) -> bool {
        lock(&self.faults).contains(&Fault::Gone)
    }

    /// Counts a hit of a fault and says whether it is still among the first `times`.
    fn is_due(&self, key: String, times: u64) -> bool {
        let mut hits = lock(&self.hits);
        let count = hits.entry(key).or_default();
        *count += 1;
        *count <= times
    }

    /// Whether a folder can be listed.
    pub(super) fn can_list(&self, path: &Path) -> io::Result<()> {
        let name = path.file_name().unwrap_or_default();
        let bad = lock(&self.faults)
            .iter()
            .any(|f| matches!(f, Fault::BadFolder { name: n } if name == OsStr::new(*n)));
        if bad { Err(io_error()) } else { Ok(()) }
    }

    /// Reads, as badly as told.
    pub(super) fn read(&self, path: &Path, file: &File, offset: u64, size: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; size];
        let mut filled = 0;
        while filled < size {
            match std::os::unix::fs::FileExt::read_at(file, &mut bytes[filled..], offset + filled as u64)? {
                0 => break,
                n => filled += n,
            }
        }
        bytes.truncate(filled);
        let name = path.file_name().unwrap_or_default();
        let within = |at: u64| (offset..offset + filled as u64).contains(&at);
        let concerns = |n: &str| n.is_empty() || name == OsStr::new(n);
        let faults = lock(&self.faults).clone();
        for fault in faults {
            match fault {
                Fault::BadSector { name, at } if concerns(name) && within(at) => return Err(io_error()),
                Fault::WeakSector { name, at, times } if concerns(name) && within(at) => {
                    if self.is_due(format!("weak {}", path.display()), times) {
                        return Err(io_error());
                    }
                }
                Fault::SlowRead { name, by } if concerns(name) => std::thread::sleep(by),
                Fault::Unsteady { name, at } if concerns(name) && within(at) => {
                    let turn = self.next_handle.fetch_add(1, Ordering::Relaxed) as u8;
                    bytes[(at - offset) as usize] ^= turn | 1;
                }
                Fault::Paced { bytes_per_second, seek } => {
                    self.take_time(path, filled, bytes_per_second, seek);
                }
                Fault::BadSector { .. } | Fault::WeakSector { .. } | Fault::SlowRead { .. } => {}
                Fault::Unsteady { .. } | Fault::StoresWrong { .. } | Fault::FsyncFails { .. } => {}
                Fault::WriteFails { .. } | Fault::BadFolder { .. } | Fault::Gone => {}
            }
        }
        *lock(&self.read).entry(path.as_os_str().as_bytes().to_vec()).or_default() += filled as u64;
        Ok(bytes)
    }

    /// Writes, as badly as told.
    pub(super) fn write(&self, path: &Path, file: &File, offset: u64, bytes: &[u8]) -> io::Result<()> {
        let mut stored = bytes.to_vec();
        let before = self.written.load(Ordering::Relaxed);
        let faults = lock(&self.faults).clone();
        for fault in faults {
            if let Fault::WriteFails { errno, after } = fault
                && before >= after
            {
                return Err(io::Error::from_raw_os_error(errno));
            }
            if let Fault::Paced { bytes_per_second, seek } = fault {
                self.take_time(path, bytes.len(), bytes_per_second, seek);
            }
            if let Fault::StoresWrong { at, times } = fault
                && (offset..offset + bytes.len() as u64).contains(&at)
                && path.starts_with(".ingather/staging")
                && self.is_due("wrong".into(), times)
            {
                stored[(at - offset) as usize] ^= 0x04;
            }
        }
        std::os::unix::fs::FileExt::write_all_at(file, &stored, offset)?;
        self.written.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        Ok(())
    }

    /// As long as a drive of this speed needs, one call after the other.
    fn take_time(&self, path: &Path, bytes: usize, bytes_per_second: u64, seek: Duration) {
        let mut head = lock(&self.head);
        let moving = Duration::from_secs_f64(bytes as f64 / bytes_per_second as f64);
        let seeking = if *head == path { Duration::ZERO } else { seek };
        path.clone_into(&mut head);
        let until = std::time::Instant::now() + moving + seeking;
        // Healed, it is quick at once, also with what it has in hand.
        while lock(&self.faults).iter().any(|fault| matches!(fault, Fault::Paced { .. })) {
            let left = until.saturating_duration_since(std::time::Instant::now());
            if left.is_zero() {
                break;
            }
            std::thread::sleep(left.min(Duration::from_millis(20)));
        }
    }

    /// Flushes, as badly as told.
    pub(super) fn fsync(&self, file: &File) -> io::Result<()> {
        let count = self.fsyncs.fetch_add(1, Ordering::Relaxed) + 1;
        let due =
            |nth: u64| self.is_due("fsync".into(), u64::MAX) && lock(&self.hits).get("fsync") == Some(&nth);
        let faults = lock(&self.faults).clone();
        for fault in faults {
            if let Fault::FsyncFails { nth } = fault
                && due(nth)
            {
                eprintln!("fsync {count} fails as told");
                return Err(io_error());
            }
        }
        file.sync_all()
    }

    /// A path that moved takes everything below it along.
    pub(super) fn moved(&self, from: &Path, to: &Path) {
        for path in lock(&self.paths).values_mut() {
            if let Ok(rest) = path.strip_prefix(from) {
                let moved = if rest.as_os_str().is_empty() { to.to_owned() } else { to.join(rest) };
                *path = PathBuf::from(std::ffi::OsString::from_vec(moved.into_os_string().into_vec()));
            }
        }
    }
}

pub(super) fn io_error() -> io::Error {
    io::Error::from(rustix::io::Errno::IO)
}
