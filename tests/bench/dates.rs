//! How fast a layout by date learns when pictures were taken: from memory, so that the program is measured and not the
//! drive, and with the bytes that it read for it.

use std::path::Path;
use std::process::Command;

use ingather_tests::Random;
use ingather_tests::tree::camera;

use crate::compare::report;
use crate::flags::Flags;
use crate::measure::{self, Cost};
use crate::table::Table;

/// Photos a second that a person with a hundred thousand of them must be given.
const A_SECOND: f64 = 3_000.0;
/// The small picture that cameras put beside the date.
const THUMBNAIL: u64 = 9_000;
/// The smallest photo; each step of [`STEPS`] doubles it, up to 4 MB.
const SMALLEST: u64 = 4_000;
const STEPS: u64 = 11;

pub fn run(flags: &Flags, place: &Path, table: &mut Table) {
    let place = place.join("dates");
    println!("dates: making {} photos", flags.dates);
    let bytes = photos(flags.dates, &place.join("Red"));
    std::fs::create_dir_all(place.join("Archive")).expect("an archive");
    println!("dates: {} photos, {} MB", flags.dates, bytes / 1_000_000);
    let mut fastest = Cost { seconds: f64::INFINITY, ..Cost::default() };
    for round in 0..flags.rounds {
        let job = format!("job-{round}");
        let ask = |words: &[&str]| ask(flags, &place, &job, words);
        ask(&["init", "--source", "Red", "--dest", "Archive", "--layout", "{date:%Y}/{date:%m}/{name}"]);
        ask(&["analyze"]);
        measure::flush(&place);
        let first = ask(&["plan", "--json"]);
        let again = ask(&["plan", "--json"]);
        all_known(flags.dates, &place.join(&job).join("job.db"));
        println!(
            "  dates and plan {:.2} s, {:.2} CPU s; the plan alone {:.2} s",
            first.seconds, first.cpu, again.seconds
        );
        // What others do on this machine slows down one or the other.
        if first.seconds < fastest.seconds {
            fastest = first;
        }
    }
    let rate = flags.dates as f64 / fastest.seconds;
    table.add_at_least("dates", "photos a second, with program start and plan", rate, A_SECOND);
    let share = report(&fastest).0 / bytes as f64;
    table.add("dates", "bytes read for the dates / bytes of the photos", share, 0.1, None);
    std::fs::remove_dir_all(&place).expect("the corpus is removed");
}

/// Makes photos of 4 KB to 4 MB with EXIF; their bytes altogether.
fn photos(count: u64, drive: &Path) -> u64 {
    let mut random = Random::seeded(count);
    let noise = random.bytes((SMALLEST << STEPS) as usize);
    let mut bytes = 0;
    for n in 0..count {
        let folder = drive.join(format!("{:03}", n / 250));
        std::fs::create_dir_all(&folder).expect("a folder");
        let taken = format!("20{:02}:{:02}:{:02} 12:{:02}:00", n % 25, n % 12 + 1, n % 28 + 1, n % 60);
        let size = SMALLEST << random.below(STEPS);
        let start = random.below(noise.len() as u64 - size + 1) as usize;
        let thumbnail = random.bytes(THUMBNAIL as usize);
        let photo = camera::photo(&taken, &thumbnail, &noise[start..start + size as usize]);
        std::fs::write(folder.join(format!("IMG_{n:06}.jpg")), &photo).expect("a photo");
        bytes += photo.len() as u64;
    }
    bytes
}

/// A date that was not found would have been found fast.
fn all_known(photos: u64, job: &Path) {
    let db = rusqlite::Connection::open(job).expect("the job's database");
    let known = db.query_row("SELECT count(*) FROM source_files WHERE taken_s > 0", [], |row| row.get(0));
    assert_eq!(known, Ok(photos), "each photo's own date was read");
}

fn ask(flags: &Flags, place: &Path, job: &str, words: &[&str]) -> Cost {
    let mut command = Command::new(std::path::absolute(&flags.ingather).expect("a path"));
    command.current_dir(place).env("INGATHER_DATA_DIR", place.join("data"));
    command.args(words).args(["--quiet", "--job", job]);
    measure::run(command)
}
