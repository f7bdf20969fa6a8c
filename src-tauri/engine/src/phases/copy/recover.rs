//! Settles by looking what a broken-off run was about to place: nothing of ours is ever mistaken for the user's file.

use crate::archive::Lock;
use crate::cancel::Cancel;
use crate::clock;
use crate::error::{Error, Kind, Result};
use crate::fs::{self, Buffer, Root, Seen};
use crate::model::{Checksum, OUR_FOLDER, RelPath};
use crate::phases::{LiveRoot, PhaseContext};
use crate::store::{Placed, PlacingRow, RootKind, Settled, read, write};

/// Settles every `placing` row of every connected destination: done, placed now, or to be copied again. Comes before
/// the archives are looked through, so that what is found here counts in the plan.
pub fn run(ctx: &PhaseContext) -> Result<()> {
    for live in ctx.live(RootKind::Destination) {
        let db = ctx.reader()?;
        let rows = read::placing(&db, live.row.id)?;
        if rows.is_empty() {
            continue;
        }
        let root = &*live.handle()?;
        let _lock = Lock::take(root)?;
        for row in &rows {
            let folder = read::folder_path(&db, row.folder)?;
            settle_one(ctx, live, root, row, &folder).map_err(|e| Error { kind: Kind::Blocked, ..e })?;
        }
        ctx.writer.flush()?;
    }
    Ok(())
}

fn settle_one(
    ctx: &PhaseContext,
    live: &LiveRoot,
    root: &Root,
    row: &PlacingRow,
    folder: &RelPath,
) -> Result<()> {
    let (file, destination) = (row.file, live.row.id);
    let again = move || ctx.writer.later(move |db| write::reopen(db, file, destination));
    // The records had no room for it any more: it is read again.
    let Some(checksum) = row.checksum else { return again() };
    let target = folder.join(&row.name);
    let staged = RelPath(format!("{OUR_FOLDER}/staging/{}/{}", ctx.job.uid, row.staged).into_bytes());
    if whole(root, &target, row.size, checksum).is_none()
        && whole(root, &staged, row.size, checksum).is_some()
    {
        place(root, &staged, folder, &row.name).map_err(|e| fs::file_error("could not be placed", &e))?;
    }
    let Some(seen) = whole(root, &target, row.size, checksum) else {
        return again();
    };
    make_durable(root, &target).map_err(|e| fs::file_error("could not be flushed", &e))?;
    let placed = Placed {
        folder: row.folder,
        name: row.name.clone(),
        print: if live.row.strong { seen.print } else { seen.print.weakened() },
        checksum,
        method: None,
    };
    let reason = row.reason;
    ctx.writer.now(move |db| {
        let twin = write::archive_placed(db, &placed, clock::now_ns())?;
        write::settle(db, &Settled { file, destination, reason, twin, twin_source: None, message: None })
    })
}

fn whole(root: &Root, path: &RelPath, size: u64, checksum: Checksum) -> Option<Seen> {
    let seen = root.look(path).ok()??;
    if seen.print.size != size {
        return None;
    }
    let file = root.open_read(path).ok()?;
    let back = fs::read_back(&file, &mut Buffer::new(1 << 20), &Cancel::default(), &|_| {}).ok()?;
    (back.checksum == checksum).then_some(seen)
}

fn place(root: &Root, staged: &RelPath, folder: &RelPath, name: &[u8]) -> std::io::Result<bool> {
    let (staging, staged_name) = staged.split();
    let from = root.open_folder(&staging)?;
    let to = root.make_folder(folder, &mut Vec::new())?;
    root.place(&from, staged_name, &to, name)
}

fn make_durable(root: &Root, target: &RelPath) -> std::io::Result<()> {
    fs::flush(root.open_read(target)?)?;
    let mut folder = target.split().0;
    loop {
        root.flush_folder(&folder)?;
        if folder.0.is_empty() {
            return Ok(());
        }
        folder = folder.split().0;
    }
}
