//! The calls of Windows that `std` has no name for. Each hands in and out plain bytes; what they mean is read elsewhere.
#![allow(unsafe_code)] // calls of the system

use std::ffi::c_void;
use std::io;
use std::os::windows::io::{AsHandle, AsRawHandle, FromRawHandle, OwnedHandle};
use std::ptr::null_mut;
use std::time::Duration;

use windows_sys::Wdk::Foundation::OBJECT_ATTRIBUTES;
use windows_sys::Wdk::Storage::FileSystem::{NtCreateFile, NtSetInformationFile};
use windows_sys::Win32::Foundation::{NTSTATUS, RtlNtStatusToDosError, UNICODE_STRING};
use windows_sys::Win32::Storage::FileSystem::{
    BY_HANDLE_FILE_INFORMATION, FlushFileBuffers, GetFileInformationByHandle, GetFileInformationByHandleEx,
    SetFileInformationByHandle,
};
use windows_sys::Win32::System::IO::{DeviceIoControl, IO_STATUS_BLOCK};

/// What a handle may be used for, who else may use the file meanwhile, and how it is opened.
#[derive(Clone, Copy)]
pub struct Wish {
    pub access: u32,
    pub share: u32,
    /// `FILE_OPEN`, `FILE_CREATE`, `FILE_OPEN_IF`.
    pub disposition: u32,
    pub options: u32,
}

/// Opens what has that one name in an open folder; without a name, the same file or folder anew.
pub fn open(above: &impl AsHandle, name: &[u16], wish: Wish) -> io::Result<OwnedHandle> {
    // Indexers and virus scanners hold a file for a moment.
    retried(|| open_once(above, name, wish))
}

/// The same at the first try.
pub fn open_once(above: &impl AsHandle, name: &[u16], wish: Wish) -> io::Result<OwnedHandle> {
    const CASE_INSENSITIVE: u32 = 0x40;
    const SYNCHRONOUS: u32 = 0x20;
    const SYNCHRONIZE: u32 = 0x0010_0000;
    const NORMAL: u32 = 0x80;
    let length = u16::try_from(name.len() * 2).map_err(|_| io::ErrorKind::InvalidFilename)?;
    let name = UNICODE_STRING { Length: length, MaximumLength: length, Buffer: name.as_ptr().cast_mut() };
    let attributes = OBJECT_ATTRIBUTES {
        Length: size_of::<OBJECT_ATTRIBUTES>() as u32,
        RootDirectory: above.as_handle().as_raw_handle(),
        ObjectName: &raw const name,
        Attributes: CASE_INSENSITIVE,
        ..OBJECT_ATTRIBUTES::default()
    };
    let mut handle = null_mut();
    let mut status = IO_STATUS_BLOCK::default();
    // SAFETY: every pointer is to a local that outlives the call; the name is read only, as its length says; the folder's
    // handle is open for as long as it is borrowed.
    checked(unsafe {
        NtCreateFile(
            &raw mut handle,
            wish.access | SYNCHRONIZE,
            &raw const attributes,
            &raw mut status,
            std::ptr::null(),
            NORMAL,
            wish.share,
            wish.disposition,
            wish.options | SYNCHRONOUS,
            std::ptr::null(),
            0,
        )
    })?;
    // SAFETY: the call succeeded, so this is an open handle that nobody else has.
    Ok(unsafe { OwnedHandle::from_raw_handle(handle) })
}

fn checked(status: NTSTATUS) -> io::Result<()> {
    if status >= 0 {
        return Ok(());
    }
    // SAFETY: translates a number.
    let number = unsafe { RtlNtStatusToDosError(status) };
    Err(io::Error::from_raw_os_error(number.cast_signed()))
}

/// Tries again for a second while somebody else keeps the file to himself.
pub fn retried<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    const LOCKED: i32 = 32;
    for wait_ms in [10, 40, 150, 300, 500] {
        match call() {
            Err(e) if e.raw_os_error() == Some(LOCKED) => std::thread::sleep(Duration::from_millis(wait_ms)),
            other => return other,
        }
    }
    call()
}

/// Asks for one class of `GetFileInformationByHandleEx`.
pub fn ask(file: &impl AsHandle, class: i32, answer: &mut [u8]) -> io::Result<()> {
    let handle = file.as_handle().as_raw_handle();
    // SAFETY: the handle is open; the system writes no more than the length that it is told.
    done(unsafe {
        GetFileInformationByHandleEx(handle, class, answer.as_mut_ptr().cast(), answer.len() as u32)
    })
}

/// Sets one class of `SetFileInformationByHandle`.
pub fn set(file: &impl AsHandle, class: i32, value: &[u8]) -> io::Result<()> {
    let handle = file.as_handle().as_raw_handle();
    // SAFETY: the handle is open; the system reads no more than the length that it is told.
    done(unsafe { SetFileInformationByHandle(handle, class, value.as_ptr().cast(), value.len() as u32) })
}

/// Gives an open file another name in an open folder; an earlier file of that name goes only if `replace` says so.
pub fn rename(file: &impl AsHandle, folder: &impl AsHandle, name: &[u16], replace: bool) -> io::Result<()> {
    const RENAME: i32 = 10;
    // `FILE_RENAME_INFORMATION`: a flag, the folder, the length of the name in bytes, the name.
    let mut value = vec![0_u8; 20];
    value[0] = u8::from(replace);
    let handle = folder.as_handle().as_raw_handle() as u64;
    value[8..16].copy_from_slice(&handle.to_le_bytes());
    value[16..20].copy_from_slice(&(name.len() as u32 * 2).to_le_bytes());
    value.extend(name.iter().flat_map(|unit| unit.to_le_bytes()));
    value.resize(value.len().max(24), 0);
    let mut buffer = super::super::buffer::Buffer::new(value.len());
    buffer.space()[..value.len()].copy_from_slice(&value);
    let mut status = IO_STATUS_BLOCK::default();
    let handle = file.as_handle().as_raw_handle();
    // SAFETY: both handles are open; the aligned buffer holds the structure for a 64-bit system, as long as it is told.
    checked(unsafe {
        NtSetInformationFile(
            handle,
            &raw mut status,
            buffer.space().as_ptr().cast(),
            value.len() as u32,
            RENAME,
        )
    })
}

/// Flushes to the device.
pub fn flush(file: &impl AsHandle) -> io::Result<()> {
    // SAFETY: the handle is open.
    done(unsafe { FlushFileBuffers(file.as_handle().as_raw_handle()) })
}

/// Asks a driver; returns the length of its answer.
pub fn control(file: &impl AsHandle, code: u32, answer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0_u32;
    let out: *mut c_void = answer.as_mut_ptr().cast();
    // SAFETY: the handle is open; the driver writes no more than the length that it is told.
    done(unsafe {
        DeviceIoControl(
            file.as_handle().as_raw_handle(),
            code,
            std::ptr::null(),
            0,
            out,
            answer.len() as u32,
            &raw mut length,
            null_mut(),
        )
    })?;
    Ok(length as usize)
}

fn done(ok: i32) -> io::Result<()> {
    if ok == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// Volume and number of a file in the shorter form that every file system has.
pub fn short_identity(file: &impl AsHandle) -> io::Result<(u64, u64)> {
    let mut found = BY_HANDLE_FILE_INFORMATION::default();
    // SAFETY: the handle is open, and the answer is a local of the type that the call fills.
    done(unsafe { GetFileInformationByHandle(file.as_handle().as_raw_handle(), &raw mut found) })?;
    let number = u64::from(found.nFileIndexHigh) << 32 | u64::from(found.nFileIndexLow);
    Ok((u64::from(found.dwVolumeSerialNumber), number))
}
