//! Lets a drive go, so that it may be unplugged: flushed, unmounted and, where the system can, switched off.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::holders::Holders;
use super::system;
use crate::error::{Error, Result};
use crate::model::VolumeUid;
use crate::words;

/// Unmounts every mount of a volume. `keep` names what must stay reachable: the program and its data.
///
/// # Errors
/// `drive_missing`, `system_drive`, `drive_busy`, `not_ejected`, and `cannot_eject` where there is no program for it.
pub fn eject(uid: &VolumeUid, keep: &[&Path]) -> Result<()> {
    let mounts: Vec<_> = system::mounts()?.into_iter().filter(|m| m.volume.uid == *uid).collect();
    if mounts.is_empty() {
        return Err(Error::blocked("drive_missing", "the drive is not connected"));
    }
    if let Some(place) = mounts.iter().find(|m| is_needed(&m.volume.mount_point, keep)) {
        return Err(Error::usage("system_drive", "this drive holds the system or the program's own data")
            .at_path(&place.volume.mount_point)
            .hint("shut the computer down to take it out"));
    }
    // What is mounted inside of another mount goes first.
    let mut places: Vec<(u64, PathBuf)> = mounts.into_iter().map(|m| (m.id, m.volume.mount_point)).collect();
    places.sort_by_key(|(_, path)| std::cmp::Reverse(path.components().count()));
    steps(&places)
}

/// Whether something lives on that mount which must not go away.
fn is_needed(mount_point: &Path, keep: &[&Path]) -> bool {
    const SYSTEM: [&str; 6] = ["/", "/boot", "/usr", "/var", "/home", "/tmp"];
    SYSTEM.iter().any(|place| mount_point == Path::new(place))
        || keep.iter().any(|path| path.starts_with(mount_point))
}

/// What a program said when it refused, as our error.
fn refused(said: &str, path: &Path) -> Error {
    let said = said.trim();
    let lower = said.to_lowercase();
    if lower.contains("busy") || lower.contains("in use") {
        return busy(path, &Holders::of(path));
    }
    Error::blocked(
        "not_ejected",
        words!("the system did not let the drive go: {said}", said = Text(said.to_string())),
    )
    .at_path(path)
    .hint("eject it in your file manager")
}

/// Who keeps it, where the system tells.
fn busy(path: &Path, holders: &Holders) -> Error {
    if !holders.programs.is_empty() {
        let programs = holders.programs.join(", ");
        Error::blocked(
            "drive_busy",
            words!("the drive is still used by {programs}", programs = Text(programs)),
        )
        .hint("close what is open on it, then eject it again")
    } else if holders.ourselves {
        Error::blocked("drive_busy", "Ingather still reads from the drive").hint("eject it again in a moment")
    } else {
        Error::blocked("drive_busy", "a program still uses the drive")
            .hint("close what is open on it, then eject it again")
    }
    .at_path(path)
}

enum Said {
    Done,
    /// The program is not there.
    Absent,
    No(String),
}

fn ask(program: &str, arguments: &[&std::ffi::OsStr]) -> Said {
    match Command::new(program).args(arguments).output() {
        Err(_) => Said::Absent,
        Ok(output) if output.status.success() => Said::Done,
        Ok(output) => Said::No(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

#[cfg(target_os = "linux")]
fn steps(places: &[(u64, PathBuf)]) -> Result<()> {
    let mut device = None;
    for (mount, path) in places {
        device = system::device_of_mount(*mount).or(device);
        unmount(device.as_deref(), path)?;
    }
    if let Some(device) = device {
        // Only what hangs on a cable can be switched off; unmounted it is safe to unplug all the same.
        let arguments = ["power-off", "--no-user-interaction", "--block-device"].map(AsRef::as_ref);
        if let Said::No(why) = ask("udisksctl", &[&arguments[..], &[device.as_os_str()]].concat()) {
            tracing::debug!("the drive is unmounted and stays under power: {why}");
        }
    }
    Ok(())
}

#[cfg(target_os = "linux")]
fn unmount(device: Option<&Path>, path: &Path) -> Result<()> {
    let desktop = device.map_or(Said::Absent, |device| {
        let arguments = ["unmount", "--no-user-interaction", "--block-device"].map(AsRef::as_ref);
        ask("udisksctl", &[&arguments[..], &[device.as_os_str()]].concat())
    });
    let words = match desktop {
        Said::Done => return Ok(()),
        Said::No(words) => Some(words),
        Said::Absent => None,
    };
    // What the desktop did not mount, its user or the administrator may unmount.
    match (ask("umount", &["--".as_ref(), path.as_os_str()]), words) {
        (Said::Done, _) => Ok(()),
        (Said::No(words), _) | (Said::Absent, Some(words)) => Err(refused(&words, path)),
        (Said::Absent, None) => Err(Error::blocked("cannot_eject", "nothing here can eject a drive")
            .at_path(path)
            .hint("eject it in your file manager")),
    }
}

#[cfg(target_os = "macos")]
fn steps(places: &[(u64, PathBuf)]) -> Result<()> {
    for (_, path) in places {
        match ask("/usr/sbin/diskutil", &["eject".as_ref(), path.as_os_str()]) {
            Said::Done => {}
            Said::No(words) => return Err(refused(&words, path)),
            Said::Absent => return Err(refused("diskutil is not there", path)),
        }
    }
    Ok(())
}

#[cfg(target_os = "windows")]
fn steps(places: &[(u64, PathBuf)]) -> Result<()> {
    for (_, path) in places {
        let Some(letter) = super::foreign::drive_letter(&path.to_string_lossy()) else {
            return Err(refused("it has no letter", path));
        };
        let script = format!(
            "(New-Object -ComObject Shell.Application).Namespace(17).ParseName('{letter}:').InvokeVerb('Eject')"
        );
        let arguments = ["-NoProfile", "-NonInteractive", "-Command", script.as_str()].map(AsRef::as_ref);
        match ask("powershell", &arguments) {
            Said::Done => {}
            Said::No(words) => return Err(refused(&words, path)),
            Said::Absent => return Err(refused("powershell is not there", path)),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_or_the_program_lives_on_is_never_let_go() {
        let keep = [Path::new("/media/anna/Work/ingather"), Path::new("/opt/ingather/bin")];
        assert!(is_needed(Path::new("/"), &[]) && is_needed(Path::new("/home"), &[]));
        assert!(is_needed(Path::new("/media/anna/Work"), &keep));
        assert!(!is_needed(Path::new("/media/anna/Work2"), &keep), "`Work` is not `Work2`");
        assert!(!is_needed(Path::new("/media/anna/Card"), &keep));
    }

    #[test]
    fn a_busy_drive_is_told_from_a_refusal() {
        let path = Path::new("/media/anna/Card");
        assert_eq!(refused("umount: /media/anna/Card: target is busy.\n", path).code, "drive_busy");
        let told = |holders: &Holders| busy(path, holders).message.to_string();
        let named = Holders { programs: vec!["gimp".into(), "vlc".into()], ourselves: true };
        assert_eq!(told(&named), "the drive is still used by gimp, vlc");
        let ours = Holders { ourselves: true, ..Holders::default() };
        assert_eq!(told(&ours), "Ingather still reads from the drive");
        let other = refused("Not authorized to perform operation\n", path);
        assert_eq!(other.code, "not_ejected");
        assert!(other.message.ends_with("Not authorized to perform operation"));
    }

    #[test]
    fn a_drive_that_is_not_there_cannot_be_ejected() {
        let error = eject(&VolumeUid("ext4:no-such-volume".into()), &[]).unwrap_err();
        assert_eq!(error.code, "drive_missing");
    }
}
