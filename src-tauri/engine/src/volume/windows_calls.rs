//! The calls of Windows that tell of volumes. Answers are plain values; what they mean is decided in [`super::foreign`].
#![allow(unsafe_code)] // calls of the system

use std::fs::{File, OpenOptions};
use std::io;
use std::os::windows::fs::OpenOptionsExt;
use std::os::windows::io::AsRawHandle;
use std::ptr::{null, null_mut};

use windows_sys::Win32::Foundation::{HANDLE, INVALID_HANDLE_VALUE};
use windows_sys::Win32::Storage::FileSystem::{
    FILE_ID_INFO, FileIdInfo, FindFirstVolumeW, FindNextVolumeW, FindVolumeClose, GetDriveTypeW,
    GetFileInformationByHandleEx, GetLogicalDrives, GetVolumeInformationW, GetVolumeNameForVolumeMountPointW,
    GetVolumePathNamesForVolumeNameW,
};
use windows_sys::Win32::System::Diagnostics::Debug::{SEM_FAILCRITICALERRORS, SetThreadErrorMode};
use windows_sys::Win32::System::IO::DeviceIoControl;

use super::foreign::AskedVolume;

const LONGEST: usize = 1024;

/// The roots of all drives with a letter, and every other place where a volume is mounted.
pub fn places() -> Vec<String> {
    // SAFETY: no arguments. An empty card reader must not open a window that asks for a card.
    let letters = unsafe {
        SetThreadErrorMode(SEM_FAILCRITICALERRORS, null_mut());
        GetLogicalDrives()
    };
    let mut places: Vec<String> = (0..26_u8)
        .filter(|at| letters >> at & 1 == 1)
        .map(|at| format!("{}:\\", char::from(b'A' + at)))
        .collect();
    for volume in volumes() {
        for place in mounted_at(&volume) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    places
}

fn volumes() -> Vec<String> {
    let mut name = [0_u16; LONGEST];
    // SAFETY: the buffer is a local, written no further than the length that is told.
    let search: HANDLE = unsafe { FindFirstVolumeW(name.as_mut_ptr(), name.len() as u32) };
    let mut found = Vec::new();
    if search == INVALID_HANDLE_VALUE {
        return found;
    }
    loop {
        found.push(text(&name));
        // SAFETY: the search is open, the buffer as above.
        if unsafe { FindNextVolumeW(search, name.as_mut_ptr(), name.len() as u32) } == 0 {
            break;
        }
    }
    // SAFETY: the search is open and not used any more.
    unsafe { FindVolumeClose(search) };
    found
}

fn mounted_at(volume: &str) -> Vec<String> {
    let (name, mut places, mut length) = (wide(volume), vec![0_u16; 8 * LONGEST], 0_u32);
    // SAFETY: the name ends in 0; the buffer is written no further than the length that is told.
    let ok = unsafe {
        GetVolumePathNamesForVolumeNameW(
            name.as_ptr(),
            places.as_mut_ptr(),
            places.len() as u32,
            &raw mut length,
        )
    };
    let places = if ok == 0 { &[][..] } else { &places[..] };
    places
        .split(|unit| *unit == 0)
        .take_while(|part| !part.is_empty())
        .map(String::from_utf16_lossy)
        .collect()
}

/// What the system says of the volume at that place; nothing if there is none, or no disk in the drive.
pub fn ask(place: &str) -> Option<AskedVolume> {
    let root = wide(place);
    let (mut label, mut file_system, mut volume) = ([0_u16; LONGEST], [0_u16; LONGEST], [0_u16; LONGEST]);
    let (mut serial, mut flags) = (0_u32, 0_u32);
    // SAFETY: the root ends in 0; buffers and numbers are locals, written no further than the lengths that are told.
    let (known, drive_type, named) = unsafe {
        (
            GetVolumeInformationW(
                root.as_ptr(),
                label.as_mut_ptr(),
                label.len() as u32,
                &raw mut serial,
                null_mut(),
                &raw mut flags,
                file_system.as_mut_ptr(),
                file_system.len() as u32,
            ),
            GetDriveTypeW(root.as_ptr()),
            GetVolumeNameForVolumeMountPointW(root.as_ptr(), volume.as_mut_ptr(), volume.len() as u32),
        )
    };
    if known == 0 {
        return None;
    }
    let device = if named == 0 { place.to_owned() } else { text(&volume) };
    let disk = open(device.trim_end_matches('\\'), 0).ok();
    Some(AskedVolume {
        place: place.to_owned(),
        label: text(&label),
        file_system: text(&file_system),
        serial,
        long_serial: long_serial(place),
        flags,
        drive_type,
        disk: disk.as_ref().and_then(disk_number),
        seeks: disk.as_ref().and_then(seeks),
        device,
    })
}

fn open(path: &str, access: u32) -> io::Result<File> {
    const BACKUP_SEMANTICS: u32 = 0x0200_0000;
    OpenOptions::new().access_mode(access).share_mode(7).custom_flags(BACKUP_SEMANTICS).open(path)
}

/// The serial in 64 bits, which NTFS has.
fn long_serial(place: &str) -> Option<u64> {
    let folder = open(place, 0x80).ok()?;
    let mut id = FILE_ID_INFO::default();
    // SAFETY: the handle is open; the answer is a local of the type that this class fills.
    let ok = unsafe {
        GetFileInformationByHandleEx(
            folder.as_raw_handle(),
            FileIdInfo,
            (&raw mut id).cast(),
            size_of::<FILE_ID_INFO>() as u32,
        )
    };
    (ok != 0).then_some(id.VolumeSerialNumber)
}

fn disk_number(volume: &File) -> Option<u32> {
    const GET_DEVICE_NUMBER: u32 = 0x2D_1080;
    let answer: [u32; 3] = control(volume, GET_DEVICE_NUMBER, &[])?;
    Some(answer[1])
}

/// Whether reading elsewhere costs time: a spinning disk.
fn seeks(volume: &File) -> Option<bool> {
    const QUERY_PROPERTY: u32 = 0x2D_1400;
    const SEEK_PENALTY: u32 = 7;
    let answer: [u32; 3] = control(volume, QUERY_PROPERTY, &[SEEK_PENALTY, 0, 0])?;
    Some(answer[2] & 0xFF != 0)
}

fn control(device: &File, code: u32, question: &[u32]) -> Option<[u32; 3]> {
    let (mut answer, mut length) = ([0_u32; 3], 0_u32);
    let asked = if question.is_empty() { null() } else { question.as_ptr().cast() };
    // SAFETY: the handle is open; question and answer are read and written no further than the lengths that are told.
    let ok = unsafe {
        DeviceIoControl(
            device.as_raw_handle(),
            code,
            asked,
            size_of_val(question) as u32,
            answer.as_mut_ptr().cast(),
            size_of_val(&answer) as u32,
            &raw mut length,
            null_mut(),
        )
    };
    (ok != 0 && length >= 9).then_some(answer)
}

fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

fn text(units: &[u16]) -> String {
    let end = units.iter().position(|unit| *unit == 0).unwrap_or(units.len());
    String::from_utf16_lossy(&units[..end])
}
