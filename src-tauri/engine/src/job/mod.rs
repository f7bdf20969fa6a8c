//! A job is a folder: its database, its lock, its logs and reports.

mod ahead;
mod certificates;
mod changes;
mod decisions;
mod folder;
mod lists;
mod relearn;
mod removals;
mod results;
pub(crate) mod roots;
mod time;
mod view;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;

pub(crate) use ahead::{Met, ahead_of};
pub(crate) use certificates::{all as certificates, as_of_today};
pub use folder::JobLock;
pub(crate) use relearn::{relearn, tell_again};
pub(crate) use results::{not_as_they_should_be, nothing_to_do, verdict};
pub(crate) use roots::drive_name;
pub(crate) use view::job_card;
pub use view::limits;

pub use crate::store::RootKind;

use crate::clock;
use crate::databases::{left_aside, make_anew, open_catalog, open_job};
use crate::error::{Error, Result};
use crate::fs::{Root, durable};
use crate::lists::Lists;
use crate::model::{Checksum, JobState, Method, RelPath, parse_display};
use crate::store::{self, Database, JobRow, Writer, read, write};
use crate::text::of_system;
use crate::views::{
    FileRow, FilesPage, FilesQuery, FoldersPage, JobConfig, JobView, ResultsView, StateCount, TreeLevel,
    VerificationView,
};
use crate::words;

/// A job opened for looking at. Running it is `runner`'s business; both may happen at once.
pub struct Job {
    folder: PathBuf,
    catalog: PathBuf,
    db: Database,
    lists: Arc<Lists>,
}

impl Job {
    /// Makes the folder and its database; safe to call again on an existing job, which then takes new roots and given
    /// options and drops nothing.
    pub fn create(folder: &Path, catalog: &Path, config: &JobConfig) -> Result<Self> {
        check_options(config)?;
        if !folder.join(folder::DATABASE).exists() {
            roots::find(config, &open_catalog(catalog)?, &[])?;
            folder::make(folder)?;
            // Of several processes that make it at once one does, and the others meet its job.
            let lock = JobLock::take(folder)?;
            if !folder.join(folder::DATABASE).exists() {
                Self::make(folder, catalog, config, &lock)?;
                return Self::at(folder, catalog);
            }
        }
        // Before the database is touched: another process may be in the middle of writing to it.
        drop(JobLock::take(folder)?);
        let job = Self::at(folder, catalog)?;
        let known = job.known_row()?;
        let config = known.as_ref().map_or_else(|| config.clone(), |row| merged(&row.config, config));
        job.save(known.is_none(), &config)?;
        Ok(job)
    }

    /// A new database appears under its name only when it is whole, so that no stop leaves half a job.
    fn make(folder: &Path, catalog: &Path, config: &JobConfig, lock: &JobLock) -> Result<()> {
        let making = folder.join("job.db.making");
        let db = open_job(&making)?;
        let job = Self { folder: folder.to_owned(), catalog: catalog.to_owned(), db, lists: Arc::default() };
        let is_new = read::job(&job.db.reader()?)?.is_none();
        job.save_locked(is_new, config, lock)?;
        durable::replace(&making, &folder.join(folder::DATABASE)).map_err(|e| {
            Error::blocked(
                "job_folder",
                words!("the job's database cannot be put in place: {e}", e = Words(of_system(&e))),
            )
            .at_path(folder)
        })
    }

    /// Whether there is a job in that folder, be it one whose database was damaged and set aside.
    #[must_use]
    pub fn was_in(folder: &Path) -> bool {
        let database = folder.join(folder::DATABASE);
        database.exists() || left_aside(&database).is_some()
    }

    /// Opens an existing job, brings its database up to date and says that a run broke off if one did.
    pub fn open(folder: &Path, catalog: &Path) -> Result<Self> {
        let database = folder.join(folder::DATABASE);
        if let Some(aside) = left_aside(&database) {
            let was = words!(
                "the job's database was damaged, and was set aside as {path}",
                path = Text(aside.display().to_string())
            );
            return Err(Error::usage("no_job", was).hint(make_anew(folder)));
        }
        if !database.exists() {
            return Err(Error::usage(
                "no_job",
                words!("there is no job in {path}", path = Text(folder.display().to_string())),
            )
            .hint("name the folder of a job with --job, or make one with run or init"));
        }
        let job = Self::at(folder, catalog)?;
        job.notice_interruption()?;
        Ok(job)
    }

    fn at(folder: &Path, catalog: &Path) -> Result<Self> {
        let db = open_job(&folder.join(folder::DATABASE))?;
        Ok(Self { folder: folder.to_owned(), catalog: catalog.to_owned(), db, lists: Arc::default() })
    }

    /// The same job, with lists that outlive it: who asks for page after page reads the database once.
    #[must_use]
    pub fn with_lists(mut self, lists: &Arc<Lists>) -> Self {
        self.lists = Arc::clone(lists);
        self
    }

    /// Replaces the configuration of a job that has copied nothing yet; adds to one that has.
    pub fn configure(&self, config: &JobConfig) -> Result<()> {
        let row = self.row()?;
        let started = row.state != JobState::Draft && row.state != JobState::Ready;
        if started {
            return self.save(false, &merged(&row.config, config));
        }
        self.save(false, config)?;
        self.drop_unnamed(&row.config, config)
    }

    /// Checks the folders, then saves roots and options in one step.
    fn save(&self, is_new: bool, config: &JobConfig) -> Result<()> {
        self.save_locked(is_new, config, &JobLock::take(&self.folder)?)
    }

    fn save_locked(&self, is_new: bool, config: &JobConfig, _lock: &JobLock) -> Result<()> {
        check_options(config)?;
        let catalog = open_catalog(&self.catalog)?;
        let mut config = config.clone();
        if config.name.trim().is_empty() {
            config.name = self.id();
        }
        let found = roots::find(&config, &catalog, &read::roots(&self.db.reader()?)?)?;
        let uid = Checksum::of(
            format!("{} {} {}", clock::now_ns(), std::process::id(), self.folder.display()).as_bytes(),
        );
        let writer = Writer::start(self.db.writer()?)?;
        writer.now(move |db| {
            if is_new {
                write::create_job(db, &uid.to_hex()[..16], &config)?;
            } else {
                write::set_config(db, &config)?;
            }
            roots::save(db, &found)
        })?;
        crate::config::write(&self.folder.join("config.yaml"), &self.row()?.config)
    }

    fn notice_interruption(&self) -> Result<()> {
        if self.row()?.state != JobState::Running {
            return Ok(());
        }
        if let Ok(_lock) = JobLock::take(&self.folder) {
            let writer = Writer::start(self.db.writer()?)?;
            writer.now(|db| write::set_state(db, JobState::Interrupted, None))?;
        }
        Ok(())
    }

    /// The job's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The name of the job's folder: how commands refer to it.
    #[must_use]
    pub fn id(&self) -> String {
        folder::id_of(&self.folder)
    }

    /// The job with its drives and equations.
    pub fn view(&self) -> Result<JobView> {
        view::job_view(self)
    }

    /// A page of its files.
    pub fn files(&self, query: &FilesQuery) -> Result<FilesPage> {
        let db = self.reader()?;
        self.lists.files(&self.db, query, self.destination_of(&db, query)?)
    }

    /// Every file that matches, in the order of the drives, one after the other: the row, how its copy or twin was
    /// verified, and when.
    pub fn each_file(
        &self,
        query: &FilesQuery,
        each: &mut dyn FnMut(FileRow, Option<Method>, Option<i64>),
    ) -> Result<()> {
        let db = self.reader()?;
        self.lists.each_file(&self.db, query, self.destination_of(&db, query)?, &mut |file| {
            each(file.row, file.method, file.verified_ms);
            Ok(())
        })
    }

    /// Every state in which a file is, counted.
    pub fn states(&self) -> Result<Vec<StateCount>> {
        read::states(&self.reader()?)
    }

    /// What is verified, how and when.
    pub fn verification(&self) -> Result<VerificationView> {
        let db = self.reader()?;
        Ok(VerificationView { counts: read::verified(&db)?, runs: read::verification_runs(&db)? })
    }

    /// A page of its folders.
    pub fn folders(&self, query: &FilesQuery) -> Result<FoldersPage> {
        let db = self.reader()?;
        self.lists.folders(&self.db, query, self.destination_of(&db, query)?)
    }

    /// What is in a folder of a source as it was at the last look, for the worst destination; `path` is in text form.
    pub fn folder_level(&self, source: i64, path: &str) -> Result<TreeLevel> {
        let db = self.reader()?;
        let destination = self.destination_of(&db, &FilesQuery::default())?;
        let bytes = RelPath(parse_display(path).unwrap_or_else(|| path.as_bytes().to_vec()));
        read::folder_level(&db, source, &bytes, destination)?
            .ok_or_else(|| Error::usage("no_folder", "there is no such folder in the job"))
    }

    /// What came out, with a certificate per source.
    pub fn results(&self) -> Result<ResultsView> {
        results::results_view(self)
    }

    /// The absolute path of a file on its source, of its copy, or of its twin; `None` if there is none or its drive is
    /// not connected.
    pub fn path_of(&self, file: i64, destination: Option<i64>, which: PathOf) -> Result<Option<PathBuf>> {
        let db = self.db.reader()?;
        view::path_of(&db, file, self.destination_for(&db, destination, which)?, which)
    }

    /// The same file opened for reading; nothing that is no plain file, and no link, is ever opened. `None` if it is not
    /// there now.
    pub fn open_file(&self, file: i64, destination: Option<i64>, which: PathOf) -> Result<Option<File>> {
        let db = self.db.reader()?;
        let place = view::place_of(&db, file, self.destination_for(&db, destination, which)?, which)?;
        Ok(place.and_then(|(base, path)| Root::open(&base).ok()?.open_read(&path).ok()))
    }

    pub(crate) fn reader(&self) -> Result<Connection> {
        self.db.scanner()
    }

    /// What the job is; `None` only if its making broke off.
    fn known_row(&self) -> Result<Option<JobRow>> {
        let row = read::job(&self.db.reader()?)?;
        match row.is_none() && store::is_damaged(&self.folder.join(folder::DATABASE)) {
            true => Err(rusqlite::Error::QueryReturnedNoRows.into()),
            false => Ok(row),
        }
    }

    pub(crate) fn row(&self) -> Result<JobRow> {
        self.known_row()?.ok_or_else(|| {
            Error::usage(
                "no_job",
                words!(
                    "the making of the job in {path} broke off",
                    path = Text(self.folder.display().to_string())
                ),
            )
            .hint("run the command that made it again")
        })
    }

    pub(crate) fn database(&self) -> &Database {
        &self.db
    }

    /// A file on its source is the same for every destination: none is looked for.
    fn destination_for(&self, db: &Connection, destination: Option<i64>, which: PathOf) -> Result<i64> {
        match which {
            PathOf::Source => Ok(0),
            PathOf::Target | PathOf::Twin => {
                self.destination_of(db, &FilesQuery { destination, ..FilesQuery::default() })
            }
        }
    }

    fn destination_of(&self, db: &Connection, query: &FilesQuery) -> Result<i64> {
        match query.destination {
            Some(id) => Ok(id),
            None => Ok(view::headline(db)?.unwrap_or(0)),
        }
    }
}

/// Which path of a file is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathOf {
    Source,
    Target,
    Twin,
}

/// Adds new roots to the known ones and drops none; options are the given ones.
fn merged(known: &JobConfig, given: &JobConfig) -> JobConfig {
    let join = |a: &[String], b: &[String]| {
        let mut all = a.to_vec();
        all.extend(b.iter().filter(|x| !a.contains(x)).cloned());
        all
    };
    JobConfig {
        sources: join(&known.sources, &given.sources),
        destinations: join(&known.destinations, &given.destinations),
        pools: join(&known.pools, &given.pools),
        name: if given.name.is_empty() { known.name.clone() } else { given.name.clone() },
        ..given.clone()
    }
}

/// What can be wrong without looking at any drive.
fn check_options(config: &JobConfig) -> Result<()> {
    if config.sources.is_empty() {
        return Err(Error::usage("no_source", "no drive or folder to bring in was named")
            .hint("name one with --source"));
    }
    if config.destinations.is_empty() {
        return Err(Error::usage("no_destination", "no archive was named").hint("name one with --dest"));
    }
    crate::plan::Layout::parse(&config.layout)?;
    crate::plan::Rules::of(config)?;
    crate::plan::bundles::Bundles::of(&config.bundles).map(|_| ())
}
