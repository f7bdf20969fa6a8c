//! What a command refuses with: always the engine's `Problem`, so that the page branches on one kind of code.

use ingather_engine::text::{Words, of_system};
use ingather_engine::views::Problem;
use ingather_engine::words;
use serde::Serialize;

/// An error on its way to the page.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Refusal(pub Problem);

/// What every command answers.
pub type Answer<T> = Result<T, Refusal>;

impl Refusal {
    /// A refusal of the shell itself.
    pub fn new(code: &str, message: impl Into<Words>) -> Self {
        Self(Problem { code: code.to_owned(), message: message.into(), path: None, hint: None })
    }

    /// Names the file or folder concerned, in text form.
    pub fn at(mut self, path: &str) -> Self {
        self.0.path = Some(path.to_owned());
        self
    }

    /// Says what to do.
    pub fn hint(mut self, hint: impl Into<Words>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }
}

impl From<ingather_engine::Error> for Refusal {
    fn from(error: ingather_engine::Error) -> Self {
        Self(ingather_engine::settled(error).to_problem())
    }
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        Self::new("io", of_system(&error))
    }
}

impl From<tauri::Error> for Refusal {
    fn from(error: tauri::Error) -> Self {
        Self::new("window", words!("the system says: {said}", said = Text(error.to_string())))
    }
}
