//! How long the lists of a job take, as the window asks for them: `npm run bench -- --only lists` reads what it prints.
//! `listed JOB CATALOG`

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use ingather_engine::Result;
use ingather_engine::job::Job;
use ingather_engine::lists::Lists;
use ingather_engine::model::Term;
use ingather_engine::views::{FilesQuery, SortBy};

fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let words: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    let [folder, catalog] = &words[..] else { return Err("too few words".into()) };
    let lists: Arc<Lists> = Arc::default();
    let open = || Ok::<_, ingather_engine::Error>(Job::open(folder, catalog)?.with_lists(&lists));
    let files = |query: &FilesQuery| Ok(open()?.files(query)?.total);
    let folders = |query: &FilesQuery| Ok(open()?.folders(query)?.total);
    let all = FilesQuery::default();
    time("open", || open().map(|_| 0))?;
    time("view", || Ok(open()?.view()?.equation.found.files))?;
    time("first", || files(&all))?;
    time("again", || files(&all))?;
    for offset in [100_000, 900_000, 500_000] {
        time("page", || files(&FilesQuery { offset, ..all.clone() }))?;
    }
    for term in [Term::AlreadyThere, Term::Copied, Term::Repeat] {
        time("term", || files(&FilesQuery { term: Some(term), ..all.clone() }))?;
    }
    for search in ["cop", "IMG_00", "nothing like it", "copy 077"] {
        time("search", || files(&FilesQuery { search: search.into(), ..all.clone() }))?;
    }
    for sort in [SortBy::Name, SortBy::Size, SortBy::Recent] {
        time("sort", || files(&FilesQuery { sort, descending: true, ..all.clone() }))?;
    }
    let ranked = FilesQuery { sort: SortBy::Settles, ..all.clone() };
    time("folders", || folders(&ranked))?;
    time("folders page", || folders(&FilesQuery { offset: 100_000, ..ranked.clone() }))?;
    time("folders search", || folders(&FilesQuery { search: "copy 07".into(), ..ranked.clone() }))?;
    Ok(())
}

/// Prints the name, the milliseconds and the number of files or folders.
fn time(name: &str, what: impl FnOnce() -> Result<u64>) -> Result<()> {
    let began = Instant::now();
    let found = what()?;
    println!("{name}\t{:.1}\t{found}", began.elapsed().as_secs_f64() * 1e3);
    Ok(())
}
