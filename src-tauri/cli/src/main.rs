//! Ingather on the command line: options in, the engine's words out. It decides nothing about files.

mod arguments;
mod ask;
mod commands;
mod logging;
mod output;
mod place;
mod signals;

use clap::Parser;

use arguments::Arguments;
use output::Output;

fn main() {
    signals::outlive_file_size_limit();
    ingather_engine::text::speak_plainly();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            std::process::exit(error.exit_code());
        }
    };
    let output = Output::new(arguments.global.json, arguments.global.quiet);
    let code = match commands::run(&arguments, &output) {
        Ok(code) => code,
        Err(error) => {
            let error = ingather_engine::settled(error);
            output.error(&error);
            error.exit_code()
        }
    };
    std::process::exit(code);
}
