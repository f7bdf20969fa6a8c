//! What the shell holds while the window is open.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use ingather_engine::job::Job;
use ingather_engine::library::Library;
use ingather_engine::lists::Lists;
use ingather_engine::pictures::Pictures;
use ingather_engine::views::JobConfig;
use tauri::{AppHandle, Manager};

use crate::checks::Checks;
use crate::chosen::{ChosenPaths, path_of};
use crate::counts::Counts;
use crate::error::{Answer, Refusal};
use crate::notify::{Notifier, SystemNotifier};
use crate::runs::Runs;
use crate::settings::SettingsFile;
use crate::speech::Speech;
use crate::taskbar::Taskbar;
use crate::{dialogs, drives, logging, signals, window};

/// The shell's state, shared by all commands.
pub struct Shell {
    pub library: Library,
    pub settings: Arc<SettingsFile>,
    pub speech: Arc<Speech>,
    pub notifier: Arc<dyn Notifier>,
    pub chosen: ChosenPaths,
    /// Paths that an answer about the whereabouts of a file named.
    pub found: ChosenPaths,
    pub runs: Runs,
    pub checks: Checks,
    /// The table that the last look at a drive wrote, by volume and folder.
    pub looked: Mutex<BTreeMap<(String, String), PathBuf>>,
    pub counts: Counts,
    /// What was read for the lists of the job on screen.
    pub lists: Arc<Lists>,
    pub pictures: Pictures,
    pub taskbar: Taskbar,
    /// When the window was last asked to close while a job ran.
    pub close_asked: Mutex<Option<Instant>>,
    _log: Option<logging::LogGuard>,
}

impl Shell {
    /// Opens a job of the library. The id comes from the page: it must be one plain folder name.
    pub fn job(&self, id: &str) -> Answer<Job> {
        let mut parts = Path::new(id).components();
        let plain = matches!((parts.next(), parts.next()), (Some(std::path::Component::Normal(_)), None));
        let folder = self.library.job_folder(id);
        if !plain || !folder.is_dir() {
            return Err(Refusal::new("no_job", "there is no such job").at(id));
        }
        Ok(Job::open(&folder, self.library.catalog())?.with_lists(&self.lists))
    }

    /// The same to change it: a run that has said its last word is let go first.
    pub fn idle_job(&self, id: &str) -> Answer<Job> {
        let job = self.job(id)?;
        self.runs.let_it_end(id);
        Ok(job)
    }

    /// Refuses a configuration that names a folder which nobody chose in this window or in an earlier job.
    pub fn admit(&self, config: &JobConfig) -> Answer<()> {
        let named = config.sources.iter().chain(&config.destinations).chain(&config.pools);
        let strange: Vec<&String> = named.filter(|text| self.chosen.find(text).is_none()).collect();
        if strange.is_empty() {
            return Ok(());
        }
        let known = self.roots_of_jobs()?;
        for text in strange {
            match path_of(text).filter(|_| known.contains(text)) {
                Some(path) => self.chosen.remember(&path),
                None => return Err(not_chosen(text)),
            };
        }
        Ok(())
    }

    /// The path of a text that was chosen in this window or for an earlier job.
    pub fn admitted(&self, text: &str) -> Answer<PathBuf> {
        if let Some(path) = self.chosen.find(text) {
            return Ok(path);
        }
        let known = self.roots_of_jobs()?.iter().any(|root| root == text);
        path_of(text).filter(|_| known).ok_or_else(|| not_chosen(text))
    }

    /// Every folder that a job of the library was given.
    fn roots_of_jobs(&self) -> Answer<Vec<String>> {
        let mut roots = Vec::new();
        for card in self.library.jobs()? {
            // A job that cannot be opened lends no rights.
            if let Ok(view) = self.job(&card.id).and_then(|job| Ok(job.view()?)) {
                roots.extend(view.config.sources);
                roots.extend(view.config.destinations);
                roots.extend(view.config.pools);
            }
        }
        Ok(roots)
    }
}

/// The refusal of a path that nobody chose.
pub fn not_chosen(text: &str) -> Refusal {
    Refusal::new("not_chosen", "choose this folder in the dialog or drop it").at(text)
}

/// Opens the library and then the window; without a library there is only a message.
pub fn open(app: &AppHandle) -> Result<(), Box<dyn StdError>> {
    let library = match Library::open_default() {
        Ok(library) => library,
        Err(error) => {
            let settings = Library::default_folder().map(|folder| SettingsFile::open(&folder).get());
            let speech = Speech::of(settings.unwrap_or_default().language);
            dialogs::say_and_leave(app, &error.to_problem(), &speech);
            return Ok(());
        }
    };
    let log = logging::start(library.data_dir());
    let settings = Arc::new(SettingsFile::open(library.data_dir()));
    let speech = Arc::new(Speech::of(settings.get().language));
    let shell = Arc::new(Shell {
        settings,
        notifier: Arc::new(SystemNotifier::start(app.clone(), Arc::clone(&speech))),
        speech,
        chosen: ChosenPaths::open(library.data_dir()),
        found: ChosenPaths::default(),
        runs: Runs::default(),
        checks: Checks::default(),
        looked: Mutex::default(),
        counts: Counts::default(),
        lists: Arc::default(),
        pictures: Pictures::default(),
        taskbar: Taskbar::start(),
        close_asked: Mutex::new(None),
        library,
        _log: log,
    });
    tracing::info!(
        "Ingather {} was started; its records are in {}.",
        env!("CARGO_PKG_VERSION"),
        shell.library.data_dir().display()
    );
    app.manage(shell);
    window::open(app)?;
    drives::watch(app.clone());
    signals::leave_on_signal(app.clone());
    Ok(())
}

/// A lock that a panicking thread cannot take with it: what these locks guard is whole after every statement.
pub fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
