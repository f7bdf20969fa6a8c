//! Staged files that are not placed: those that failed on the way, and those whose content stands there already.

use std::sync::Arc;

use super::clash::Taken;
use super::group::Member;
use super::output::{Output, lock};
use super::settled::take_back;
use super::{Copying, TRIES};
use crate::clock;
use crate::error::{Error, Result};
use crate::model::Reason;
use crate::store::{Placed, Settled, write};

impl Copying<'_> {
    /// A staged copy did not come through: it goes, and the file is tried again from the source, or fails.
    pub fn give_up(&self, output: &Output<'_>, member: Member, error: Error) -> Result<()> {
        take_back(self, output, &member.staged.name, member.size);
        let followers =
            member.leads.map_or_else(Vec::new, |claim| output.contents().release(claim, member.file));
        let (file, destination) = (member.file, output.id());
        self.ctx.writer.later(move |db| write::reopen(db, file, destination))?;
        let mut again = lock(&self.again);
        if output.is_open() {
            again.extend(followers.into_iter().map(|f| (f, 0)));
            if member.tried + 1 < TRIES && !matches!(error.code, "too_large" | "name_too_long" | "name_taken")
            {
                again.push((member.file, member.tried + 1));
            } else {
                drop(again);
                let named = error.at(&member.folder.join(&member.name).0);
                self.ctx.fail(member.file, &[destination], member.size, &named, member.tried + 1)?;
                self.ctx.meter.file_done();
            }
        }
        Ok(())
    }

    /// Its name is taken by other content, and the job leaves such files out.
    pub fn clashes(&self, output: &Output<'_>, member: Member, name: &[u8]) -> Result<()> {
        take_back(self, output, &member.staged.name, member.size);
        let followers =
            member.leads.map_or_else(Vec::new, |claim| output.contents().release(claim, member.file));
        lock(&self.again).extend(followers.into_iter().map(|f| (f, 0)));
        let at = Taken { folder_id: member.folder_id, folder: &member.folder, name };
        self.leave_out(output, (member.file, member.size), &at)
    }

    /// Exactly this content stands at the file's place already: nothing is written.
    pub fn stands_already(&self, output: &Output<'_>, member: Member, name: &[u8]) -> Result<()> {
        take_back(self, output, &member.staged.name, member.size);
        let folder =
            output.root.open_folder(&member.folder).map_err(|e| output.write_failed(self.ctx, &e))?;
        let Ok(Some(seen)) = crate::fs::look_in(&folder, name) else {
            return self.give_up(output, member, Error::file("vanished", "the archive's file went away"));
        };
        let print = if output.live.row.strong { seen.print } else { seen.print.weakened() };
        let placed = Placed {
            folder: member.folder_id,
            name: name.to_vec(),
            print,
            checksum: member.checksum,
            method: None,
        };
        let (destination, now) = (output.id(), clock::now_ns());
        let contents = Arc::clone(&output.contents);
        let (file, leads, size) = (member.file, member.leads, member.size);
        let followers = self.ctx.writer.ask(move |db| {
            let twin = write::archive_placed(db, &placed, now)?;
            let own = Settled {
                file,
                destination,
                reason: Reason::InDestination,
                twin,
                twin_source: None,
                message: None,
            };
            write::settle(db, &own)?;
            let followers = leads.map_or_else(Vec::new, |claim| lock(&contents).settle(claim, file, twin));
            for follower in &followers {
                write::settle(db, &Settled { file: *follower, ..own.clone() })?;
            }
            Ok(followers.len())
        })?;
        for _ in 0..=followers {
            self.settled(destination, Reason::InDestination, size);
        }
        Ok(())
    }
}
