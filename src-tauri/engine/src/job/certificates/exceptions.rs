//! What keeps a drive from being safe to wipe, or is left out of the answer: each in one sentence of the certificate.

use super::{Tied, Worst};
use crate::text::{self, Words};
use crate::views::DriveVerdict;
use crate::{plural, words};

/// Adds each exception that the counts speak of, the worst first.
pub fn say(out: &mut DriveVerdict, worst: &Worst) {
    let expected = worst.expected(out);
    let mut say = |condition: bool, text: Words| {
        if condition {
            out.exceptions.push(text);
        }
    };
    say(worst.failed > 0, words!("{files} could not be read or written.", files = Files(worst.failed)));
    say(
        worst.to_do > 0,
        plural!(
            files = Files(worst.to_do),
            "{files} still waits to be copied.",
            "{files} still wait to be copied."
        ),
    );
    say(
        worst.clashes > 0,
        plural!(
            files = Files(worst.clashes),
            "{files} was not copied, because other content has its name in the archive.",
            "{files} were not copied, because other content has their names in the archive.",
        ),
    );
    say(
        worst.left_out.files > 0,
        words!(
            "{files} ({bytes}) left out by rules or decisions.",
            files = Files(worst.left_out.files),
            bytes = Bytes(worst.left_out.bytes)
        ),
    );
    say(worst.in_cloud > 0, text::not_downloaded(worst.in_cloud));
    let Tied { on_the_drive, in_memory, untold } = worst.tied(expected);
    say(
        on_the_drive > 0,
        words!("{what}: it would go with it.", what = Words(text::kept_on_the_drive(on_the_drive))),
    );
    say(
        in_memory > 0,
        words!("{what}: it goes with the power.", what = Words(text::kept_in_memory(in_memory))),
    );
    say(untold > 0, words!("{what}.", what = Words(text::kept_somewhere(untold))));
    say(
        worst.in_archive == expected && worst.from_device < expected && worst.read_back == expected,
        words!("Some copies were read back from memory rather than from the device."),
    );
    say(
        worst.own_records,
        words!(
            "Ingather's own records of this job lie on it: they would go with it. The archive keeps the story."
        ),
    );
    say(worst.covered > 0, covered(worst.covered as u64));
    doubts(out, worst);
}

/// Folders of which nothing was seen.
fn covered(folders: u64) -> Words {
    plural!(
        n = Count(folders),
        "{n} of its folders is covered by another volume: unmount that and run again.",
        "{n} of its folders are covered by other volumes: unmount them and run again."
    )
}

/// What was read once, and may be another by now or have been another drive.
fn doubts(out: &mut DriveVerdict, worst: &Worst) {
    let mut say = |condition: bool, text: Words| {
        if condition {
            out.exceptions.push(text);
        }
    };
    say(
        worst.outdated > 0,
        plural!(
            files = Files(worst.outdated),
            "{files} was read back before the last look, and the archive's file system does not show what changed \
             since: read the archive back again, or look at the drive again.",
            "{files} were read back before the last look, and the archive's file system does not show what changed \
             since: read the archive back again, or look at the drive again."
        ),
    );
    say(
        worst.unread > 0,
        plural!(
            files = Files(worst.unread),
            "{files} was read before the last look, and the drive's file system does not show what changed since: \
             look at the drive again.",
            "{files} were read before the last look, and the drive's file system does not show what changed since: \
             look at the drive again."
        ),
    );
    if let Some(why) = worst.uncertain {
        say(true, words!("{why}, so only reading it again is proof.", why = Words(why)));
    }
}
