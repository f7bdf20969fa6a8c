//! Who keeps a drive busy, as far as the system tells it to this user.

use std::path::Path;

/// Who has something open below a folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Holders {
    /// This program does.
    pub ourselves: bool,
    /// Names of other programs, in order.
    pub programs: Vec<String>,
}

#[cfg(target_os = "linux")]
impl Holders {
    /// Those that have a file, their working folder or themselves below `folder`. Of the processes of other users nothing
    /// is known.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        let mut found = Self::default();
        for process in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
            let place = process.path();
            let is_process = process.file_name().to_string_lossy().bytes().all(|b| b.is_ascii_digit());
            if !is_process || !holds(&place, folder) {
                continue;
            }
            if process.file_name().to_string_lossy() == std::process::id().to_string() {
                found.ourselves = true;
            } else if let Ok(name) = std::fs::read_to_string(place.join("comm")) {
                found.programs.push(name.trim().to_owned());
            }
        }
        found.programs.sort();
        found.programs.dedup();
        found
    }
}

#[cfg(target_os = "linux")]
fn holds(process: &Path, folder: &Path) -> bool {
    let is_below = |link: &Path| std::fs::read_link(link).is_ok_and(|to| to.starts_with(folder));
    let mut open = std::fs::read_dir(process.join("fd")).into_iter().flatten().flatten();
    ["cwd", "root", "exe"].iter().any(|link| is_below(&process.join(link)))
        || open.any(|entry| is_below(&entry.path()))
}

#[cfg(not(target_os = "linux"))]
impl Holders {
    /// The system does not tell.
    #[must_use]
    pub fn of(_folder: &Path) -> Self {
        Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn whoever_has_a_file_open_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().canonicalize().expect("its real name");
        assert_eq!(Holders::of(&place), Holders::default());
        let mut sleeper = std::process::Command::new("sleep")
            .arg("3600")
            .current_dir(&place)
            .spawn()
            .expect("a program that works there");
        let _open = std::fs::File::create(place.join("open")).expect("a file");
        // Until it is `sleep` it is a copy of the test.
        let wanted = Holders { ourselves: true, programs: vec!["sleep".into()] };
        let until = std::time::Instant::now() + std::time::Duration::from_secs(120);
        let mut found = Holders::of(&place);
        while found != wanted && std::time::Instant::now() < until {
            std::thread::sleep(std::time::Duration::from_millis(10));
            found = Holders::of(&place);
        }
        sleeper.kill().expect("it ends");
        sleeper.wait().expect("it has ended");
        assert_eq!(found, wanted);
        let beside = place.with_file_name("beside");
        assert_eq!(Holders::of(&beside), Holders::default());
    }
}
