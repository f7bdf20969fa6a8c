//! Questions to drives, of which some are never answered: a server that is gone, a disk that hangs. Each is asked in a
//! thread of its own, and nobody waits for longer than a disk takes to spin up.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A disk that has to spin up first answers within this time.
const PATIENCE: Duration = Duration::from_secs(20);

/// The places that were asked and have not answered yet, each with when it was asked first.
static UNANSWERED: Mutex<BTreeMap<PathBuf, Instant>> = Mutex::new(BTreeMap::new());

/// A question that was asked.
pub(super) struct Question<T> {
    answer: Option<Receiver<T>>,
    until: Instant,
}

impl<T: Send + 'static> Question<T> {
    /// Asks something of a place. One that has owed an answer for too long is not asked again until it gives it.
    pub fn ask(place: &Path, question: impl FnOnce() -> T + Send + 'static) -> Self {
        let until = *unanswered().entry(place.to_owned()).or_insert_with(Instant::now) + PATIENCE;
        if until < Instant::now() {
            return Self { answer: None, until };
        }
        let (sender, receiver) = sync_channel(1);
        let name = place.to_owned();
        let asked = std::thread::Builder::new().name("asks a drive".into()).spawn(move || {
            let answer = question();
            unanswered().remove(&name);
            // Whoever asked may have gone.
            let _ = sender.send(answer);
        });
        Self { answer: asked.ok().map(|_| receiver), until }
    }

    /// The answer; `None` if there is none in time.
    pub fn answer(self) -> Option<T> {
        self.answer?.recv_timeout(self.until.saturating_duration_since(Instant::now())).ok()
    }
}

fn unanswered() -> MutexGuard<'static, BTreeMap<PathBuf, Instant>> {
    UNANSWERED.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_owes_an_answer_is_asked_again_when_it_has_given_it() {
        let (release, held) = sync_channel::<()>(1);
        let first = Question::ask(Path::new("slow"), move || held.recv().is_ok());
        assert_eq!(Question::ask(Path::new("other"), || 7).answer(), Some(7), "another place is not held up");
        unanswered().insert("slow".into(), Instant::now() - PATIENCE - Duration::from_secs(1));
        assert_eq!(Question::ask(Path::new("slow"), || 7).answer(), None, "not asked, and not waited for");
        release.send(()).unwrap();
        assert_eq!(first.answer(), Some(true));
        assert_eq!(Question::ask(Path::new("slow"), || 7).answer(), Some(7));
    }

    #[test]
    fn a_question_that_panics_is_one_without_an_answer() {
        assert_eq!(
            Question::<u8>::ask(Path::new("broken"), || std::panic::resume_unwind(Box::new(()))).answer(),
            None
        );
    }
}
