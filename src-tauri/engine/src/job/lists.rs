//! The files of a list as a table for spreadsheets: what a screen shows a page of, whole.

use std::io::Write;

use super::Job;
use crate::error::Result;
use crate::model::display_bytes;
use crate::report::{self, SummaryRow};
use crate::store::read;
use crate::views::FilesQuery;

impl Job {
    /// Writes every file that matches into `out`, with the columns of `summary.csv`, in the order of the drives.
    ///
    /// # Errors
    /// Blocked if `out` takes no more.
    pub fn write_list(&self, query: &FilesQuery, out: &mut dyn Write) -> Result<()> {
        let db = self.reader()?;
        let destination = self.destination_of(&db, query)?;
        let archive = read::roots(&db)?.into_iter().find(|root| root.id == destination);
        let archive = archive.map_or_else(String::new, |root| display_bytes(&root.name));
        report::table(out, &mut |sink| {
            self.lists.each_file(&self.db, query, destination, &mut |file| {
                sink(&SummaryRow::of(&file.row, file.mtime_ns, &archive, file.method))
                    .map_err(|e| report::sink_error(&e))
            })
        })
    }
}
