//! A folder of a test's own with drives, archives, a job and a catalogue in it. It goes with the test.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::binary::{ingather_binary, workspace};
use crate::run::{Outcome, PATIENCE, Running, spawn};

/// Everything that one test touches.
pub struct Sandbox {
    folder: TempDir,
    sources: Vec<PathBuf>,
    destinations: Vec<PathBuf>,
    options: Vec<String>,
    variables: Vec<(String, String)>,
}

impl Sandbox {
    /// A new one below `target/tmp` (or `INGATHER_TEST_TMP`). `INGATHER_KEEP` in the environment leaves it for looking at.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let below = std::env::var_os("INGATHER_TEST_TMP")
            .map_or_else(|| workspace().join("target/tmp"), PathBuf::from);
        std::fs::create_dir_all(&below).expect("the folder for tests can be made");
        Self::new_in(&below, name)
    }

    /// The same below a folder of the test's own.
    #[must_use]
    pub fn new_in(below: &Path, name: &str) -> Self {
        let mut folder =
            tempfile::Builder::new().prefix(&format!("{name}-")).tempdir_in(below).expect("a sandbox");
        if std::env::var_os("INGATHER_KEEP").is_some() {
            folder.disable_cleanup(true);
            eprintln!("kept: {}", folder.path().display());
        }
        Self {
            folder,
            sources: Vec::new(),
            destinations: Vec::new(),
            options: Vec::new(),
            variables: Vec::new(),
        }
    }

    /// A path inside it.
    #[must_use]
    pub fn at(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(relative)
    }

    /// A folder inside it, made if need be.
    pub fn folder(&self, relative: impl AsRef<Path>) -> PathBuf {
        let path = self.at(relative);
        std::fs::create_dir_all(&path).expect("a folder can be made");
        path
    }

    /// The job's folder.
    #[must_use]
    pub fn job(&self) -> PathBuf {
        self.at("job")
    }

    /// Adds a source folder to what `run` is given.
    pub fn source(&mut self, path: impl Into<PathBuf>) -> &mut Self {
        self.sources.push(path.into());
        self
    }

    /// Adds a destination folder to what `run` is given.
    pub fn destination(&mut self, path: impl Into<PathBuf>) -> &mut Self {
        self.destinations.push(path.into());
        self
    }

    /// Adds options to what `run` is given.
    pub fn option(&mut self, words: &[&str]) -> &mut Self {
        self.options.extend(words.iter().map(|w| (*w).to_owned()));
        self
    }

    /// Sets an environment variable for every command from now on.
    pub fn variable(&mut self, name: &str, value: &str) -> &mut Self {
        self.variables.retain(|(n, _)| n != name);
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Takes an environment variable away again.
    pub fn without(&mut self, name: &str) -> &mut Self {
        self.variables.retain(|(n, _)| n != name);
        self
    }

    /// The command `ingather` with these arguments and a data folder of the sandbox's own.
    #[must_use]
    pub fn command<I, S>(&self, arguments: I) -> Command
    where
        I: IntoIterator<Item = S>,
        S: AsRef<OsStr>,
    {
        let mut command = Command::new(ingather_binary());
        command.args(arguments).current_dir(self.folder.path());
        command
            .env("INGATHER_DATA_DIR", self.at("data"))
            .env("LC_ALL", "C.UTF-8")
            .env_remove("INGATHER_FAULT");
        command.envs(self.variables.iter().map(|(n, v)| (n, v)));
        command
    }

    /// A command such as `run` or `plan` with the sandbox's drives and options.
    #[must_use]
    pub fn with_drives(&self, verb: &str) -> Command {
        let mut command = self.command([verb, "--job"]);
        command.arg(self.job());
        for source in &self.sources {
            command.arg("--source").arg(source);
        }
        for destination in &self.destinations {
            command.arg("--dest").arg(destination);
        }
        command.args(&self.options);
        command
    }

    /// Runs `ingather run` to its end.
    pub fn run(&self) -> Outcome {
        self.start().wait(PATIENCE)
    }

    /// Runs a command such as `plan` with the sandbox's drives and options to its end.
    pub fn drives_to(&self, verb: &str) -> Outcome {
        spawn(self.with_drives(verb)).wait(PATIENCE)
    }

    /// Starts `ingather run`.
    pub fn start(&self) -> Running {
        spawn(self.with_drives("run"))
    }

    /// Runs `ingather resume` to its end.
    pub fn resume(&self) -> Outcome {
        self.on_job(&["resume"])
    }

    /// Runs a command with `--job` to its end.
    pub fn on_job(&self, words: &[&str]) -> Outcome {
        self.start_on_job(words).wait(PATIENCE)
    }

    /// Starts a command with `--job`.
    pub fn start_on_job(&self, words: &[&str]) -> Running {
        let mut command = self.command(words);
        command.arg("--job").arg(self.job());
        spawn(command)
    }

    /// Runs the program with just these words to its end.
    pub fn ingather(&self, words: &[&str]) -> Outcome {
        spawn(self.command(words)).wait(PATIENCE)
    }
}

impl Drop for Sandbox {
    /// Takes down what is still mounted inside before the folder is removed, so that nothing is removed through a mount.
    fn drop(&mut self) {
        let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
        let points = mounts.lines().filter_map(|l| l.split(' ').nth(4)).map(Path::new);
        let mut inside: Vec<&Path> = points.filter(|p| p.starts_with(self.folder.path())).collect();
        inside.sort();
        for point in inside.into_iter().rev() {
            let _ = rustix::mount::unmount(point, rustix::mount::UnmountFlags::DETACH);
        }
    }
}
