//! Which content is known where: the one place that says whether a file is new, for each destination.
//!
//! A file's content is claimed once. The first to claim it leads and is copied; later ones follow, and are settled as
//! repeats only when the leader is durable. A leader that fails releases its followers, and one of them leads.

use std::collections::HashMap;

use crate::model::Checksum;

/// Who holds a content at a destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// A file of the destination itself.
    Destination { twin: i64 },
    /// A file of another folder that counts as archive.
    Pool { twin: i64 },
    /// A file of this job whose copy is durable.
    Copied { source: i64, twin: i64 },
}

impl Holder {
    /// A file of the destination itself.
    #[must_use]
    pub fn destination(twin: i64) -> Self {
        Self::Destination { twin }
    }

    /// A file of another folder that counts as archive.
    #[must_use]
    pub fn pool(twin: i64) -> Self {
        Self::Pool { twin }
    }
}

/// The answer to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// Nobody has it: copy it.
    Lead,
    /// It is there.
    Held(Holder),
    /// Another file of this job is being copied; this one waits for it.
    Follow { leader: i64 },
}

#[derive(Debug, Clone, Copy)]
enum Slot {
    Held(Holder),
    InFlight { leader: i64 },
}

/// The contents of one destination.
#[derive(Debug, Default)]
pub struct Contents {
    slots: HashMap<Checksum, Slot>,
    followers: HashMap<i64, Vec<i64>>,
}

impl Contents {
    /// Records what an archive holds. The destination's own file is preferred to a pool's.
    pub fn hold(&mut self, checksum: Checksum, holder: Holder) {
        match self.slots.get(&checksum) {
            Some(Slot::Held(Holder::Destination { .. } | Holder::Copied { .. })) => {}
            Some(Slot::Held(Holder::Pool { .. })) if matches!(holder, Holder::Pool { .. }) => {}
            _ => {
                self.slots.insert(checksum, Slot::Held(holder));
            }
        }
    }

    /// Whether anybody has it or is on the way with it.
    #[must_use]
    pub fn knows(&self, checksum: Checksum) -> bool {
        self.slots.contains_key(&checksum)
    }

    /// Asks for a content on behalf of a file.
    pub fn claim(&mut self, checksum: Checksum, file: i64) -> Claim {
        match self.slots.get(&checksum) {
            Some(Slot::Held(holder)) => Claim::Held(*holder),
            Some(Slot::InFlight { leader }) if *leader == file => Claim::Lead,
            Some(Slot::InFlight { leader }) => {
                let leader = *leader;
                self.followers.entry(leader).or_default().push(file);
                Claim::Follow { leader }
            }
            None => {
                self.slots.insert(checksum, Slot::InFlight { leader: file });
                Claim::Lead
            }
        }
    }

    /// A holder turned out not to be there any more.
    pub fn forget(&mut self, checksum: Checksum, gone: i64) {
        if let Some(Slot::Held(Holder::Destination { twin } | Holder::Pool { twin })) =
            self.slots.get(&checksum)
            && *twin == gone
        {
            self.slots.remove(&checksum);
        }
    }

    /// The leader's copy is durable: returns those that repeat it.
    pub fn settle(&mut self, checksum: Checksum, leader: i64, twin: i64) -> Vec<i64> {
        self.slots.insert(checksum, Slot::Held(Holder::Copied { source: leader, twin }));
        self.followers.remove(&leader).unwrap_or_default()
    }

    /// The leader failed: returns those that waited for it and have to try themselves.
    pub fn release(&mut self, checksum: Checksum, leader: i64) -> Vec<i64> {
        if matches!(self.slots.get(&checksum), Some(Slot::InFlight { leader: l }) if *l == leader) {
            self.slots.remove(&checksum);
        }
        self.followers.remove(&leader).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn followers_wait_for_the_leader_and_take_over_when_it_fails() {
        let content = Checksum::of(b"picture");
        let mut contents = Contents::default();
        assert_eq!(contents.claim(content, 1), Claim::Lead);
        assert_eq!(contents.claim(content, 2), Claim::Follow { leader: 1 });
        assert_eq!(contents.release(content, 1), vec![2], "nobody's skip rests on a failed copy");
        assert_eq!(contents.claim(content, 2), Claim::Lead);
        assert_eq!(contents.claim(content, 3), Claim::Follow { leader: 2 });
        assert_eq!(contents.settle(content, 2, 70), vec![3]);
        assert_eq!(contents.claim(content, 4), Claim::Held(Holder::Copied { source: 2, twin: 70 }));
    }

    #[test]
    fn the_destinations_own_file_is_preferred_as_twin() {
        let content = Checksum::of(b"picture");
        let mut contents = Contents::default();
        contents.hold(content, Holder::Pool { twin: 5 });
        contents.hold(content, Holder::Destination { twin: 6 });
        contents.hold(content, Holder::Pool { twin: 7 });
        assert_eq!(contents.claim(content, 1), Claim::Held(Holder::Destination { twin: 6 }));
    }
}
