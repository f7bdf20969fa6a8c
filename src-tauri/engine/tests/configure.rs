//! A wizard that goes back: what the job takes in is what was chosen last.

#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(clippy::disallowed_methods)] // a test lays out its own files

use std::sync::Arc;

use ingather_engine::job::Job;
use ingather_engine::library::Library;
use ingather_engine::model::Phase;
use ingather_engine::progress::Silent;
use ingather_engine::runner::{self, RunRequest};
use ingather_engine::views::{JobConfig, JobView};

struct Scene {
    dir: tempfile::TempDir,
    library: Library,
    id: String,
}

impl Scene {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        for name in ["Red/1.jpg", "Red/2.jpg", "Green/1.jpg", "Green/3.jpg", "Old/3.jpg", "A/x", "B/y"] {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, name.split_once('/').unwrap().1).unwrap();
        }
        let library = Library::open(&dir.path().join("data")).unwrap();
        let mut scene = Self { dir, library, id: String::new() };
        let id = scene.library.create_job(&scene.config(["Red", "Green"], ["A", "B"], &["Old"])).unwrap();
        scene.id = id;
        scene
    }

    fn config<const S: usize, const D: usize>(
        &self,
        sources: [&str; S],
        archives: [&str; D],
        pools: &[&str],
    ) -> JobConfig {
        let text = |name: &&str| self.dir.path().join(name).to_str().unwrap().to_owned();
        JobConfig {
            name: "back and forth".into(),
            sources: sources.iter().map(text).collect(),
            destinations: archives.iter().map(text).collect(),
            pools: pools.iter().map(text).collect(),
            exact_plan: true,
            ..JobConfig::default()
        }
    }

    fn job(&self) -> Job {
        Job::open(&self.library.job_folder(&self.id), self.library.catalog()).unwrap()
    }

    fn planned(&self) -> JobView {
        let (folder, request) = (self.library.job_folder(&self.id), RunRequest::until(Phase::Plan));
        let handle = runner::start(&folder, self.library.catalog(), request, Arc::new(Silent)).unwrap();
        assert_eq!(handle.join().unwrap().exit_code, 0);
        self.job().view().unwrap()
    }
}

#[test]
fn what_is_not_chosen_any_more_leaves_a_planned_job() {
    let scene = Scene::new();
    let before = scene.planned();
    assert_eq!((before.sources.len(), before.destinations.len()), (2, 2));
    assert_eq!(
        (before.equation.found.files, before.equation.to_do.files),
        (4, 3),
        "`Old` holds one, one repeats"
    );

    scene.job().configure(&scene.config(["Green"], ["B"], &[])).unwrap();
    let after = scene.planned();
    assert_eq!(after.sources.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["Green"]);
    assert_eq!(after.destinations.iter().map(|d| d.name.as_str()).collect::<Vec<_>>(), ["B"]);
    assert_eq!(
        (after.equation.found.files, after.equation.to_do.files),
        (2, 2),
        "nothing counts as archived"
    );
    assert_eq!(after.config.pools, Vec::<String>::new());

    scene.job().configure(&scene.config(["Green", "Red"], ["B", "A"], &["Old"])).unwrap();
    let again = scene.planned();
    assert_eq!((again.sources.len(), again.destinations.len()), (2, 2), "chosen again, it is there again");
    assert_eq!((again.equation.found.files, again.equation.to_do.files), (4, 3));
}

#[test]
fn a_job_that_has_copied_keeps_what_it_was_given() {
    let scene = Scene::new();
    let (folder, request) = (scene.library.job_folder(&scene.id), RunRequest::until(Phase::Summary));
    let handle = runner::start(&folder, scene.library.catalog(), request, Arc::new(Silent)).unwrap();
    assert_eq!(handle.join().unwrap().exit_code, 0);
    scene.job().configure(&scene.config(["Green"], ["B"], &[])).unwrap();
    let view = scene.job().view().unwrap();
    assert_eq!((view.sources.len(), view.destinations.len()), (2, 2));
}
