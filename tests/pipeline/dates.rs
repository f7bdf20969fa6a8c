//! Places by date: a picture's own date counts, else the file's; it is read once and kept.

use std::time::Instant;

use ingather_tests::tree::{Tree, camera, content};
use ingather_tests::watch::Watch;
use ingather_tests::{Sandbox, Snapshot};

const LAYOUT: [&str; 3] = ["--layout", "{date:%Y}/{date:%m-%d}/{name}", "--json"];

#[test]
fn a_picture_goes_where_its_own_date_says() {
    let mut sandbox = Sandbox::new("dates");
    let mut red = Tree::at(&sandbox.at("Red"));
    // The files' own dates are all in December 2008 and January 2009.
    red.file("a/new-year.jpg", &camera::jpeg("2014:12:31 23:59:59", &content(1, 4_000)))
        .file("a/morning.JPG", &camera::jpeg("2015:01:01 00:00:01", &content(2, 4_000)))
        .file("a/no-clock.jpg", &camera::jpeg("0000:00:00 00:00:00", &content(3, 4_000)))
        .file("a/blank.jpg", &camera::jpeg("    :  :     :  :  ", &content(4, 4_000)))
        .file("a/cut-off.jpg", &camera::jpeg("2011:05:05 12:00:00", b"")[..40])
        .file("a/screen.png", &camera::png(&content(5, 3_000)))
        .file("a/plain.jpg", &camera::plain_jpeg(&content(6, 4_000)))
        .file("b/film.mp4", &camera::film(3_439_756_800, &content(7, 6 << 20)))
        .file("b/no-clock.mp4", &camera::film(0, &content(8, 30_000)))
        .file("b/notes.txt", b"not a picture");
    let archive = sandbox.folder("Archive");
    // Whatever zone the computer is in, the camera's clock is not shifted.
    sandbox.source(red.root()).destination(&archive).option(&LAYOUT).variable("TZ", "Pacific/Kiritimati");
    sandbox.run().expect(0, "placed by date");
    let first = Snapshot::of_archive(&archive);
    let there = |path: &str| assert!(first.get(path).is_some(), "{path} in {:?}", first.entries.keys());
    there("2014/12-31/new-year.jpg");
    there("2015/01-01/morning.JPG");
    there("2012/12-31/film.mp4");
    for name in
        ["no-clock.jpg", "blank.jpg", "cut-off.jpg", "screen.png", "plain.jpg", "no-clock.mp4", "notes.txt"]
    {
        let by_file = first.files().any(|(path, _, _)| {
            let path = String::from_utf8_lossy(path);
            path.ends_with(&format!("/{name}")) && (path.starts_with("2008/") || path.starts_with("2009/"))
        });
        assert!(by_file, "{name} goes by the file's date: {:?}", first.entries.keys());
    }
    sandbox.variable("TZ", "America/Los_Angeles");
    let again = sandbox.run();
    assert_eq!(again.expect(0, "again").report().bytes(), (0, 0), "nothing is read or written again");
    assert_eq!(Snapshot::of_archive(&archive).entries, first.entries, "and everything stays");
}

#[test]
fn dates_are_read_once_and_again_only_where_a_file_changed() {
    let mut sandbox = Sandbox::new("dates-once");
    let mut red = Tree::at(&sandbox.at("Red"));
    const PICTURES: u64 = 2_000;
    for n in 0..PICTURES {
        let taken = format!("20{:02}:{:02}:{:02} 10:00:00", n % 20, n % 12 + 1, n % 28 + 1);
        let path = format!("{:02}/{n:04}.jpg", n % 20);
        red.file(path, &camera::jpeg(&taken, &content(n, 60_000)));
    }
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive).option(&LAYOUT);
    sandbox.drives_to("init").expect(0, "made");
    sandbox.on_job(&["analyze"]).expect(0, "looked at");
    // The database's commits shall not wait for the pictures that the test has just written.
    rustix::fs::sync();
    let began = Instant::now();
    let first = sandbox.on_job(&["plan", "--json"]);
    let took = began.elapsed();
    let read = first.expect(0, "planned by date").report().bytes().0;
    eprintln!(
        "{PICTURES} dates and their plan in {took:.2?}: {:.0} a second, {read} bytes read",
        PICTURES as f64 / took.as_secs_f64()
    );
    assert!(read > 0 && read < PICTURES * 20_000, "only the head of each is read: {read} bytes");
    let log = std::fs::metadata(sandbox.job().join("logs/ingather.log")).expect("a log").len();
    assert!(log < 50_000, "nothing of the pictures is in the log: {log} bytes");
    let second = sandbox.on_job(&["plan", "--json"]);
    assert_eq!(second.expect(0, "planned again").report().bytes().0, 0, "what was read is kept");

    std::fs::write(red.path("03/0003.jpg"), camera::jpeg("1999:09:09 09:09:09", &content(9, 61_000)))
        .expect("another picture under the old name");
    let watch = Watch::over(&[red.root()]);
    let third = sandbox.on_job(&["plan", "--json"]);
    let read = third.expect(0, "planned once more").report().bytes().0;
    assert!((1..20_000).contains(&read), "only the changed one is read: {read}");
    let touched = watch.touched();
    assert!(touched.changed.is_empty() && touched.opened_for_writing.is_empty(), "the drive is only read");
    assert_eq!(touched.read.len(), 1, "{:?}", touched.read);
    sandbox.on_job(&["resume"]).expect(0, "copied");
    assert!(Snapshot::of_archive(&archive).get("1999/09-09/0003.jpg").is_some(), "by its new date");
}
