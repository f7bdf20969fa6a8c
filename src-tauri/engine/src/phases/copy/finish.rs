//! The six steps by which a group becomes durable: staged, flushed (and read back), intended, placed, folders flushed,
//! committed. A file is done when the last step is; stopped between any two, nothing is lost and nothing is doubled.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Instant;

use super::group::{Group, Member};
use super::names::{Folders, Name, choose_names, free_name};
use super::output::{Output, lock};
use super::{Copying, FLUSHERS};
use crate::error::{Error, Kind, Result};
use crate::fs::{self, Buffer, Seen, WholeFlush};
use crate::model::{Checksum, Method, Reason, RelPath};
use crate::phases::parallel::{guarded, spread};
use crate::store::{Placed, Settled, write};
use crate::{clock, fault, words};

/// From this number on one flush of the whole file system is cheaper than one for each.
const MANY: usize = 8;
const READ_BACK_PIECE: usize = 1 << 20;

/// A member that came through the flush, with what reading it back achieved.
pub struct Safe {
    pub member: Member,
    pub method: Option<Method>,
}

/// A member under its final name.
struct AtPlace {
    safe: Safe,
    seen: Seen,
}

/// Takes a group through all steps. Members that fail are handed back to be staged again; only an error that ends the
/// job comes out.
pub fn finish(
    copying: &Copying<'_>,
    output: &Output<'_>,
    whole: &WholeFlush<'_>,
    group: Group,
) -> Result<()> {
    let started = Instant::now();
    let bytes = group.bytes();
    let result = steps(copying, output, whole, group);
    output.finished(bytes, started.elapsed());
    result
}

fn steps(copying: &Copying<'_>, output: &Output<'_>, whole: &WholeFlush<'_>, group: Group) -> Result<()> {
    fault::point("after_stage");
    let safe = flush_and_read_back(copying, output, whole, group.members)?;
    fault::point("after_flush");
    let safe = choose_names(copying, output, safe)?;
    intend(copying, output, &safe)?;
    fault::point("after_intent");
    let placed = place(copying, output, safe)?;
    fault::point("after_place");
    flush_folders(copying, output, whole, &placed)?;
    fault::point("after_folders");
    commit(copying, output, placed)?;
    fault::point("after_commit");
    Ok(())
}

fn flush_and_read_back(
    copying: &Copying<'_>,
    output: &Output<'_>,
    whole: &WholeFlush<'_>,
    members: Vec<Member>,
) -> Result<Vec<Safe>> {
    let flushed = members.len() >= MANY && whole.flush();
    let checked = spread(FLUSHERS, members, |member| {
        let checked = guarded(|| make_safe(copying, output, &member, flushed));
        (member, checked)
    });
    let mut safe = Vec::with_capacity(checked.len());
    for (member, result) in checked {
        match result {
            Ok(method) => safe.push(Safe { member, method }),
            Err(error) if error.kind == Kind::Stopped => return Err(error),
            // A flush that failed is never repeated on the same file: it is staged again from the source.
            Err(error) => copying.give_up(output, member, error)?,
        }
    }
    Ok(safe)
}

fn make_safe(
    copying: &Copying<'_>,
    output: &Output<'_>,
    member: &Member,
    flushed: bool,
) -> Result<Option<Method>> {
    if !flushed {
        member.staged.flush().map_err(|e| output.write_failed(copying.ctx, &e))?;
    }
    if !copying.read_back {
        return Ok(None);
    }
    let mut buffer = Buffer::new(usize::try_from(member.size + 1).unwrap_or(usize::MAX).min(READ_BACK_PIECE));
    let moved = |bytes| {
        copying.ctx.meter.archive_read.fetch_add(bytes, Relaxed);
    };
    let back = member
        .staged
        .read_back(&mut buffer, &copying.ctx.cancel, &moved)
        .map_err(|e| of_the_copy(output, e))?;
    if back.checksum != member.checksum || back.print.size != member.size {
        return Err(Error::file(
            "wrote_wrong",
            words!("{name} gave back other bytes than were written", name = Text(output.live.name())),
        ));
    }
    Ok(Some(back.method))
}

/// It is the copy that could not be read, not the file.
fn of_the_copy(output: &Output<'_>, error: Error) -> Error {
    match error.kind {
        Kind::File => {
            let message = words!(
                "its copy in {name} {error}",
                name = Text(output.live.name()),
                error = Words(error.message)
            );
            Error { message, ..error }
        }
        Kind::Usage | Kind::Blocked | Kind::InUse | Kind::Stopped => error,
    }
}

fn intend(copying: &Copying<'_>, output: &Output<'_>, safe: &[Safe]) -> Result<()> {
    let destination = output.id();
    let rows: Vec<_> = safe
        .iter()
        .map(|s| (s.member.file, s.member.staged.name.clone(), s.member.folder_id, s.member.name.clone()))
        .collect();
    copying.ctx.writer.now(move |db| {
        for (file, staged, folder, name) in &rows {
            write::intend(db, (*file, destination), staged, (*folder, name))?;
        }
        Ok(())
    })
}

fn place(copying: &Copying<'_>, output: &Output<'_>, safe: Vec<Safe>) -> Result<Vec<AtPlace>> {
    let mut folders = Folders::default();
    let mut placed = Vec::with_capacity(safe.len());
    for mut one in safe {
        match place_one(copying, output, &mut folders, &mut one) {
            Ok(seen) => placed.push(AtPlace { safe: one, seen }),
            Err(error) if error.kind == Kind::Stopped => return Err(error),
            Err(error) => copying.give_up(output, one.member, error)?,
        }
    }
    Ok(placed)
}

fn place_one(
    copying: &Copying<'_>,
    output: &Output<'_>,
    folders: &mut Folders,
    one: &mut Safe,
) -> Result<Seen> {
    let folder =
        folders.open(output, &one.member.folder).map_err(|e| output.write_failed(copying.ctx, &e))?;
    loop {
        let staged = one.member.staged.name.as_bytes();
        match output.root.place(output.staging.dir(), staged, folder, &one.member.name) {
            Ok(true) => break,
            // Somebody took the name since it was looked at: another one, promised anew.
            Ok(false) => match free_name(copying, output, folder, &one.member, true)? {
                Name::Free(name) => one.member.name = name,
                Name::HoldsTheSame(_) | Name::AllTaken | Name::Clash(_) => {
                    return Err(Error::file("name_taken", "every name for it is taken by other files"));
                }
            },
            Err(e) => return Err(output.write_failed(copying.ctx, &e)),
        }
        intend(copying, output, std::slice::from_ref(one))?;
    }
    let seen = fs::look_in(folder, &one.member.name).map_err(|e| output.write_failed(copying.ctx, &e))?;
    seen.ok_or_else(|| Error::file("vanished", "the copy was taken away while it was placed"))
}

/// Every folder that was renamed into, and every folder on the way whose own entry is not known to be on the device.
fn flush_folders(
    copying: &Copying<'_>,
    output: &Output<'_>,
    whole: &WholeFlush<'_>,
    placed: &[AtPlace],
) -> Result<()> {
    let mut to_flush: Vec<RelPath> = Vec::new();
    let mut entries: Vec<RelPath> = Vec::new();
    for one in placed {
        let folder = &one.safe.member.folder;
        if to_flush.last() != Some(folder) {
            to_flush.push(folder.clone());
        }
        let mut path = folder.clone();
        while !path.0.is_empty() && !lock(&output.durable).contains(&path) && !entries.contains(&path) {
            let parent = path.split().0;
            to_flush.push(parent.clone());
            entries.push(std::mem::replace(&mut path, parent));
        }
    }
    to_flush.sort();
    to_flush.dedup();
    if to_flush.len() >= MANY && whole.flush() {
        lock(&output.durable).extend(entries);
        return Ok(());
    }
    let flushed: std::io::Result<Vec<()>> =
        spread(FLUSHERS, to_flush, |path| output.root.flush_folder(&path)).into_iter().collect();
    // What was placed stays `placing` and is settled by looking at the next start.
    flushed
        .map_err(|e| output.write_failed(copying.ctx, &e))
        .map_err(|e| Error { kind: Kind::Blocked, ..e })?;
    lock(&output.durable).extend(entries);
    Ok(())
}

fn commit(copying: &Copying<'_>, output: &Output<'_>, placed: Vec<AtPlace>) -> Result<()> {
    let (ctx, destination, strong) = (copying.ctx, output.id(), output.live.row.strong);
    let contents = Arc::clone(&output.contents);
    let links = Arc::clone(&copying.hard_linked);
    let now_ns = clock::now_ns();
    let rows: Vec<(Placed, Settled, Option<Checksum>)> = placed
        .iter()
        .map(|one| {
            let member = &one.safe.member;
            let print = if strong { one.seen.print } else { one.seen.print.weakened() };
            let placed = Placed {
                folder: member.folder_id,
                name: member.name.clone(),
                print,
                checksum: member.checksum,
                method: one.safe.method,
            };
            let settled = Settled {
                file: member.file,
                destination,
                reason: member.reason,
                twin: 0,
                twin_source: None,
                message: member.message.clone(),
            };
            (placed, settled, member.leads)
        })
        .collect();
    let followers = ctx.writer.ask(move |db| {
        let mut followers = Vec::new();
        for (placed, settled, leads) in rows {
            let twin = write::archive_placed(db, &placed, now_ns)?;
            let own = Settled { twin, ..settled };
            write::settle(db, &own)?;
            if let Some(claim) = leads {
                // Inside this transaction, so that no repeat is ever durable before the copy that it repeats.
                for follower in lock(&contents).settle(claim, own.file, twin) {
                    let reason =
                        if lock(&links).contains(&follower) { Reason::HardLink } else { Reason::OfSource };
                    let repeat =
                        Settled { file: follower, reason, twin_source: Some(own.file), ..own.clone() };
                    write::settle(db, &repeat)?;
                    followers.push((reason, placed.print.size));
                }
            }
        }
        Ok(followers)
    })?;
    for one in &placed {
        let member = &one.safe.member;
        copying.copied(destination, member.reason, member.size);
        output.live.meter.files_done.fetch_add(1, Relaxed);
        output.live.meter.pace.written.add(1, member.size);
    }
    for (reason, size) in followers {
        copying.settled(destination, reason, size);
    }
    Ok(())
}
