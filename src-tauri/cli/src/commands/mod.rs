//! One function for each command. All return the exit code.

mod archive;
mod catalog;
mod clearance;
mod configure;
mod demo;
mod files;
mod import;
mod journal;
mod look;
mod pools;
mod restore;
mod roots;
mod run;
mod summary;
mod verified;
mod whereabouts;

use ingather_engine::Result;
use ingather_engine::job::RootKind;
use ingather_engine::model::{Depth, Phase};
use ingather_engine::runner::RunRequest;

use crate::arguments::{Arguments, Catalog, Command, ConfigCommand, JobOptions, Pools, Verify, WriteOptions};
use crate::output::Output;
use crate::{ask, place};

/// Does what was asked for.
pub fn run(arguments: &Arguments, output: &Output) -> Result<i32> {
    let global = &arguments.global;
    match &arguments.command {
        Command::Run { options, write } => run::made(global, options, until(Phase::Summary, write), output),
        Command::Analyze { options } => run::made(global, options, RunRequest::until(Phase::Analyze), output),
        Command::Plan { options } => run::made(global, options, RunRequest::until(Phase::Plan), output),
        Command::Init { options } => {
            let place = place::made(global, &mut ask::layers(global, options)?)?;
            look::job(&place, false, output).map(|()| 0)
        }
        Command::Resume { write } => run::existing(global, until(Phase::Summary, write), output),
        Command::Checksum { tables } => {
            let request = RunRequest { tables: tables.clone(), ..RunRequest::until(Phase::Checksum) };
            run::existing(global, request, output)
        }
        Command::ImportChecksums(what) => import::run(global, what, output),
        Command::Copy { write } => {
            run::existing(global, RunRequest { only: true, ..until(Phase::Copy, write) }, output)
        }
        Command::Verify(how) => match &how.archive {
            Some(dir) => archive::run(global, dir, how.deep, output),
            None => run::existing(global, verification(how), output),
        },
        Command::Clearance(what) => clearance::run(global, what, output),
        Command::Where { what } => whereabouts::run(global, what, output),
        Command::VerifyStatus { deep, full } => verified::run(global, *deep, *full, output),
        Command::Restore(what) => restore::run(global, what, output),
        Command::Summary { format } => summary::run(global, *format, output),
        Command::Status { full } => look::status(global, *full, output),
        Command::Pool(Pools::Roots(what)) => roots::run(global, what, RootKind::Pool, output),
        Command::Pool(Pools::Check { all }) => pools::check(global, *all, output),
        Command::Destination(what) => roots::run(global, what, RootKind::Destination, output),
        Command::Source(what) => roots::run(global, what, RootKind::Source, output),
        Command::File(what) => files::run(global, what, output),
        Command::Config(ConfigCommand::New { file }) => configure::new(file, output),
        Command::Config(ConfigCommand::Check { file }) => configure::check(file.as_deref(), global, output),
        Command::Config(ConfigCommand::Show { options }) => configure::show(global, options, output),
        Command::Catalog(what) => {
            let library = place::library(&ask::layers(global, &JobOptions::default())?)?;
            match what {
                Catalog::List => look::known_drives(&library, output),
                Catalog::Check => catalog::check(&library, output),
                Catalog::Prune => catalog::prune(&library, output),
                Catalog::Name { drive, name } => look::name_drive(&library, drive, name, output),
            }
        }
        Command::Log { follow } => journal::run(global, *follow, output),
        Command::Demo { dir } => demo::run(dir.as_deref(), output),
    }
}

fn until(phase: Phase, write: &WriteOptions) -> RunRequest {
    RunRequest { new_destination: write.new_destination, ..RunRequest::until(phase) }
}

fn verification(how: &Verify) -> RunRequest {
    let depth = if how.deep { Depth::Deep } else { Depth::Shallow };
    let verify = Some(depth);
    RunRequest { only: true, verify, reverify: how.reverify, ..RunRequest::until(Phase::Verify) }
}
