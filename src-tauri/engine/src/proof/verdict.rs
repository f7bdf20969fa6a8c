//! From the counted files to the answer. Pure: the same counts give the same words.

use crate::model::Tally;
use crate::plan::note_words;
use crate::store::{Group, InspectedEntry, Shut, Standing};
use crate::text::{self, Words};
use crate::views::{Clearance, ClearanceException, DriveVerdict, SafeToWipe};
use crate::{plural, words};

/// What the counts say.
#[derive(Debug, Default)]
pub struct Sums {
    pub proven: u64,
    pub from_device: u64,
    pub left_out: Tally,
    pub unreadable: u64,
    /// Folders on which other volumes are mounted.
    pub covered: u64,
    /// Files whose content is in a cloud and was not read.
    pub in_cloud: u64,
    pub not_read_back: u64,
    pub away: u64,
    pub gone: u64,
    pub same_volume: u64,
    pub in_memory: u64,
    /// Their copies may be on this very drive.
    pub untold: u64,
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
                Some(Shut::InCloud) => sums.in_cloud += group.files,
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
            Standing::Untold => &mut self.untold,
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
        let tied = self.same_volume + self.untold + self.in_memory;
        self.unreadable + self.only_here + self.not_archived + tied + self.gone
    }

    fn not_proven(&self) -> u64 {
        self.covered + self.in_cloud + self.away + self.not_read_back
    }

    /// The answer.
    pub fn clearance(&self) -> Clearance {
        if self.nothing_there || self.would_be_lost() + self.not_proven() > 0 {
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

    fn headline(&self) -> (SafeToWipe, Words) {
        if self.nothing_there {
            (SafeToWipe::CheckFirst, words!("There is nothing here; is the drive connected?"))
        } else if let Some(lost) = self.lost() {
            (SafeToWipe::NotYet, lost)
        } else if self.away > 0 {
            let why = plural!(
                files = Files(self.away),
                "{files} has a copy on a drive that is not connected",
                "{files} have copies on a drive that is not connected"
            );
            (SafeToWipe::CheckFirst, why)
        } else if self.not_read_back > 0 {
            (
                SafeToWipe::CheckFirst,
                words!("{files} copied, not read back yet", files = Files(self.not_read_back)),
            )
        } else if self.in_cloud > 0 {
            (SafeToWipe::CheckFirst, text::in_the_cloud(self.in_cloud))
        } else if self.covered > 0 {
            let why = plural!(
                n = Count(self.covered),
                "On a folder another volume is mounted; what lies under them was not seen",
                "On {n} folders other volumes are mounted; what lies under them was not seen"
            );
            (SafeToWipe::CheckFirst, why)
        } else if self.proven == 0 && self.left_out.files > 0 {
            (SafeToWipe::CheckFirst, words!("Everything on it was left out"))
        } else {
            (SafeToWipe::Safe, text::all_read_back(self.proven, self.left_out.files))
        }
    }

    /// The worst of what would be lost.
    fn lost(&self) -> Option<Words> {
        Some(if self.unreadable > 0 {
            words!("{files} could not be read", files = Files(self.unreadable))
        } else if self.only_here + self.not_archived > 0 {
            words!("{files} not in any archive", files = Files(self.only_here + self.not_archived))
        } else if self.same_volume > 0 {
            text::kept_on_the_drive(self.same_volume)
        } else if self.in_memory > 0 {
            text::kept_in_memory(self.in_memory)
        } else if self.untold > 0 {
            text::kept_somewhere(self.untold)
        } else if self.gone > 0 {
            plural!(files = Files(self.gone), "{files} has lost its copy", "{files} have lost their copies")
        } else {
            return None;
        })
    }

    fn exceptions(&self, out: &mut DriveVerdict) {
        let mut say = |condition: bool, words: Words| {
            if condition {
                out.exceptions.push(words);
            }
        };
        say(self.unreadable > 0, words!("{files} could not be read.", files = Files(self.unreadable)));
        say(
            self.only_here > 0,
            plural!(files = Files(self.only_here), "{files} exists only here.", "{files} exist only here."),
        );
        say(
            self.not_archived > 0,
            plural!(
                files = Files(self.not_archived),
                "{files} is also on another drive, but in no archive.",
                "{files} are also on another drive, but in no archive."
            ),
        );
        say(
            self.same_volume > 0,
            plural!(
                files = Files(self.same_volume),
                "{files} has its copy on this very drive: it would go with it.",
                "{files} have their copies on this very drive: they would go with it."
            ),
        );
        say(
            self.in_memory > 0,
            plural!(
                files = Files(self.in_memory),
                "{files} has its copy in memory only: it goes with the power.",
                "{files} have their copies in memory only: they go with the power."
            ),
        );
        say(self.untold > 0, words!("{what}.", what = Words(text::kept_somewhere(self.untold))));
        self.unproven(&mut say);
        say(
            self.left_out.files > 0,
            words!(
                "{files} ({bytes}) left out on purpose.",
                files = Files(self.left_out.files),
                bytes = Bytes(self.left_out.bytes)
            ),
        );
        let from_memory = self.proven.saturating_sub(self.from_device);
        if from_memory > 0 {
            out.notes.push(plural!(
                files = Files(from_memory),
                "{files} was read back, but maybe from memory rather than from the device.",
                "{files} were read back, but maybe from memory rather than from the device."
            ));
        }
    }

    /// What a person can still do something about.
    fn unproven(&self, say: &mut impl FnMut(bool, Words)) {
        say(
            self.gone > 0,
            plural!(
                files = Files(self.gone),
                "{files} has a copy that is gone, damaged or changed; run the job again.",
                "{files} have copies that are gone, damaged or changed; run the job again."
            ),
        );
        say(
            self.away > 0,
            plural!(
                files = Files(self.away),
                "{files} has a copy on a drive that is not connected; connect it and ask again.",
                "{files} have copies on a drive that is not connected; connect it and ask again."
            ),
        );
        say(
            self.not_read_back > 0,
            plural!(
                files = Files(self.not_read_back),
                "{files} has a copy that was never read back; run verify --deep, or ask again with --reread.",
                "{files} have copies that were never read back; run verify --deep, or ask again with --reread."
            ),
        );
        say(self.in_cloud > 0, text::not_downloaded(self.in_cloud));
        say(
            self.covered > 0,
            plural!(
                n = Count(self.covered),
                "On a folder another volume is mounted: what lies under was not seen. Unmount and ask again.",
                "On {n} folders other volumes are mounted: what lies under was not seen. Unmount and ask again."
            ),
        );
    }
}

/// An exception as it is listed.
pub fn exception(entry: &InspectedEntry) -> ClearanceException {
    let (code, message) = match (&entry.shut, entry.standing) {
        (Some((Shut::LeftOut, note)), _) => ("left_out", note_words(note.clone())),
        (Some((Shut::Unreadable, note)), _) => ("unreadable", note_words(note.clone())),
        (Some((Shut::Covered, note)), _) => ("covered", note_words(note.clone())),
        (Some((Shut::InCloud, note)), _) => ("in_the_cloud", note_words(note.clone())),
        (None, Standing::OnlyHere) => ("only_here", words!("its content is nowhere else")),
        (None, Standing::NotArchived) => {
            ("not_archived", words!("it is also on another drive, but in no archive"))
        }
        (None, Standing::SameVolume) => ("same_volume", words!("its copy is on this very drive")),
        (None, Standing::Untold) => {
            ("untold", words!("its copy is in a union that does not tell its folders"))
        }
        (None, Standing::InMemory) => ("in_memory", words!("its copy is in memory only")),
        (None, Standing::CopyAway) => ("copy_away", words!("its copy is on a drive that is not connected")),
        (None, Standing::CopyGone) => ("copy_gone", words!("its copy is gone, damaged or changed")),
        (None, Standing::NotReadBack) => ("not_read_back", words!("its copy was never read back")),
        (None, Standing::Proven) => ("proven", Words::from("")),
    };
    ClearanceException {
        path: crate::model::display_bytes(&entry.path.0),
        size: entry.size,
        code: code.to_owned(),
        message,
    }
}
