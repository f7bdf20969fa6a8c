//! `npm run bench`: ours against `rsync`, `cp` and the physical bound, in one run, cold and in turns.
//!
//! Prints the ratios of the project's targets. Nothing is counted before the archive was checked by content.

mod bound;
mod commands;
mod compare;
mod corpus;
mod dates;
mod flags;
mod large;
mod lists;
mod measure;
mod observer;
mod plan_time;
mod record;
mod table;

use std::process::ExitCode;

fn main() -> ExitCode {
    let flags = match flags::Flags::parse(std::env::args().skip(1)) {
        Ok(flags) => flags,
        Err(words) => {
            eprintln!("{words}\n{}", flags::USAGE);
            return ExitCode::from(2);
        }
    };
    if let Some(folder) = &flags.record {
        let place = flags.place();
        record::run(folder, place.path(), &flags.only, &flags.ingather.with_file_name("examples/record"));
        return ExitCode::SUCCESS;
    }
    if !flags.ingather.exists() {
        eprintln!(
            "{} is not there: build it with cargo build --release -p ingather-cli",
            flags.ingather.display()
        );
        return ExitCode::from(3);
    }
    if !measure::can_go_cold() {
        eprintln!("the page cache cannot be dropped (needs root): the times below are warm and say little");
    }
    let place = flags.place();
    let mut table = table::Table::default();
    if flags.wants("photos") {
        compare::run(&corpus::Shape::photos(&flags), &flags, place.path(), &mut table);
    }
    if flags.wants("small") {
        compare::run(&corpus::Shape::small(&flags), &flags, place.path(), &mut table);
    }
    if flags.wants("large") {
        large::run(&flags, place.path(), &mut table);
    }
    if flags.wants("commands") {
        commands::run(&flags, place.path(), &mut table);
    }
    if flags.wants("dates") {
        dates::run(&flags, place.path(), &mut table);
    }
    if flags.wants("observer") {
        observer::run(&flags, place.path(), &mut table);
    }
    if flags.wants("lists") {
        lists::run(&flags, place.path(), &mut table);
    }
    if flags.wants("plan") {
        plan_time::run(&flags, place.path(), &mut table);
    }
    table.print();
    if table.all_reached() { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
