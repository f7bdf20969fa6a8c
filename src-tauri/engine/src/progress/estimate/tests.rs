//! The time left against real runs, recorded every other second with `npm run bench -- --record`. Wanted is that after
//! the first tenth of the bytes it is within a quarter of the truth for nine tenths of the time that follows. Some miss
//! that and are held to less; docs/speed.md has the shares. Recordings of second jobs (`again`) begin with what the first
//! one taught.

use super::{DriveReading, Estimator, Known, Reading};
use crate::model::{Costs, Phase, Tally};

macro_rules! recording {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../recordings/", $name, ".csv")))
    };
}

/// What the reckoning was made by.
const KNOWN: &[(&str, &str)] = &[
    recording!("photos"),
    recording!("small"),
    recording!("mixed"),
    recording!("two-drives"),
    recording!("slow-archive"),
    recording!("backup-of-a-drive"),
    recording!("small-on-the-disk"),
    recording!("paused"),
    recording!("two-drives-slow-archive"),
    recording!("films-first"),
    recording!("small-then-photos"),
    recording!("three-drives"),
    recording!("small-on-a-busy-machine"),
    recording!("two-archives"),
    recording!("two-archives-on-a-quiet-machine"),
    recording!("small-beside-films"),
    recording!("small-beside-films-on-a-quiet-machine"),
    recording!("films-to-two-archives"),
    recording!("mixed-again"),
    recording!("a-card-again"),
    recording!("two-archives-again"),
    recording!("small-beside-films-again"),
    recording!("small-beside-films-again-on-a-busy-machine"),
    recording!("two-cards-again"),
];
/// Set aside before it was recorded, and looked at only afterwards.
const UNSEEN: &[(&str, &str)] =
    &[recording!("four-drives"), recording!("two-drives-again"), recording!("photos-then-small")];
/// Here it is missed; docs/speed.md says why. They must not fall below the share of the time beside them.
const FALL_SHORT: &[((&str, &str), f64)] = &[
    (recording!("mixed-on-a-busy-machine"), 0.65),
    (recording!("two-archives-again-on-a-busy-machine"), 0.84),
    (recording!("a-card-again-on-a-busy-machine"), 0.82),
];

/// The share of the time that is wanted.
const WANTED: f64 = 0.9;

/// How far from the truth is believed.
const BELIEVABLE: f64 = 0.25;

/// What the run said, second by second, and what was true; pauses do not count as time.
struct Replayed {
    /// Active seconds since the run began, seconds said, seconds true.
    after_a_tenth: Vec<(f64, Option<f64>, f64)>,
    said_before_ten_seconds: bool,
}

fn replay(text: &str) -> Replayed {
    replay_knowing(text, &Known::parse(text)).0
}

/// The same where this was known beforehand; with what the run itself has seen in the end.
fn replay_knowing(text: &str, known: &Known) -> (Replayed, Known) {
    let readings = Reading::parse(text);
    let ended_ms = text.lines().find_map(|l| l.strip_prefix("end,")).and_then(|ms| ms.parse::<u64>().ok());
    let ended_ms = ended_ms.expect("the recording says when the run ended");
    let active = active_ms(&readings, ended_ms);
    let end = active[active.len() - 1];
    let mut estimator = Estimator::default();
    estimator.know(known);
    let mut after_a_tenth = Vec::new();
    let copying = readings.iter().position(|r| r.phase == Phase::Copy).expect("the run copies");
    let silent_until = active[copying] + 11.0;
    let mut said_before_ten_seconds = false;
    for (reading, at) in readings.iter().zip(&active) {
        estimator.observe(reading);
        let said = estimator.seconds_left().filter(|_| !reading.paused);
        said_before_ten_seconds |= said.is_some() && *at < silent_until - 1.5;
        // The silent seconds are as wanted; from then on, to say nothing is to be wrong.
        if !reading.paused && *at > silent_until && share_done(reading, &readings) >= 0.1 {
            after_a_tenth.push((*at, said, end - at));
        }
    }
    let replayed = Replayed { after_a_tenth, said_before_ten_seconds };
    (replayed, estimator.seen(Some(ended_ms)))
}

/// The active seconds at each reading and at the end.
fn active_ms(readings: &[Reading], ended_ms: u64) -> Vec<f64> {
    let mut active = vec![0.0];
    let times = readings.iter().skip(1).map(|r| r.at_ms).chain([ended_ms]);
    for (before, at) in readings.iter().zip(times) {
        let span = if before.paused { 0 } else { at.saturating_sub(before.at_ms) };
        active.push(active[active.len() - 1] + span as f64 / 1000.0);
    }
    active
}

/// Of all bytes that the run reads from the drives and reads back.
fn share_done(now: &Reading, all: &[Reading]) -> f64 {
    if now.phase != Phase::Copy {
        return if now.phase < Phase::Copy { 0.0 } else { 1.0 };
    }
    let last = all.iter().rev().find(|r| r.phase == Phase::Copy).unwrap_or(now);
    let sum = |r: &Reading| {
        r.drives.iter().map(|d| if d.archive { d.settled.bytes } else { d.read.bytes }).sum::<u64>()
    };
    sum(now) as f64 / sum(last).max(1) as f64
}

fn believable(replayed: &Replayed) -> f64 {
    let near = |(_, said, truth): &&(f64, Option<f64>, f64)| {
        said.is_some_and(|said| (said - truth).abs() <= BELIEVABLE * truth)
    };
    let good = replayed.after_a_tenth.iter().filter(near).count();
    good as f64 / replayed.after_a_tenth.len() as f64
}

fn check(recordings: &[(&str, &str)], least: f64) {
    let mut bad = Vec::new();
    for (name, text) in recordings {
        let replayed = replay(text);
        assert!(!replayed.said_before_ten_seconds, "{name}: nothing is said in the first ten seconds");
        assert!(replayed.after_a_tenth.len() >= 20, "{name}: the recording is long enough");
        let share = believable(&replayed);
        eprintln!("{name}: within a quarter for {:.0} % of the time", share * 100.0);
        if share < least {
            for (at, said, truth) in replayed.after_a_tenth.iter().step_by(4) {
                eprintln!("  at {at:.0} s: said {said:?}, true {truth:.0}");
            }
            bad.push(name);
        }
    }
    assert!(bad.is_empty(), "not to be believed: {bad:?}");
}

#[test]
fn the_time_left_of_recorded_runs_is_to_be_believed() {
    check(KNOWN, WANTED);
}

#[test]
fn so_it_is_of_runs_that_nothing_was_made_by() {
    check(UNSEEN, WANTED);
}

#[test]
fn where_it_is_missed_it_keeps_to_the_floor() {
    FALL_SHORT.iter().for_each(|(recording, floor)| check(&[*recording], *floor));
}

#[test]
fn what_was_known_beforehand_is_read_back_from_a_recording() {
    let known = Known {
        read: [(0, Costs::of(3.0, 7.5e6, 1.25)), (2, Costs::of(1.0, 9.1e8, 11.0))].into(),
        write: Costs::of(120.0, 2.0e6, 1.1),
        place: Costs::of(512.0, 1.0e7, 2.3),
        back: [(7, Costs::of(0.0, 1.0e9, 8.0))].into(),
        end: Costs::of(1.6, 0.0, 2.2),
    };
    assert_eq!(Known::parse(&known.lines()), known);
}

/// So much was read and written when so many seconds had gone by.
fn at(seconds: u64, done: Tally) -> Reading {
    let all = Tally { files: 10_100, bytes: 1_010_000_000 };
    let drive = DriveReading {
        to_settle: all,
        to_read: all,
        fresh: all,
        settled: done,
        read: done,
        written: done,
        reading_ms: seconds * 500,
        writing_ms: seconds * 500,
        ..DriveReading::default()
    };
    Reading { at_ms: seconds * 1_000, phase: Phase::Copy, paused: false, found: 10_100, drives: vec![drive] }
}

/// A hundred files of 10 MB come first, at one a second; ten thousand small ones come after them.
fn after_twenty_films(known: &Known) -> f64 {
    let mut estimator = Estimator::default();
    estimator.know(known);
    for seconds in 0..=20 {
        estimator.observe(&at(seconds, Tally { files: seconds, bytes: seconds * 10_000_000 }));
    }
    estimator.seconds_left().expect("an answer")
}

#[test]
fn what_a_small_file_costs_is_known_from_an_earlier_run_before_one_is_met() {
    // Half a second for 10 MB, and as much for ten files, in reading and in writing.
    let costs = Costs::of(0.0, 10e6, 0.5) + Costs::of(200.0, 0.0, 10.0);
    let known = Known { read: [(0, costs)].into(), write: costs, ..Known::default() };
    let (knowing, guessing) = (after_twenty_films(&known), after_twenty_films(&Known::default()));
    assert!((880.0..1_280.0).contains(&knowing), "80 s of films, 1000 of small files, not {knowing}");
    assert!(guessing < 600.0, "a guess knows nothing of that: {guessing}");

    let busy = Costs::of(0.0, 10e6, 2.0) + Costs::of(200.0, 0.0, 40.0);
    let then = after_twenty_films(&Known { read: [(0, busy)].into(), write: busy, ..Known::default() });
    assert!(
        (knowing * 1.2..knowing * 3.8).contains(&then),
        "films go four times as fast as then, small files not quite: {then}"
    );
}
