//! The archive and the catalogue over it: where a file is now, whether the archive is what its lists say.

use ingather_engine::proof::check_archive;
use ingather_engine::views::{ArchiveReport, CatalogReport, CoverageView, PruneReport, WhereRow};
use tauri::AppHandle;

use super::{Held, work};
use crate::checks::{self, CheckKind};
use crate::chosen::path_of;
use crate::error::Answer;
use crate::files;
use crate::state::not_chosen;

/// Texts of places that answers have named, kept in memory.
const MOST_REMEMBERED: usize = 50_000;

/// Every content that was seen under this path or name, or that has this checksum, with all its places.
#[tauri::command]
pub async fn where_find(shell: Held<'_>, text: String) -> Answer<Vec<WhereRow>> {
    work(shell, move |shell| {
        let rows = shell.library.find(&text)?;
        shell.found.forget_beyond(MOST_REMEMBERED);
        let places = rows.iter().flat_map(|row| &row.places);
        for path in places.filter_map(|place| path_of(place.now.as_deref()?)) {
            shell.found.remember(&path);
        }
        Ok(rows)
    })
    .await
}

/// Shows a file that an answer of `where_find` named, and no other.
#[tauri::command]
pub async fn where_reveal(shell: Held<'_>, path: String) -> Answer<()> {
    work(shell, move |shell| {
        let found = shell.found.find(&path).ok_or_else(|| not_chosen(&path))?;
        files::reveal(&found)
    })
    .await
}

/// How many copies there are of what was ever seen. Looks at no drive.
#[tauri::command]
pub async fn archive_coverage(shell: Held<'_>) -> Answer<CoverageView> {
    work(shell, |shell| Ok(shell.library.coverage()?)).await
}

/// Compares an archive with its own lists; `deep` reads every file back.
#[tauri::command]
pub async fn archive_check(
    app: AppHandle,
    shell: Held<'_>,
    path: String,
    deep: bool,
) -> Answer<ArchiveReport> {
    work(shell, move |shell| {
        let archive = shell.admitted(&path)?;
        checks::run(shell, &app, CheckKind::Archive, |cancel, progress| {
            check_archive(&archive, deep, Some(shell.library.catalog()), cancel, progress)
        })
    })
    .await
}

/// Is the catalogue sound, and how much of it can be seen today?
#[tauri::command]
pub async fn catalog_check(app: AppHandle, shell: Held<'_>) -> Answer<CatalogReport> {
    work(shell, move |shell| {
        checks::run(shell, &app, CheckKind::Catalog, |cancel, _| shell.library.check_catalog(cancel))
    })
    .await
}

/// Removes from the catalogue what says nothing any more.
#[tauri::command]
pub async fn catalog_prune(shell: Held<'_>) -> Answer<PruneReport> {
    work(shell, |shell| Ok(shell.library.prune_catalog()?)).await
}
