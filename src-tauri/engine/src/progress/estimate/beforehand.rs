//! How long a run takes, said before it begins.

use super::lanes::together;
use super::{Estimator, Known, Reading, lanes_of};

/// Seconds from the beginning of a copy to the end of its run. Where nothing is known of the archives, those of reading
/// alone, which no archive makes fewer. `None` where nothing is known of the drives.
#[must_use]
pub fn beforehand(known: &Known, at_the_start: &Reading) -> Option<f64> {
    let mut estimator = Estimator::default();
    estimator.know(known);
    if !known.write.is_nothing() {
        return estimator.reckon(at_the_start);
    }
    let mut reading = Vec::new();
    for (id, lane) in lanes_of(at_the_start) {
        reading.push((estimator.lanes.get(&id)?.read.cost(lane.to_read_yet())?, 0.0));
    }
    Some(together(reading))
}
