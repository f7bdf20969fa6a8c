//! Which name a staged file gets: its own if that is free, else one with its checksum in it. Nothing is replaced.

use std::collections::HashMap;

use super::Copying;
use super::finish::Safe;
use super::group::Member;
use super::output::{Output, lock};
use crate::cancel::Cancel;
use crate::error::{Error, Kind, Result};
use crate::fs::{self, Buffer, Held, Seen};
use crate::model::{Checksum, RelPath};
use crate::plan::suffixed;

/// Digits of the checksum in the suffix of a taken name, tried in turn.
const SUFFIX_DIGITS: [usize; 3] = [8, 16, 64];
const PIECE: usize = 1 << 20;

/// Names that are taken get their suffix before anything is promised about them.
pub fn choose_names(copying: &Copying<'_>, output: &Output<'_>, safe: Vec<Safe>) -> Result<Vec<Safe>> {
    let mut folders = Folders::default();
    let mut chosen = Vec::with_capacity(safe.len());
    for mut one in safe {
        let folder = match folders.open(output, &one.member.folder) {
            Ok(folder) => folder,
            Err(e) => {
                let error = output.write_failed(copying.ctx, &e);
                copying.give_up(output, one.member, error)?;
                continue;
            }
        };
        let found = match free_name(copying, output, folder, &one.member, one.member.suffixed) {
            // A name that the file system refuses is the fault of this file alone.
            Err(error) if error.kind == Kind::File && output.root.is_alive() => {
                copying.give_up(output, one.member, error)?;
                continue;
            }
            other => other?,
        };
        match found {
            Name::Free(name) => {
                one.member.name = name;
                chosen.push(one);
            }
            Name::HoldsTheSame(name) => copying.stands_already(output, one.member, &name)?,
            Name::Clash(name) => copying.clashes(output, one.member, &name)?,
            Name::AllTaken => {
                let error = Error::file("name_taken", "every name for it is taken by other files");
                copying.give_up(output, one.member, error)?;
            }
        }
    }
    Ok(chosen)
}

/// A name for a member.
pub enum Name {
    Free(Vec<u8>),
    /// A file with exactly this content stands there.
    HoldsTheSame(Vec<u8>),
    AllTaken,
    /// The first that was wanted is taken, and the job leaves such files out.
    Clash(Vec<u8>),
}

/// A name, unless `not_own`, then the same with a longer and longer suffix.
pub fn with_suffixes(name: &[u8], checksum: Checksum, not_own: bool) -> impl Iterator<Item = Vec<u8>> {
    let own = (!not_own).then(|| name.to_vec());
    own.into_iter().chain(SUFFIX_DIGITS.iter().map(move |digits| suffixed(name, checksum, *digits)))
}

/// The first name that is free, for the files that follow it too.
pub fn free_name(
    copying: &Copying<'_>,
    output: &Output<'_>,
    folder: &Held,
    member: &Member,
    not_own: bool,
) -> Result<Name> {
    let followers = copying.companions.followers_of(member)?;
    if not_own && copying.skips_clashes(member.reason) {
        return Ok(Name::Clash(member.name.clone()));
    }
    for name in with_suffixes(&member.name, member.checksum, not_own) {
        let mut taken = name.clone();
        match fs::look_in(folder, &name) {
            Ok(None) => match followers.taken_beside(copying, output, folder, member, &name) {
                None => return Ok(Name::Free(name)),
                Some(beside) => taken = beside,
            },
            Ok(Some(seen)) if holds_the_same(output, member, &name, &seen) => {
                return Ok(Name::HoldsTheSame(name));
            }
            Ok(Some(_)) => {}
            Err(e) => return Err(fs::file_error("the archive's folder could not be looked at", &e)),
        }
        if member.in_bundle {
            return Ok(Name::AllTaken);
        }
        if copying.skips_clashes(member.reason) {
            return Ok(Name::Clash(taken));
        }
    }
    Ok(Name::AllTaken)
}

fn holds_the_same(output: &Output<'_>, member: &Member, name: &[u8], seen: &Seen) -> bool {
    if seen.print.size != member.size || seen.print.inode == member.source_inode {
        return false;
    }
    let Ok(file) = output.root.open_read(&member.folder.join(name)) else { return false };
    let cancel = Cancel::default();
    fs::read_back(&file, &mut Buffer::new(PIECE), &cancel, &|_| {})
        .is_ok_and(|b| b.checksum == member.checksum)
}

/// Folders opened for one group.
#[derive(Default)]
pub struct Folders {
    open: HashMap<RelPath, Held>,
}

impl Folders {
    /// The open folder, made if need be.
    pub fn open(&mut self, output: &Output<'_>, path: &RelPath) -> std::io::Result<&Held> {
        if !self.open.contains_key(path) {
            if self.open.len() > 200 {
                self.open.clear();
            }
            let mut made = Vec::new();
            let dir = output.root.make_folder(path, &mut made)?;
            lock(&output.made).extend(made);
            self.open.insert(path.clone(), dir);
        }
        self.open.get(path).ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }
}
