//! What a verification proved, how, and how deep it looked.

use super::status::words;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

words! {
    /// How deep a verification looks.
    Depth {
        None = "none",
        /// Exists, same size, same times.
        Shallow = "shallow",
        /// The bytes are read back and compared.
        Deep = "deep",
    }
}

words! {
    /// What was actually achieved, weakest first. Never more is claimed than was done.
    Method {
        Present = "present",
        SizeAndDate = "size_and_date",
        /// Content re-read; the system may have answered from memory.
        Content = "content",
        /// Content re-read from the device, past the page cache.
        Device = "device",
    }
}

words! {
    /// What a verification found.
    Outcome {
        Ok = "ok",
        Missing = "missing",
        /// Other bytes under the same size and date: rot.
        Damaged = "damaged",
        /// Other bytes, and the size or date moved too.
        Edited = "edited",
        /// Could not be read.
        Unreadable = "unreadable",
    }
}
