//! What goes where: answers and JSON to standard output, words and progress to standard error.

mod json;
mod live;
mod step;
pub mod words;

use std::io::{IsTerminal, Write};
use std::sync::Arc;

use ingather_engine::Error;
use ingather_engine::progress::{Observer, Silent};
use ingather_engine::views::Problem;
use serde::Serialize;

/// How this call speaks.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    json: bool,
    quiet: bool,
    terminal: bool,
}

impl Output {
    pub fn new(json: bool, quiet: bool) -> Self {
        Self { json, quiet, terminal: std::io::stderr().is_terminal() }
    }

    pub fn is_json(&self) -> bool {
        self.json
    }

    /// A line of the answer that was asked for. A closed pipe is no reason to fail.
    pub fn answer(&self, line: &str) {
        let _ = writeln!(std::io::stdout().lock(), "{line}");
    }

    /// The answer as one JSON object.
    pub fn object(&self, value: &impl Serialize) {
        json::line(value);
    }

    /// A long answer.
    pub fn list(&self) -> List {
        List { out: std::io::BufWriter::with_capacity(1 << 16, std::io::stdout()) }
    }

    /// A line for people.
    pub fn say(&self, line: &str) {
        if !self.quiet {
            let _ = writeln!(std::io::stderr().lock(), "{line}");
        }
    }

    /// What went wrong, also when quiet.
    pub fn error(&self, error: &Error) {
        let problem = error.to_problem();
        let _ = writeln!(std::io::stderr().lock(), "ingather: {}", problem_words(&problem));
        if self.json {
            json::line(&serde_json::json!({
                "type": "error", "problem": problem, "exit_code": error.exit_code(),
            }));
        }
    }

    /// What ended or limited a run.
    pub fn problem(&self, problem: &Problem) {
        let _ = writeln!(std::io::stderr().lock(), "ingather: {}", problem_words(problem));
    }

    /// Shows how far a look is that is no run.
    pub fn progress(&self) -> step::Step {
        step::Step::new(self.terminal && !self.quiet && !self.json)
    }

    /// Who listens to a run.
    pub fn observer(&self) -> Arc<dyn Observer> {
        match (self.json, self.quiet) {
            (true, _) => Arc::new(json::Lines),
            (false, true) => Arc::new(Silent),
            (false, false) => Arc::new(live::Live::new(self.terminal)),
        }
    }
}

/// Many lines of an answer, written in large pieces. A closed pipe is no reason to fail.
pub struct List {
    out: std::io::BufWriter<std::io::Stdout>,
}

impl List {
    pub fn line(&mut self, line: &str) {
        let _ = writeln!(self.out, "{line}");
    }

    pub fn object(&mut self, value: &impl Serialize) {
        if let Ok(text) = serde_json::to_string(value) {
            self.line(&text);
        }
    }
}

/// Message, path and what to do.
pub fn problem_words(problem: &Problem) -> String {
    let mut text = match &problem.path {
        // A list of mistakes reads better after the file's name.
        Some(path) if problem.message.contains('\n') => format!("{path}: {}", problem.message),
        Some(path) => format!("{}: {path}", problem.message),
        None => problem.message.to_string(),
    };
    if let Some(hint) = &problem.hint {
        text.push_str(&format!("\n  {hint}"));
    }
    text
}
