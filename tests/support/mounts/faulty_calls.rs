//! The calls of the faulty drive, each passed on to the folder behind it.

use std::ffi::OsStr;
use std::fs::{File, Metadata};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

use fuser::{
    BsdFileFlags, Errno, FileAttr, FileHandle, FileType, Filesystem, FopenFlags, Generation, INodeNo,
    LockOwner, OpenFlags, RenameFlags, ReplyAttr, ReplyCreate, ReplyData, ReplyDirectory, ReplyEmpty,
    ReplyEntry, ReplyOpen, ReplyStatfs, ReplyWrite, Request, TimeOrNow, WriteFlags,
};

use super::faulty::{State, io_error, lock};

/// Nothing is remembered by the kernel about names and sizes: the folder behind may change.
const TTL: Duration = Duration::ZERO;

pub(super) struct Calls(pub(super) Arc<State>);

/// Ends a call with the error of an operation.
macro_rules! tried {
    ($reply:ident, $result:expr) => {
        match $result {
            Ok(value) => value,
            Err(error) => return $reply.error(Errno::from(io::Error::from(error))),
        }
    };
}

impl Calls {
    fn path(&self, ino: INodeNo) -> io::Result<PathBuf> {
        if self.0.is_gone() {
            return Err(io_error());
        }
        lock(&self.0.paths).get(&ino.0).cloned().ok_or(io::ErrorKind::NotFound.into())
    }

    fn look(&self, path: &Path) -> io::Result<FileAttr> {
        let meta = std::fs::symlink_metadata(self.0.full(path))?;
        let attr = attributes(path, &meta);
        lock(&self.0.paths).insert(attr.ino.0, path.to_owned());
        Ok(attr)
    }

    fn file(&self, handle: FileHandle) -> io::Result<Arc<File>> {
        if self.0.is_gone() {
            return Err(io_error());
        }
        lock(&self.0.files).get(&handle.0).cloned().ok_or(rustix::io::Errno::BADF.into())
    }

    fn keep(&self, file: File) -> FileHandle {
        let handle = self.0.next_handle.fetch_add(1, Ordering::Relaxed);
        lock(&self.0.files).insert(handle, Arc::new(file));
        FileHandle(handle)
    }

    fn open_flags(&self) -> FopenFlags {
        if self.0.keeps_cache { FopenFlags::FOPEN_KEEP_CACHE } else { FopenFlags::FOPEN_DIRECT_IO }
    }

    fn change(
        &self,
        path: &Path,
        mode: Option<u32>,
        size: Option<u64>,
        times: [Option<TimeOrNow>; 2],
    ) -> io::Result<()> {
        let full = self.0.full(path);
        if let Some(mode) = mode {
            std::fs::set_permissions(&full, std::fs::Permissions::from_mode(mode & 0o7777))?;
        }
        if let Some(size) = size {
            File::options().write(true).open(&full)?.set_len(size)?;
        }
        let mut wanted = std::fs::FileTimes::new();
        let at = |t: TimeOrNow| match t {
            TimeOrNow::SpecificTime(at) => at,
            TimeOrNow::Now => SystemTime::now(),
        };
        let [accessed, modified] = times;
        let any = accessed.is_some() || modified.is_some();
        wanted = accessed.map_or(wanted, |t| wanted.set_accessed(at(t)));
        wanted = modified.map_or(wanted, |t| wanted.set_modified(at(t)));
        if any { File::open(&full)?.set_times(wanted) } else { Ok(()) }
    }
}

fn attributes(path: &Path, meta: &Metadata) -> FileAttr {
    let ino = if path.as_os_str().is_empty() { 1 } else { meta.ino() };
    let time = |s: i64, ns: i64| SystemTime::UNIX_EPOCH + Duration::new(s.max(0) as u64, ns as u32);
    FileAttr {
        ino: INodeNo(ino),
        size: meta.size(),
        blocks: meta.blocks(),
        atime: time(meta.atime(), meta.atime_nsec()),
        mtime: time(meta.mtime(), meta.mtime_nsec()),
        ctime: time(meta.ctime(), meta.ctime_nsec()),
        crtime: SystemTime::UNIX_EPOCH,
        kind: FileType::from_std(meta.file_type()).unwrap_or(FileType::RegularFile),
        perm: (meta.mode() & 0o7777) as u16,
        nlink: meta.nlink() as u32,
        uid: meta.uid(),
        gid: meta.gid(),
        rdev: 0,
        blksize: 4096,
        flags: 0,
    }
}

impl Filesystem for Calls {
    fn lookup(&self, _req: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEntry) {
        let path = tried!(reply, self.path(parent)).join(name);
        let attr = tried!(reply, self.look(&path));
        reply.entry(&TTL, &attr, Generation(0));
    }

    fn getattr(&self, _req: &Request, ino: INodeNo, _fh: Option<FileHandle>, reply: ReplyAttr) {
        let path = tried!(reply, self.path(ino));
        let attr = tried!(reply, self.look(&path));
        reply.attr(&TTL, &attr);
    }

    fn setattr(
        &self,
        _req: &Request,
        ino: INodeNo,
        mode: Option<u32>,
        _uid: Option<u32>,
        _gid: Option<u32>,
        size: Option<u64>,
        atime: Option<TimeOrNow>,
        mtime: Option<TimeOrNow>,
        _ctime: Option<SystemTime>,
        _fh: Option<FileHandle>,
        _crtime: Option<SystemTime>,
        _chgtime: Option<SystemTime>,
        _bkuptime: Option<SystemTime>,
        _flags: Option<BsdFileFlags>,
        reply: ReplyAttr,
    ) {
        let path = tried!(reply, self.path(ino));
        tried!(reply, self.change(&path, mode, size, [atime, mtime]));
        let attr = tried!(reply, self.look(&path));
        reply.attr(&TTL, &attr);
    }

    fn readlink(&self, _req: &Request, ino: INodeNo, reply: ReplyData) {
        use std::os::unix::ffi::OsStrExt as _;
        let path = tried!(reply, self.path(ino));
        let target = tried!(reply, std::fs::read_link(self.0.full(&path)));
        reply.data(target.as_os_str().as_bytes());
    }

    fn mkdir(&self, _req: &Request, parent: INodeNo, name: &OsStr, mode: u32, umask: u32, reply: ReplyEntry) {
        let path = tried!(reply, self.path(parent)).join(name);
        let full = self.0.full(&path);
        tried!(reply, std::fs::create_dir(&full));
        tried!(
            reply,
            std::fs::set_permissions(&full, std::fs::Permissions::from_mode(mode & !umask & 0o7777))
        );
        let attr = tried!(reply, self.look(&path));
        reply.entry(&TTL, &attr, Generation(0));
    }

    fn unlink(&self, _req: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        let path = tried!(reply, self.path(parent)).join(name);
        tried!(reply, std::fs::remove_file(self.0.full(&path)));
        reply.ok();
    }

    fn rmdir(&self, _req: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        let path = tried!(reply, self.path(parent)).join(name);
        tried!(reply, std::fs::remove_dir(self.0.full(&path)));
        reply.ok();
    }

    fn rename(
        &self,
        _req: &Request,
        parent: INodeNo,
        name: &OsStr,
        new_parent: INodeNo,
        new_name: &OsStr,
        flags: RenameFlags,
        reply: ReplyEmpty,
    ) {
        let from = tried!(reply, self.path(parent)).join(name);
        let to = tried!(reply, self.path(new_parent)).join(new_name);
        let flags = rustix::fs::RenameFlags::from_bits_retain(flags.bits());
        let (cwd, old, new) = (rustix::fs::CWD, self.0.full(&from), self.0.full(&to));
        tried!(reply, rustix::fs::renameat_with(cwd, old, cwd, new, flags));
        self.0.moved(&from, &to);
        reply.ok();
    }

    fn open(&self, _req: &Request, ino: INodeNo, flags: OpenFlags, reply: ReplyOpen) {
        let path = tried!(reply, self.path(ino));
        let write = flags.0 & 0b11 != 0;
        let file = tried!(reply, File::options().read(true).write(write).open(self.0.full(&path)));
        reply.opened(self.keep(file), self.open_flags());
    }

    fn create(
        &self,
        _req: &Request,
        parent: INodeNo,
        name: &OsStr,
        mode: u32,
        umask: u32,
        flags: i32,
        reply: ReplyCreate,
    ) {
        let path = tried!(reply, self.path(parent)).join(name);
        let exclusive = rustix::fs::OFlags::from_bits_retain(flags as u32).contains(rustix::fs::OFlags::EXCL);
        let mut options = File::options();
        options.read(true).write(true).mode(mode & !umask);
        let opened = options.create_new(exclusive).create(true).open(self.0.full(&path));
        let handle = self.keep(tried!(reply, opened));
        let attr = tried!(reply, self.look(&path));
        reply.created(&TTL, &attr, Generation(0), handle, self.open_flags());
    }

    fn read(
        &self,
        _req: &Request,
        ino: INodeNo,
        fh: FileHandle,
        offset: u64,
        size: u32,
        _flags: OpenFlags,
        _lock_owner: Option<LockOwner>,
        reply: ReplyData,
    ) {
        let path = tried!(reply, self.path(ino));
        let file = tried!(reply, self.file(fh));
        let bytes = tried!(reply, self.0.read(&path, &file, offset, size as usize));
        reply.data(&bytes);
    }

    fn write(
        &self,
        _req: &Request,
        ino: INodeNo,
        fh: FileHandle,
        offset: u64,
        data: &[u8],
        _write_flags: WriteFlags,
        _flags: OpenFlags,
        _lock_owner: Option<LockOwner>,
        reply: ReplyWrite,
    ) {
        let path = tried!(reply, self.path(ino));
        let file = tried!(reply, self.file(fh));
        tried!(reply, self.0.write(&path, &file, offset, data));
        reply.written(data.len() as u32);
    }

    fn flush(
        &self,
        _req: &Request,
        _ino: INodeNo,
        _fh: FileHandle,
        _lock_owner: LockOwner,
        reply: ReplyEmpty,
    ) {
        reply.ok();
    }

    fn release(
        &self,
        _req: &Request,
        _ino: INodeNo,
        fh: FileHandle,
        _flags: OpenFlags,
        _lock_owner: Option<LockOwner>,
        _flush: bool,
        reply: ReplyEmpty,
    ) {
        lock(&self.0.files).remove(&fh.0);
        reply.ok();
    }

    fn fsync(&self, _req: &Request, _ino: INodeNo, fh: FileHandle, _datasync: bool, reply: ReplyEmpty) {
        let file = tried!(reply, self.file(fh));
        tried!(reply, self.0.fsync(&file));
        reply.ok();
    }

    fn fsyncdir(&self, _req: &Request, ino: INodeNo, _fh: FileHandle, _datasync: bool, reply: ReplyEmpty) {
        let path = tried!(reply, self.path(ino));
        tried!(reply, File::open(self.0.full(&path)).and_then(|f| f.sync_all()));
        reply.ok();
    }

    fn readdir(&self, _req: &Request, ino: INodeNo, _fh: FileHandle, offset: u64, mut reply: ReplyDirectory) {
        let path = tried!(reply, self.path(ino));
        tried!(reply, self.0.can_list(&path));
        let mut listed = Vec::new();
        for entry in tried!(reply, std::fs::read_dir(self.0.full(&path))) {
            let entry = tried!(reply, entry);
            let kind = entry.file_type().ok().and_then(FileType::from_std).unwrap_or(FileType::RegularFile);
            listed.push((entry.file_name(), kind));
        }
        listed.sort_by(|a, b| a.0.cmp(&b.0));
        for (at, (name, kind)) in listed.into_iter().enumerate().skip(offset as usize) {
            let ino = std::fs::symlink_metadata(self.0.full(&path.join(&name))).map_or(u64::MAX, |m| m.ino());
            if reply.add(INodeNo(ino), at as u64 + 1, kind, name) {
                break;
            }
        }
        reply.ok();
    }

    fn statfs(&self, _req: &Request, _ino: INodeNo, reply: ReplyStatfs) {
        let at = tried!(reply, rustix::fs::statvfs(&self.0.backing));
        let (size, name) = (at.f_frsize as u32, at.f_namemax as u32);
        reply.statfs(at.f_blocks, at.f_bfree, at.f_bavail, at.f_files, at.f_ffree, size, name, size);
    }
}
