//! Files with several names: what was read under one name is known under the others.

use super::Copying;
use super::output::lock;
use super::take::as_kept;
use crate::error::Result;
use crate::model::Checksum;
use crate::store::PendingFile;

/// The content of a file that was read under another name already.
pub fn known_by_link(copying: &Copying<'_>, file: &PendingFile) -> Result<Option<Checksum>> {
    let Some(key) = inode_of(copying, file)? else { return Ok(None) };
    let known = lock(&copying.inodes).get(&key).copied().filter(|(_, first)| *first != file.id);
    if known.is_some() {
        lock(&copying.hard_linked).insert(file.id);
    }
    Ok(known.map(|(checksum, _)| checksum))
}

/// What all names of a file share, if it has several: device and inode as they are now. A volume with subvolumes gives
/// one inode's number to several files, so its identity would not do.
fn inode_of(copying: &Copying<'_>, file: &PendingFile) -> Result<Option<(u64, u64)>> {
    if file.links < 2 || file.print.inode == 0 || file.print.size == 0 {
        return Ok(None);
    }
    let source = copying.source_of(file)?;
    let seen = source.handle()?.look(&file.path()).ok().flatten();
    let unchanged = seen.filter(|seen| as_kept(source, seen.print) == file.print);
    Ok(unchanged.map(|seen| (seen.device, seen.print.inode)))
}

/// Remembers the content of a file that has other names.
pub fn remember_link(copying: &Copying<'_>, file: &PendingFile, checksum: Checksum) -> Result<()> {
    if let Some(key) = inode_of(copying, file)? {
        lock(&copying.inodes).entry(key).or_insert((checksum, file.id));
    }
    Ok(())
}
