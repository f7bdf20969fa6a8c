//! `where`: every place at which a content was seen, archives first. 1 if nothing is known of it.

use std::path::Path;

use ingather_engine::Result;
use ingather_engine::model::display_path;
use ingather_engine::views::{WherePlace, WhereRow};

use crate::arguments::{Global, JobOptions};
use crate::output::{Output, words};
use crate::{ask, place};

pub fn run(global: &Global, what: &Path, output: &Output) -> Result<i32> {
    let library = place::library(&ask::layers(global, &JobOptions::default())?)?;
    let text = display_path(what);
    let mut rows = library.find(&text)?;
    // A name as lists and reports show it, with \xNN in place of odd bytes.
    if let Some(shown) = what.to_str().filter(|shown| rows.is_empty() && shown.contains("\\x")) {
        rows = library.find(shown)?;
    }
    for row in &rows {
        if output.is_json() { output.object(row) } else { show(row, output) }
    }
    if rows.is_empty() {
        output.say(&format!("nothing is known of {text}"));
        return Ok(1);
    }
    Ok(0)
}

fn show(row: &WhereRow, output: &Output) {
    output.answer(&format!("{}  {}", row.checksum, words::bytes(row.size)));
    row.places.iter().for_each(|place| output.answer(&format!("  {}", line(place))));
}

fn line(place: &WherePlace) -> String {
    let what = if place.archive { "archive" } else { "drive" };
    let state = match (&place.now, place.connected) {
        (Some(path), _) => path.clone(),
        (None, true) => format!("{} (not there any more)", place.path),
        (None, false) => format!("{} (not connected)", place.path),
    };
    let dates =
        format!("dated {}, last seen {}", words::date(place.modified_ms), words::date(place.last_seen_ms));
    let verified = match (place.verified, place.method, place.verified_ms) {
        (Some(outcome), Some(method), Some(at)) => format!("; {outcome}, {method}, {}", words::date(at)),
        _ => String::new(),
    };
    format!("{what} {}: {state}; {dates}{verified}", place.drive)
}
