//! What a log says of an event: sentences for whoever brought the drives, in English.

use super::{JobEvent, Problem};
use crate::model::{JobState, Phase};
use crate::text::Words;

impl JobEvent {
    /// The sentence.
    #[must_use]
    pub fn told(&self) -> String {
        match self {
            Self::PhaseStarted { phase } => began(*phase).to_owned(),
            Self::PhaseFinished { phase, summary } => {
                Words::from(format!("{}: {summary}", ended(*phase))).sentence()
            }
            Self::FileFailed { problem } | Self::Attention { problem } => problem.told(),
            Self::Remark { text } => text.sentence(),
            Self::StateChanged { state } => stands(*state).to_owned(),
            Self::Finished { verdict, .. } => verdict.sentence(),
        }
    }
}

impl Problem {
    /// What it is about, what happened, and what to do.
    #[must_use]
    pub fn told(&self) -> String {
        let what = match &self.path {
            Some(path) => format!("{path}: {}", Words::from(self.message.to_string()).ended()),
            None => self.message.sentence(),
        };
        match &self.hint {
            Some(hint) => format!("{what} {}", hint.sentence()),
            None => what,
        }
    }
}

fn began(phase: Phase) -> &'static str {
    match phase {
        Phase::Analyze => "The drives are being looked through.",
        Phase::Pool => "The archive is being looked through.",
        Phase::Checksum => "Contents are being compared.",
        Phase::Plan => "The plan is being made.",
        Phase::Copy => "Copying begins.",
        Phase::Verify => "The archive is being checked.",
        Phase::Summary => "The reports are being written.",
    }
}

fn ended(phase: Phase) -> &'static str {
    match phase {
        Phase::Analyze => "The drives were looked through",
        Phase::Pool => "The archive was looked through",
        Phase::Checksum => "Contents were compared",
        Phase::Plan => "The plan is ready",
        Phase::Copy => "Copying has ended",
        Phase::Verify => "The check of the archive has ended",
        Phase::Summary => "The reports were written",
    }
}

fn stands(state: JobState) -> &'static str {
    match state {
        JobState::Draft => "The job is being put together.",
        JobState::Ready => "The job is ready to copy.",
        JobState::Running => "The job is at work.",
        JobState::Paused => "The job is paused.",
        JobState::Interrupted => "The job has stopped before its end; it can be resumed at any time.",
        JobState::Completed => "The job is finished.",
        JobState::CompletedWithErrors => "The job is finished, but not everything went well.",
        JobState::Failed => "The job could not go on.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    #[test]
    fn every_event_is_a_sentence() {
        let problem = Problem {
            code: "read_failed".to_owned(),
            message: words!("could not be read at byte {at}", at = Plain(4096_u64)),
            path: Some("2009/a.jpg".to_owned()),
            hint: Some("try another cable".into()),
        };
        let mut told = vec![
            JobEvent::FileFailed { problem: problem.clone() }.told(),
            JobEvent::Attention {
                problem: Problem { path: None, message: "no room is left".into(), ..problem },
            }
            .told(),
            JobEvent::Remark { text: "files came meanwhile".into() }.told(),
            JobEvent::Remark { text: words!("{name} is away", name = Text("Red")) }.told(),
        ];
        assert_eq!(
            told,
            [
                "2009/a.jpg: could not be read at byte 4096. Try another cable.",
                "No room is left. Try another cable.",
                "Files came meanwhile.",
                "Red is away.",
            ]
        );
        for phase in Phase::ALL {
            told.push(JobEvent::PhaseStarted { phase: *phase }.told());
            told.push(JobEvent::PhaseFinished { phase: *phase, summary: "2 files found".into() }.told());
        }
        told.extend(JobState::ALL.iter().map(|state| JobEvent::StateChanged { state: *state }.told()));
        for sentence in told {
            assert!(sentence.ends_with('.') && !sentence.contains('_'), "{sentence}");
        }
    }
}
