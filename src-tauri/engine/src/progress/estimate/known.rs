//! What is kept of the costs from run to run, so that a run need not begin with guesses.

use std::collections::BTreeMap;

use super::fit::Fit;
use crate::model::{Costs, Tally};

/// What runs have seen of these drives and archives, and of the end of a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Known {
    /// Reading, by the lane of the drive.
    pub read: BTreeMap<u32, Costs>,
    /// Writing to the archives, and placing in the one that gets most.
    pub write: Costs,
    pub place: Costs,
    /// Reading back in a verification, by root.
    pub back: BTreeMap<i64, Costs>,
    /// In place of files the measure of how long the end may take.
    pub end: Costs,
}

/// Of several archives that are written at once the one that the others wait for: where an ordinary picture costs most.
#[must_use]
pub fn dearest(costs: impl Iterator<Item = Costs>) -> Costs {
    let picture = Tally { files: 1, bytes: 1_000_000 };
    let price = |costs: &Costs| Fit::after(*costs).cost(picture).unwrap_or(0.0);
    costs.max_by(|a, b| price(a).total_cmp(&price(b))).unwrap_or_default()
}

impl Known {
    /// A line for each drive and kind of work, as it stands before the readings of a recording.
    #[must_use]
    pub fn lines(&self) -> String {
        let line = |work: &str, whose: i64, costs: &Costs| {
            let cells: String = costs.sums().map(|sum| format!(",{sum:e}")).concat();
            format!("known,{work},{whose}{cells}\n")
        };
        let read = self.read.iter().map(|(lane, costs)| line("read", i64::from(*lane), costs));
        let back = self.back.iter().map(|(root, costs)| line("back", *root, costs));
        let all = [("write", &self.write), ("place", &self.place), ("end", &self.end)];
        read.chain(back).chain(all.map(|(work, costs)| line(work, 0, costs))).collect()
    }

    /// What was known when a recording began.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut known = Self::default();
        for line in text.lines().filter_map(|line| line.strip_prefix("known,")) {
            let cells: Vec<&str> = line.split(',').collect();
            let [work, whose, sums @ ..] = cells.as_slice() else { continue };
            let sums: Vec<f64> = sums.iter().filter_map(|cell| cell.parse().ok()).collect();
            let (Ok(whose), Ok(sums)) = (whose.parse::<i64>(), <[f64; 5]>::try_from(sums)) else { continue };
            known.take(work, whose, Costs::from(sums));
        }
        known
    }

    fn take(&mut self, work: &str, whose: i64, costs: Costs) {
        match work {
            "read" => {
                self.read.extend(u32::try_from(whose).map(|lane| (lane, costs)));
            }
            "back" => {
                self.back.insert(whose, costs);
            }
            "write" => self.write = costs,
            "place" => self.place = costs,
            "end" => self.end = costs,
            _ => {}
        }
    }
}
