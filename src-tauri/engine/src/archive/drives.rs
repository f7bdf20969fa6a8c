//! Which drive has which folder name in an archive: decided once, the same in every later job.

use std::collections::BTreeMap;
use std::io::{self, Read};

use super::ours;
use crate::fs::{Root, durable};
use crate::model::{UidPath, display_bytes, parse_display};
use crate::plan::{distinct_folder_name, folder_name};

const NAME: &str = "drives.json";

/// Identity of a drive's folder → its folder name here, both in text form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DriveNames {
    names: BTreeMap<String, String>,
}

impl DriveNames {
    /// The names that an archive knows; none for a new one.
    pub fn read(root: &Root) -> io::Result<Self> {
        let mut text = String::new();
        match root.open_read(&ours(NAME)) {
            Ok(file) => file.take(16 << 20).read_to_string(&mut text)?,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(e) => return Err(e),
        };
        Ok(Self { names: serde_json::from_str(&text).unwrap_or_default() })
    }

    /// The name of a drive, chosen now if it has none: the wanted one, or the wanted one with a suffix if another drive
    /// has it. Names are compared without regard to case, as some file systems do.
    pub fn name_of(&mut self, drive: &UidPath, wanted: &[u8]) -> Vec<u8> {
        let identity = identity_of(drive);
        if let Some(name) = self.names.get(&identity).and_then(|n| parse_display(n)) {
            return name;
        }
        let mut name = folder_name(wanted);
        if self.is_taken(&name) {
            name = distinct_folder_name(&name, &identity);
        }
        self.names.insert(identity, display_bytes(&name));
        name
    }

    /// The names of the drives, or folders of drives, that have this identity.
    #[must_use]
    pub fn called(&self, identity: &str) -> Vec<Vec<u8>> {
        let is =
            |of: &str| of == identity || of.split_once('/').is_some_and(|(volume, _)| volume == identity);
        let named = self.names.iter().filter(|(of, _)| is(of));
        named.filter_map(|(_, name)| parse_display(name)).collect()
    }

    /// Takes over what another archive knows; what is known already stays.
    pub fn add_all(&mut self, other: &Self) {
        for (identity, name) in &other.names {
            self.names.entry(identity.clone()).or_insert_with(|| name.clone());
        }
    }

    /// Records the name that a job uses for a drive, if the archive has none for it.
    pub fn keep(&mut self, drive: &UidPath, name: &[u8]) {
        self.names.entry(identity_of(drive)).or_insert_with(|| display_bytes(name));
    }

    fn is_taken(&self, name: &[u8]) -> bool {
        let text = display_bytes(name).to_lowercase();
        self.names.values().any(|n| n.to_lowercase() == text)
    }

    /// Writes the names to the archive.
    pub fn write(&self, root: &Root) -> io::Result<()> {
        super::make_our_folder(root)?;
        durable::replace_at(root, &ours(NAME), |out| {
            out.write_all(serde_json::to_string_pretty(&self.names).unwrap_or_default().as_bytes())
        })
    }
}

fn identity_of(drive: &UidPath) -> String {
    format!("{}/{}", drive.volume.0, display_bytes(&drive.path.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{RelPath, VolumeUid};

    #[test]
    fn two_drives_of_one_name_get_two_folders_for_good() {
        let drive = |id: &str| UidPath { volume: VolumeUid(id.into()), path: RelPath::default() };
        let mut names = DriveNames::default();
        let first = names.name_of(&drive("vfat:1"), b"NO NAME");
        let second = names.name_of(&drive("vfat:2"), b"No name");
        assert_eq!(first, b"NO NAME");
        assert!(second.starts_with(b"No name~"), "told apart: {}", display_bytes(&second));
        assert_eq!(names.name_of(&drive("vfat:2"), b"renamed since"), second, "the same in every later job");
    }
}
