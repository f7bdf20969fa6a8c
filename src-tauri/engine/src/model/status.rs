//! The words for where a job, a phase and a file stand. The database and the screens know only these.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A macro keeps the text form in one place: the database column, JSON and the error message are the same word.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[ts(export)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every value, in declaration order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word stored in the database and shown in JSON.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The value of a stored word; `None` for a word this version does not know.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// The steps of a job, in the order in which they run.
    Phase {
        Analyze = "analyze",
        Pool = "pool",
        Checksum = "checksum",
        Plan = "plan",
        Copy = "copy",
        Verify = "verify",
        Summary = "summary",
    }
}

words! {
    /// One of the job's lists of files.
    Table {
        Sources = "sources",
        Destinations = "destinations",
        Pool = "pool",
    }
}

words! {
    /// Where one file stands for one destination.
    CopyStatus {
        /// Waits to be read and, if its content is new, copied.
        Pending = "pending",
        /// Is being read or staged.
        InProgress = "in_progress",
        /// Whole and flushed in staging; its final name is being given.
        Placing = "placing",
        /// Settled: copied, already there, a repeat, or left out; the reason says which.
        Done = "done",
        /// Could not be read or written; code, message and attempts say why.
        Error = "error",
    }
}

words! {
    /// Why a file has its status. Each belongs to exactly one term of the equation.
    Reason {
        New = "new",
        Restored = "restored",
        ChangedSource = "changed_source",
        InDestination = "in_destination",
        InPool = "in_pool",
        OfSource = "of_source",
        HardLink = "hard_link",
        Rule = "rule",
        User = "user",
        Link = "link",
        Special = "special",
        Placeholder = "placeholder",
        /// Other content has its name, and the job is to leave such files out.
        Clash = "clash",
        WaitingForDrive = "waiting_for_drive",
    }
}

words! {
    /// Where a job stands.
    JobState {
        Draft = "draft",
        Ready = "ready",
        Running = "running",
        Paused = "paused",
        Interrupted = "interrupted",
        Completed = "completed",
        CompletedWithErrors = "completed_with_errors",
        Failed = "failed",
    }
}
