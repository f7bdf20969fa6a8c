//! One function for each command. All return the exit code.

mod configure;
mod demo;
mod look;
mod roots;
mod run;
mod summary;

use ingather_engine::Result;
use ingather_engine::model::{Depth, Phase};
use ingather_engine::runner::RunRequest;

use crate::arguments::{Arguments, Catalog, Command, ConfigCommand, Files, JobOptions};
use crate::output::Output;
use crate::{ask, place};

/// Does what was asked for.
pub fn run(arguments: &Arguments, output: &Output) -> Result<i32> {
    let global = &arguments.global;
    match &arguments.command {
        Command::Run { options, write } => {
            let request =
                RunRequest { new_destination: write.new_destination, ..RunRequest::until(Phase::Summary) };
            run::made(global, options, request, output)
        }
        Command::Analyze { options } => run::made(global, options, RunRequest::until(Phase::Analyze), output),
        Command::Plan { options } => run::made(global, options, RunRequest::until(Phase::Plan), output),
        Command::Init { options } => {
            let mut layers = ask::layers(global, options)?;
            let place = place::made(global, &mut layers)?;
            look::job(&place, false, output)?;
            Ok(0)
        }
        Command::Resume { write } => {
            let request =
                RunRequest { new_destination: write.new_destination, ..RunRequest::until(Phase::Summary) };
            run::existing(global, request, output)
        }
        Command::Checksum => run::existing(global, RunRequest::until(Phase::Checksum), output),
        Command::Copy { write } => {
            let new_destination = write.new_destination;
            let request = RunRequest { only: true, new_destination, ..RunRequest::until(Phase::Copy) };
            run::existing(global, request, output)
        }
        Command::Verify(how) => {
            let depth = if how.deep { Depth::Deep } else { Depth::Shallow };
            let request = RunRequest {
                only: true,
                verify: Some(depth),
                reverify: how.reverify,
                ..RunRequest::until(Phase::Verify)
            };
            run::existing(global, request, output)
        }
        Command::Summary { format } => summary::run(global, *format, output),
        Command::Status { full } => look::status(global, *full, output),
        Command::Pool(what) => roots::run(global, what, roots::Kind::Pool, output),
        Command::Source(what) => roots::run(global, what, roots::Kind::Source, output),
        Command::File(Files::List { status, reason, term, search }) => {
            let query = ingather_engine::views::FilesQuery {
                status: *status,
                reason: *reason,
                term: *term,
                search: search.clone(),
                ..Default::default()
            };
            look::files(global, query, output)
        }
        Command::Config(ConfigCommand::New { file }) => configure::new(file, output),
        Command::Config(ConfigCommand::Check { file }) => configure::check(file, output),
        Command::Config(ConfigCommand::Show { options }) => configure::show(global, options, output),
        Command::Catalog(Catalog::List) => {
            let layers = ask::layers(global, &JobOptions::default())?;
            look::known_drives(&place::library(&layers)?, output)
        }
        Command::Demo { dir } => demo::run(dir.as_deref(), output),
    }
}
