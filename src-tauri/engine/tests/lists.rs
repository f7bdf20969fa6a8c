//! Lists that are kept in memory say what the database says, whatever is asked for and whatever happened since.

#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(clippy::disallowed_methods)] // a test lays out its own files

use std::cmp::Ordering;
use std::path::Path;
use std::sync::Arc;

use ingather_engine::job::Job;
use ingather_engine::library::Library;
use ingather_engine::lists::Lists;
use ingather_engine::model::{Phase, Term};
use ingather_engine::progress::Silent;
use ingather_engine::runner::{self, RunRequest};
use ingather_engine::views::{FileRow, FilesQuery, FolderRow, JobConfig, Selection, SortBy};

struct Scene {
    dir: tempfile::TempDir,
    library: Library,
    id: String,
    lists: Arc<Lists>,
}

impl Scene {
    /// Two drives with repeats in and between them; the archive holds one of their pictures under another name.
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        for n in 0..9 {
            write(dir.path(), &format!("Red/DCIM/10{}/IMG_{n}.jpg", n % 3), &format!("picture {n}"));
            write(dir.path(), &format!("Green/From Red/img_{n}.JPG"), &format!("picture {}", n % 5));
        }
        write(dir.path(), "Red/old.jpg", "an old one");
        write(dir.path(), "Red/empty", "");
        write(dir.path(), "Green/.DS_Store", "junk");
        write(dir.path(), "Green/E\u{301}te\u{301} 2009/Plage.tif", "a beach, as a Mac writes it");
        write(dir.path(), "Archive/Grandmother/1950.jpg", "an old one");
        let text = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
        let config = JobConfig {
            name: "lists".into(),
            sources: vec![text("Red"), text("Green")],
            destinations: vec![text("Archive")],
            ..JobConfig::default()
        };
        let library = Library::open(&dir.path().join("data")).unwrap();
        let id = library.create_job(&config).unwrap();
        Self { dir, library, id, lists: Arc::default() }
    }

    fn run(&self, until: Phase) {
        let folder = self.library.job_folder(&self.id);
        let request = RunRequest::until(until);
        let handle = runner::start(&folder, self.library.catalog(), request, Arc::new(Silent)).unwrap();
        assert_eq!(handle.join().unwrap().exit_code, 0);
    }

    /// Opened anew each time, as the window does.
    fn job(&self) -> Job {
        let job = Job::open(&self.library.job_folder(&self.id), self.library.catalog()).unwrap();
        job.with_lists(&self.lists)
    }

    fn files(&self, query: &FilesQuery) -> Vec<FileRow> {
        let page = self.job().files(query).unwrap();
        assert_eq!(page.total, page.rows.len() as u64, "all on one page");
        assert_eq!(page.bytes, page.rows.iter().map(|row| row.size).sum::<u64>());
        page.rows
    }

    fn count(&self, term: Term) -> usize {
        self.files(&FilesQuery { term: Some(term), ..FilesQuery::default() }).len()
    }

    fn found(&self, search: &str) -> Vec<String> {
        let query = FilesQuery { search: search.into(), ..FilesQuery::default() };
        self.files(&query).into_iter().map(|row| row.name).collect()
    }
}

fn write(dir: &Path, name: &str, content: &str) {
    let path = dir.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, content.repeat(100)).unwrap();
}

/// What a row shows that a search looks into.
fn shows(row: &FileRow, part: &str) -> bool {
    let texts = [Some(&row.name), Some(&row.folder), row.twin.as_ref(), row.target.as_ref()];
    // What waits has a place, but no file there yet.
    let waits = row.term == Term::ToDo;
    texts.into_iter().take(if waits { 2 } else { 4 }).flatten().any(|text| text.to_lowercase().contains(part))
}

fn listed_as(row: &FileRow) -> Term {
    let repeats = row.reason.as_str() == "of_source" || row.reason.as_str() == "hard_link";
    if row.term == Term::ToDo && repeats { Term::Repeat } else { row.term }
}

fn by(sort: SortBy, a: &FileRow, b: &FileRow) -> Ordering {
    match sort {
        SortBy::Path => (a.source, &a.folder, &a.name).cmp(&(b.source, &b.folder, &b.name)),
        SortBy::Name => a.name.to_lowercase().cmp(&b.name.to_lowercase()),
        SortBy::Size | SortBy::Recent | SortBy::Settles => a.size.cmp(&b.size),
    }
}

fn check_every_list(scene: &Scene) {
    let all = scene.files(&FilesQuery::default());
    let sources: Vec<Option<i64>> =
        [None].into_iter().chain(all.iter().map(|row| Some(row.source))).collect();
    let terms = [None, Some(Term::Copied), Some(Term::AlreadyThere), Some(Term::Repeat), Some(Term::LeftOut)];
    for term in terms.into_iter().chain([Some(Term::ToDo), Some(Term::Failed)]) {
        for source in [sources[0], sources[1], sources[sources.len() - 1]] {
            for search in ["", "img_3", "FROM red", "grandmother", "101"] {
                let query = FilesQuery { term, source, search: search.into(), ..FilesQuery::default() };
                let asked = |row: &&FileRow| {
                    term.is_none_or(|term| listed_as(row) == term)
                        && source.is_none_or(|source| row.source == source)
                        && shows(row, &search.to_lowercase())
                };
                let expected: Vec<i64> = all.iter().filter(asked).map(|row| row.id).collect();
                let listed: Vec<i64> = scene.files(&query).iter().map(|row| row.id).collect();
                assert_eq!(listed, expected, "{query:?}");
                check_orders(scene, &query, &expected);
                check_folders(scene, &query);
            }
        }
    }
}

fn check_orders(scene: &Scene, query: &FilesQuery, expected: &[i64]) {
    for sort in [SortBy::Path, SortBy::Name, SortBy::Size] {
        for descending in [false, true] {
            let rows = scene.files(&FilesQuery { sort, descending, ..query.clone() });
            let sorted = rows.is_sorted_by(|a, b| {
                let order = by(sort, a, b);
                order != if descending { Ordering::Less } else { Ordering::Greater }
            });
            assert!(sorted, "{sort:?} {descending}: {rows:#?}");
            let mut same: Vec<i64> = rows.iter().map(|row| row.id).collect();
            let mut ids = expected.to_vec();
            same.sort_unstable();
            ids.sort_unstable();
            assert_eq!(same, ids, "the same files in another order");
        }
    }
}

fn check_folders(scene: &Scene, query: &FilesQuery) {
    let page = scene.job().folders(query).unwrap();
    assert_eq!(page.total, page.rows.len() as u64);
    let matching: u64 = page.rows.iter().map(|folder| folder.matching).sum();
    assert_eq!(matching, scene.files(query).len() as u64, "each file is in one folder: {query:?}");
    for folder in page.rows {
        check_folder(scene, query, &folder);
    }
}

fn check_folder(scene: &Scene, query: &FilesQuery, folder: &FolderRow) {
    let inside = FilesQuery { folder: Some(folder.id), ..FilesQuery::default() };
    let every = scene.files(&inside);
    let asked = scene.files(&FilesQuery { folder: Some(folder.id), ..query.clone() });
    assert!(every.iter().all(|row| row.folder == folder.path && row.drive == folder.drive));
    let bytes = |rows: &[FileRow]| rows.iter().map(|row| row.size).sum::<u64>();
    assert_eq!((folder.files, folder.bytes), (every.len() as u64, bytes(&every)));
    assert_eq!((folder.matching, folder.matching_bytes), (asked.len() as u64, bytes(&asked)));
    let archived = every.iter().filter(|row| {
        row.status.as_str() == "done" && matches!(row.term, Term::Copied | Term::AlreadyThere | Term::Repeat)
    });
    let archived = archived.count() as u64;
    let undecided =
        every.iter().filter(|row| row.status.as_str() == "pending" && row.undecided).count() as u64;
    assert_eq!(
        (folder.wholly_archived, folder.only_here, folder.undecided),
        (archived == folder.files, archived == 0 && undecided == 0, undecided)
    );
}

#[test]
fn every_list_is_what_its_rows_say() {
    let scene = Scene::new();
    scene.run(Phase::Plan);
    check_every_list(&scene);
    scene.run(Phase::Verify);
    check_every_list(&scene);
}

#[test]
fn lists_that_are_kept_know_what_happened_since() {
    let scene = Scene::new();
    scene.run(Phase::Plan);
    let waiting = scene.count(Term::ToDo);
    assert!(waiting > 9 && scene.count(Term::Copied) == 0);
    let row = scene.files(&FilesQuery { search: "plage".into(), ..FilesQuery::default() }).remove(0);
    let one = Selection { files: vec![row.id], ..Selection::default() };
    assert_eq!(scene.job().leave_out_rows(&one, "not ours").unwrap(), 1);
    assert_eq!(scene.count(Term::ToDo), waiting - 1, "a decision");
    scene.run(Phase::Verify);
    assert_eq!((scene.count(Term::ToDo), scene.count(Term::Copied)), (0, 11), "a run");
    assert_eq!(scene.found("DCIM/101/img_4").len(), 2, "what was copied, and its repeat, by the copy's path");
    write(scene.dir.path(), "Red/DCIM/104/New one.jpg", "came later");
    std::fs::remove_file(scene.dir.path().join("Red/empty")).unwrap();
    scene.run(Phase::Verify);
    assert_eq!((scene.found("new one"), scene.found("empty")), (vec!["New one.jpg".to_owned()], vec![]));
    let other = Scene::new();
    other.run(Phase::Plan);
    let job = Job::open(&other.library.job_folder(&other.id), other.library.catalog()).unwrap();
    let of_other = job.with_lists(&scene.lists).files(&FilesQuery::default()).unwrap();
    assert_eq!(of_other.total, 22, "of another job");
    check_every_list(&scene);
}

#[test]
fn a_search_finds_letters_however_they_are_written() {
    let scene = Scene::new();
    scene.run(Phase::Plan);
    for search in ["été", "ÉTÉ 2009", "e\u{301}te\u{301}", "  plage ", "2009/pla", "plage.TIF"] {
        assert_eq!(scene.found(search), ["Plage.tif"], "{search}");
    }
    assert_eq!(scene.found("old.jpg"), ["old.jpg"]);
    assert_eq!(scene.found("9/plage").len() + scene.found("e/plage").len(), 1, "where the folder ends so");
    for pattern in ["IMG%", "img_?", "*", "_"] {
        let found = scene.found(pattern);
        assert!(
            found.iter().all(|name| name.to_lowercase().contains(pattern)),
            "{pattern} is itself: {found:?}"
        );
    }
}

#[test]
fn a_page_that_is_asked_for_has_its_rows_and_no_others() {
    let scene = Scene::new();
    scene.run(Phase::Plan);
    let all = scene.files(&FilesQuery::default());
    let page = |offset, limit| {
        let page = scene.job().files(&FilesQuery { offset, limit, ..FilesQuery::default() }).unwrap();
        assert_eq!(page.total, all.len() as u64, "of how many it is one");
        page.rows
    };
    assert_eq!(page(5, 3), all[5..8]);
    assert_eq!(page(all.len() as u64 - 1, 500), all[all.len() - 1..]);
    assert_eq!((page(all.len() as u64, 500), page(u64::MAX, 500)), (vec![], vec![]));
}
