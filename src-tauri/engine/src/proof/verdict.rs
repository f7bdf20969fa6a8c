//! From the counted files to the answer. Pure: the same counts give the same words.

use crate::model::Tally;
use crate::store::{Group, InspectedEntry, Shut, Standing};
use crate::text;
use crate::views::{Clearance, ClearanceException, DriveVerdict, SafeToWipe};

/// What the counts say.
#[derive(Debug, Default)]
pub struct Sums {
    pub proven: u64,
    pub from_device: u64,
    pub left_out: Tally,
    pub unreadable: u64,
    /// Folders on which other volumes are mounted.
    pub covered: u64,
    pub not_read_back: u64,
    pub away: u64,
    pub gone: u64,
    pub same_volume: u64,
    pub in_memory: u64,
    pub not_archived: u64,
    pub only_here: u64,
    pub verified_ms: Option<i64>,
    /// Nothing at all was met, not even a link: more likely a mount point without its drive than an empty drive.
    pub nothing_there: bool,
}

impl Sums {
    pub fn of(groups: &[Group], links: u64) -> Self {
        let mut sums = Self { nothing_there: groups.is_empty() && links == 0, ..Self::default() };
        for group in groups {
            match group.shut {
                Some(Shut::LeftOut) => sums.left_out.add(group.files, group.bytes),
                Some(Shut::Unreadable) => sums.unreadable += group.files,
                Some(Shut::Covered) => sums.covered += group.files,
                None => sums.take(group),
            }
        }
        sums
    }

    fn take(&mut self, group: &Group) {
        let slot = match group.standing {
            Standing::OnlyHere => &mut self.only_here,
            Standing::NotArchived => &mut self.not_archived,
            Standing::SameVolume => &mut self.same_volume,
            Standing::InMemory => &mut self.in_memory,
            Standing::CopyAway => &mut self.away,
            Standing::CopyGone => &mut self.gone,
            Standing::NotReadBack => &mut self.not_read_back,
            Standing::Proven => {
                self.from_device += group.from_device;
                self.verified_ms = group.verified_ms;
                &mut self.proven
            }
        };
        *slot += group.files;
    }

    fn would_be_lost(&self) -> u64 {
        self.unreadable + self.only_here + self.not_archived + self.same_volume + self.in_memory + self.gone
    }

    /// The answer.
    pub fn clearance(&self) -> Clearance {
        if self.nothing_there || self.would_be_lost() + self.covered + self.away + self.not_read_back > 0 {
            Clearance::NotClear
        } else if self.left_out.files > 0 {
            Clearance::ClearWithExceptions
        } else {
            Clearance::Clear
        }
    }

    /// Fills in the certificate's answer, its reason and its exceptions.
    pub fn judge(&self, out: &mut DriveVerdict) {
        out.in_archive = self.proven + self.not_read_back;
        out.read_back = self.proven;
        out.left_out = self.left_out.files;
        out.left_out_bytes = self.left_out.bytes;
        out.failed = self.unreadable;
        out.to_do = self.would_be_lost() - self.unreadable;
        out.verified_ms = self.verified_ms;
        let (verdict, why) = self.headline();
        out.verdict = verdict;
        out.why = why;
        self.exceptions(out);
    }

    fn headline(&self) -> (SafeToWipe, String) {
        let some = |n: u64, what: &str| format!("{} {what}", text::files(n));
        let have = |n: u64, one: &str, many: &str| text::files_do(n, one, many);
        if self.nothing_there {
            (SafeToWipe::CheckFirst, "There is nothing here; is the drive connected?".into())
        } else if self.unreadable > 0 {
            (SafeToWipe::NotYet, some(self.unreadable, "could not be read"))
        } else if self.only_here + self.not_archived > 0 {
            (SafeToWipe::NotYet, some(self.only_here + self.not_archived, "not in any archive"))
        } else if self.same_volume > 0 {
            (SafeToWipe::NotYet, text::kept_on_the_drive(self.same_volume))
        } else if self.in_memory > 0 {
            (SafeToWipe::NotYet, text::kept_in_memory(self.in_memory))
        } else if self.gone > 0 {
            (SafeToWipe::NotYet, have(self.gone, "has lost its copy", "have lost their copies"))
        } else if self.away > 0 {
            (
                SafeToWipe::CheckFirst,
                have(
                    self.away,
                    "has a copy on a drive that is not connected",
                    "have copies on a drive that is not connected",
                ),
            )
        } else if self.not_read_back > 0 {
            (SafeToWipe::CheckFirst, some(self.not_read_back, "copied, not read back yet"))
        } else if self.covered > 0 {
            (
                SafeToWipe::CheckFirst,
                format!("{}; what lies under them was not seen", covered_folders(self.covered)),
            )
        } else if self.proven == 0 && self.left_out.files > 0 {
            (SafeToWipe::CheckFirst, "Everything on it was left out".into())
        } else if self.left_out.files > 0 {
            (
                SafeToWipe::Safe,
                format!(
                    "{}, all read back; {}",
                    text::files(self.proven),
                    some(self.left_out.files, "left out")
                ),
            )
        } else {
            (SafeToWipe::Safe, format!("{}, all read back", text::files(self.proven)))
        }
    }

    fn exceptions(&self, out: &mut DriveVerdict) {
        let left_out = self.left_out.files;
        let sentences = [
            (self.unreadable, "could not be read.", "could not be read."),
            (self.only_here, "exists only here.", "exist only here."),
            (
                self.not_archived,
                "is also on another drive, but in no archive.",
                "are also on another drive, but in no archive.",
            ),
            (
                self.same_volume,
                "has its copy on this very drive: it would go with it.",
                "have their copies on this very drive: they would go with it.",
            ),
            (
                self.in_memory,
                "has its copy in memory only: it goes with the power.",
                "have their copies in memory only: they go with the power.",
            ),
            (
                self.gone,
                "has a copy that is gone, damaged or changed; run the job again.",
                "have copies that are gone, damaged or changed; run the job again.",
            ),
            (
                self.away,
                "has a copy on a drive that is not connected; connect it and ask again.",
                "have copies on a drive that is not connected; connect it and ask again.",
            ),
            (
                self.not_read_back,
                "has a copy that was never read back; run verify --deep, or ask again with --reread.",
                "have copies that were never read back; run verify --deep, or ask again with --reread.",
            ),
        ];
        let said = sentences.into_iter().filter(|(n, ..)| *n > 0);
        out.exceptions.extend(said.map(|(n, one, many)| text::files_do(n, one, many)));
        if self.covered > 0 {
            let place = covered_folders(self.covered);
            out.exceptions.push(format!("{place}: what lies under was not seen. Unmount and ask again."));
        }
        if left_out > 0 {
            let (files, bytes) = (text::files(left_out), text::bytes(self.left_out.bytes));
            out.exceptions.push(format!("{files} ({bytes}) left out on purpose."));
        }
        let from_memory = self.proven.saturating_sub(self.from_device);
        if from_memory > 0 {
            let files = text::files_do(from_memory, "was", "were");
            out.notes.push(format!("{files} read back, but maybe from memory rather than from the device."));
        }
    }
}

fn covered_folders(n: u64) -> String {
    match n {
        1 => "On a folder another volume is mounted".to_owned(),
        n => format!("On {n} folders other volumes are mounted"),
    }
}

/// An exception as it is listed.
pub fn exception(entry: &InspectedEntry) -> ClearanceException {
    let (code, message) = match (&entry.shut, entry.standing) {
        (Some((Shut::LeftOut, note)), _) => ("left_out", note.as_str()),
        (Some((Shut::Unreadable, note)), _) => ("unreadable", note.as_str()),
        (Some((Shut::Covered, note)), _) => ("covered", note.as_str()),
        (None, Standing::OnlyHere) => ("only_here", "its content is nowhere else"),
        (None, Standing::NotArchived) => ("not_archived", "it is also on another drive, but in no archive"),
        (None, Standing::SameVolume) => ("same_volume", "its copy is on this very drive"),
        (None, Standing::InMemory) => ("in_memory", "its copy is in memory only"),
        (None, Standing::CopyAway) => ("copy_away", "its copy is on a drive that is not connected"),
        (None, Standing::CopyGone) => ("copy_gone", "its copy is gone, damaged or changed"),
        (None, Standing::NotReadBack) => ("not_read_back", "its copy was never read back"),
        (None, Standing::Proven) => ("proven", ""),
    };
    ClearanceException {
        path: crate::model::display_bytes(&entry.path.0),
        size: entry.size,
        code: code.to_owned(),
        message: message.to_owned(),
    }
}
