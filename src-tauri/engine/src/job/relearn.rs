//! A catalogue that was lost learns again what a job knows: without it no copy could be vouched for by name.

use std::path::Path;

use super::{Job, JobLock};
use crate::databases::open_catalog;
use crate::error::Result;
use crate::store::{Catalog, RootRow, Writer, drain_outbox, read, write};

/// Puts into the outbox what the job knows of folders that the catalogue has never heard of. It is carried over at the
/// end of the run.
pub fn tell_again(roots: &[RootRow], writer: &Writer, catalog: &Catalog) -> Result<bool> {
    let mut told = false;
    for root in roots.iter().filter(|r| r.scanned_ms.is_some()) {
        if let Some(marker) = &root.marker
            && !catalog.knows_archive(marker)?
        {
            catalog.archive_seen(marker, &root.path, &root.place)?;
        }
        if !catalog.knows_place(&root.place)? {
            let id = root.id;
            writer.later(move |db| write::tell_again(db, id))?;
            told = true;
        }
    }
    Ok(told)
}

/// The same for commands that run no phase. A job that is running does it itself.
pub fn relearn(job: &Job, catalog: &Path) -> Result<()> {
    let mut catalog = open_catalog(catalog)?;
    let db = job.reader()?;
    let unknown = |r: &RootRow| r.scanned_ms.is_some() && matches!(catalog.knows_place(&r.place), Ok(false));
    let roots = read::roots(&db)?;
    if !roots.iter().any(unknown) {
        return Ok(());
    }
    let Ok(_lock) = JobLock::take(job.folder()) else { return Ok(()) };
    let writer = Writer::start(job.database().writer()?)?;
    if tell_again(&roots, &writer, &catalog)? {
        writer.flush()?;
        drain_outbox(&db, &writer, &mut catalog)?;
        writer.flush()?;
    }
    Ok(())
}
