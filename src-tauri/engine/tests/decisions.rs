//! Decisions by rows, as the window makes them, and what the next run does with them.

#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(clippy::disallowed_methods)] // a test lays out its own files

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ingather_engine::job::Job;
use ingather_engine::library::Library;
use ingather_engine::model::{Phase, Reason, Term};
use ingather_engine::progress::Silent;
use ingather_engine::runner::{self, RunRequest};
use ingather_engine::views::{FilesQuery, FolderRow, JobConfig, Selection, SortBy};

struct Scene {
    dir: tempfile::TempDir,
    library: Library,
    id: String,
}

impl Scene {
    /// Two drives; the second repeats the first in `copy of a`, and the archive holds `old.jpg`.
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, content: &str| {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content.repeat(100)).unwrap();
        };
        for n in 0..4 {
            write(&format!("Red/a/{n}.jpg"), &format!("picture {n}"));
            write(&format!("Green/copy of a/{n}.jpg"), &format!("picture {n}"));
            write(&format!("Green/misc/sub/{n}.txt"), &format!("note {n}"));
        }
        write("Green/misc/x.txt", "x");
        write("Red/old.jpg", "old");
        write("Archive/2001/old.jpg", "old");
        let text = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
        let config = JobConfig {
            name: "decisions".into(),
            sources: vec![text("Red"), text("Green")],
            destinations: vec![text("Archive")],
            exact_plan: true,
            ..JobConfig::default()
        };
        let library = Library::open(&dir.path().join("data")).unwrap();
        let id = library.create_job(&config).unwrap();
        Self { dir, library, id }
    }

    fn run(&self, until: Phase) {
        let folder = self.library.job_folder(&self.id);
        let request = RunRequest::until(until);
        let handle = runner::start(&folder, self.library.catalog(), request, Arc::new(Silent)).unwrap();
        assert_eq!(handle.join().unwrap().exit_code, 0);
    }

    fn job(&self) -> Job {
        Job::open(&self.library.job_folder(&self.id), self.library.catalog()).unwrap()
    }

    fn folders(&self, query: FilesQuery) -> Vec<FolderRow> {
        self.job().folders(&query).unwrap().rows
    }

    fn folder(&self, path: &str) -> FolderRow {
        self.folders(FilesQuery::default()).into_iter().find(|f| f.path == path).expect(path)
    }

    fn archived(&self) -> Vec<PathBuf> {
        let below = |p: &Path| p.strip_prefix(self.dir.path().join("Archive")).unwrap().to_owned();
        let all = walkdir::WalkDir::new(self.dir.path().join("Archive")).sort_by_file_name();
        let files = all.into_iter().map(|e| e.unwrap()).filter(|e| e.file_type().is_file());
        files.map(|e| below(e.path())).filter(|p| !p.starts_with(".ingather")).collect()
    }
}

fn folder_selection(folder: &FolderRow) -> Selection {
    Selection { folders: vec![folder.id], ..Selection::default() }
}

#[test]
fn a_decision_changed_in_the_plan_is_carried_out_with_its_reason() {
    let scene = Scene::new();
    scene.run(Phase::Plan);
    let misc = scene.folder("misc");
    assert_eq!(
        scene.job().leave_out_rows(&folder_selection(&misc), "not ours").unwrap(),
        5,
        "a folder stands for all below it"
    );
    let repeats = scene.folder("copy of a");
    let also = repeats.also_in.clone().expect("its contents are elsewhere");
    assert_eq!((also.drive.as_str(), also.path.as_str(), also.all), ("Red", "a", true));
    assert_eq!(scene.job().take_in_rows(&folder_selection(&repeats), "keep this whole").unwrap(), 4);
    let query = FilesQuery { reason: Some(Reason::InDestination), ..FilesQuery::default() };
    let old = scene.job().files(&query).unwrap().rows.remove(0);
    let one = Selection { files: vec![old.id], ..Selection::default() };
    assert_eq!(scene.job().take_in_rows(&one, "").unwrap(), 1, "also what is in the archive already");

    scene.run(Phase::Verify);
    let archived = scene.archived();
    let names: Vec<String> = archived.iter().map(|p| p.display().to_string()).collect();
    assert!(names.contains(&"Green/copy of a/3.jpg".to_owned()), "copied anyway: {names:?}");
    assert!(names.contains(&"Red/old.jpg".to_owned()), "copied beside the archive's own: {names:?}");
    assert!(!names.iter().any(|n| n.contains("misc")), "left out: {names:?}");
    assert_eq!(names.len(), 4 + 4 + 1 + 1, "nothing else: {names:?}");
    let equation = scene.job().view().unwrap().equation;
    assert!(equation.holds() && equation.to_do.files == 0, "{equation:?}");
    assert_eq!((equation.left_out.files, equation.copied.files), (5, 9));
    for (search, said) in [("copy of a", "keep this whole"), ("misc", "not ours")] {
        let query = FilesQuery { search: search.into(), ..FilesQuery::default() };
        let rows = scene.job().files(&query).unwrap().rows;
        assert!(!rows.is_empty() && rows.iter().all(|r| r.message.as_deref() == Some(said)), "{rows:?}");
    }

    scene.run(Phase::Verify);
    assert_eq!(
        scene.archived(),
        archived,
        "the decisions hold at the next look, and nothing is copied twice"
    );
    scene.job().take_in_rows(&folder_selection(&misc), "after all").unwrap();
    scene.run(Phase::Verify);
    assert_eq!(scene.archived().len(), 15, "taken in again");
}

#[test]
fn folders_are_ranked_by_what_one_decision_would_settle() {
    let scene = Scene::new();
    scene.run(Phase::Plan);
    let ranked = scene.folders(FilesQuery { sort: SortBy::Settles, ..FilesQuery::default() });
    let settles: Vec<u64> = ranked.iter().map(|f| f.settles).collect();
    assert!(settles.is_sorted_by(|a, b| a >= b) && settles[0] > 0, "{ranked:?}");
    let repeats = FilesQuery { term: Some(Term::Repeat), sort: SortBy::Settles, ..FilesQuery::default() };
    let ranked = scene.folders(repeats);
    assert_eq!(ranked[0].path, "copy of a", "{ranked:?}");
    assert_eq!((ranked[0].matching, ranked[0].matching_bytes), (4, 4 * 900));
    let there = FilesQuery { term: Some(Term::AlreadyThere), sort: SortBy::Settles, ..FilesQuery::default() };
    let bytes: Vec<u64> = scene.folders(there).iter().map(|f| f.matching_bytes).collect();
    assert!(bytes.is_sorted_by(|a, b| a >= b), "of what needs no copy by how much that is: {bytes:?}");
}

#[test]
fn a_folder_that_is_left_out_is_not_called_archived() {
    let scene = Scene::new();
    scene.run(Phase::Plan);
    let misc = scene.folder("misc");
    scene.job().leave_out_rows(&folder_selection(&misc), "not ours").unwrap();
    let misc = scene.folder("misc");
    assert!(!misc.wholly_archived && misc.only_here, "nothing of it is anywhere else: {misc:?}");
    scene.run(Phase::Verify);
    let copied = scene.folder("a");
    assert!(copied.wholly_archived && !copied.only_here, "what was copied is there now: {copied:?}");
    assert!(!scene.folder("misc").wholly_archived, "a run changes nothing about it");
}

#[test]
fn failed_files_wait_again_and_rows_of_nobody_are_refused() {
    let scene = Scene::new();
    scene.run(Phase::Plan);
    std::fs::remove_file(scene.dir.path().join("Red/a/2.jpg")).unwrap();
    std::fs::create_dir(scene.dir.path().join("Red/a/2.jpg")).unwrap();
    let folder = scene.library.job_folder(&scene.id);
    let request = RunRequest { only: true, ..RunRequest::until(Phase::Copy) };
    let run = runner::start(&folder, scene.library.catalog(), request, Arc::new(Silent)).unwrap();
    assert_eq!(run.join().unwrap().exit_code, 1, "one file fails");
    let failed = scene.job().view().unwrap().equation.failed.files;
    assert!(failed > 0);
    assert_eq!(scene.job().retry(None).unwrap(), failed);
    assert_eq!(scene.job().view().unwrap().equation.failed.files, 0, "they wait again");
    assert_eq!(scene.job().retry(None).unwrap(), 0, "nothing is left to try again");
    let nobody = Selection { files: vec![987_654], ..Selection::default() };
    assert_eq!(scene.job().retry(Some(&nobody)).unwrap_err().code, "not_in_job");
    assert_eq!(scene.job().leave_out_rows(&Selection::default(), "x").unwrap_err().code, "not_in_job");
}
