//! Options to a layer of configuration.

use std::path::{Path, PathBuf};

use ingather_engine::config::{self, Given, Layers};
use ingather_engine::model::display_path;
use ingather_engine::{Error, Result};

use crate::arguments::{Global, JobOptions};

/// File and command line, without a saved job.
pub fn layers(global: &Global, options: &JobOptions) -> Result<Layers> {
    let file = match &global.config {
        Some(path) => config::read(path)?.given,
        None => Given::default(),
    };
    Ok(Layers { job: None, file, command_line: given(global, options)? })
}

/// What the command line says.
fn given(global: &Global, options: &JobOptions) -> Result<Given> {
    Ok(Given {
        name: options.name.clone(),
        sources: texts(&options.sources)?,
        destinations: texts(&options.destinations)?,
        pools: texts(&options.pools)?,
        verify: options.verify,
        layout: options.layout.clone(),
        exclude: some(&options.exclude),
        include: some(&options.include),
        junk: options.junk,
        repeats: options.repeats,
        clashes: options.clashes,
        bundles: some(&options.bundles),
        checksums: some(&options.checksums),
        exact_plan: options.exact_plan,
        fill: options.fill,
        threads: global.threads,
        catalog: global.catalog.as_deref().map(text_of).transpose()?,
        log_level: global.log_level,
    })
}

/// The lossless text form of an absolute path.
pub fn text_of(path: &Path) -> Result<String> {
    let absolute = std::path::absolute(path)
        .map_err(|e| Error::usage("bad_path", format!("not a usable path: {e}")).at_path(path))?;
    Ok(display_path(&absolute))
}

fn texts(paths: &[PathBuf]) -> Result<Option<Vec<String>>> {
    let texts: Vec<String> = paths.iter().map(|p| text_of(p)).collect::<Result<_>>()?;
    Ok(some(&texts))
}

fn some<T: Clone>(list: &[T]) -> Option<Vec<T>> {
    (!list.is_empty()).then(|| list.to_vec())
}
