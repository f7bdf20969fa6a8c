//! What is on the sample drives: repeats across and within drives, renamed ones, some archived already, names that are
//! the same for different pictures, sidecars, junk and an empty file — what years of backups look like.

use std::io;
use std::sync::OnceLock;

use super::bytes;
use super::journeys::{JOURNEYS, Journey};
use super::picture::{self, Taken};
use super::scene::{self, Canvas};

/// The drives, relative to the samples' folder.
pub const DRIVES: [&str; 3] = ["Blue WD", "Old laptop", "Camera card"];
/// The archive.
pub const ARCHIVE: &str = "Archive";
/// Folders that hold nothing.
pub const EMPTY_FOLDERS: [&str; 2] = ["Camera card/MISC", "Blue WD/Pictures/To sort"];

/// One distinct content.
pub struct Shot {
    journey: usize,
    number: u32,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Jpeg,
    Raw,
    Movie,
    Scan,
}

/// What a file holds.
pub enum Content {
    /// Index into [`shots`].
    Shot(usize),
    Text(String),
}

/// A file of the samples.
pub struct Placed {
    pub path: String,
    pub content: Content,
    pub modified: u64,
}

/// All distinct contents.
pub fn shots() -> Vec<Shot> {
    let mut all = Vec::new();
    for (journey, about) in JOURNEYS.iter().enumerate() {
        all.extend((0..about.pictures).map(|number| Shot { journey, number, kind: Kind::Jpeg }));
    }
    all.extend((0..8).map(|number| Shot { journey: 4, number, kind: Kind::Raw }));
    all.extend([(0, 24), (1, 30), (4, 26), (4, 27), (5, 20)].map(|(journey, number)| Shot {
        journey,
        number,
        kind: Kind::Movie,
    }));
    all.extend((0..3).map(|number| Shot { journey: 3, number, kind: Kind::Scan }));
    all
}

impl Shot {
    /// Its bytes.
    pub fn content(&self) -> io::Result<Vec<u8>> {
        let about = &JOURNEYS[self.journey];
        let name = format!("{} {}", about.name, self.number);
        match self.kind {
            Kind::Movie => Ok(bytes::movie(&name, 2_600_000 + self.number as usize * 1000)),
            Kind::Jpeg => self.jpeg(about),
            Kind::Raw => Ok(bytes::raw(&name, &self.jpeg(about)?, 1_900_000)),
            Kind::Scan => picture::png(&scene::shot(landscape(self.journey), self.number + 1, 6)),
        }
    }

    fn jpeg(&self, about: &Journey) -> io::Result<Vec<u8>> {
        let plain = drawn(self.journey, self.number / BURST)?;
        let minutes = 600 + self.number / BURST * 11;
        let when =
            format!("{} {:02}:{:02}:{:02}", about.date, minutes / 60, minutes % 60, self.number % BURST * 2);
        Ok(picture::noted(plain, &Taken { make: about.camera.0, model: about.camera.1, when: &when }))
    }

    fn modified(&self) -> u64 {
        JOURNEYS[self.journey].begins + u64::from(self.number / BURST * 660 + self.number % BURST * 2)
    }

    fn camera_name(&self) -> String {
        match self.kind {
            Kind::Jpeg => format!("IMG_{:04}.JPG", self.number + 1),
            Kind::Raw => format!("IMG_{:04}.CR3", self.number + 1),
            Kind::Movie => format!("MVI_{:04}.MOV", self.number + 1),
            Kind::Scan => format!("scan{}.png", self.number + 1),
        }
    }
}

/// Pictures are taken in bursts: the same view, seconds apart. So a third of them needs to be drawn.
const BURST: u32 = 3;

/// The view of a burst, drawn when its first picture needs it.
fn drawn(journey: usize, burst: u32) -> io::Result<&'static [u8]> {
    static DRAWN: [[OnceLock<Vec<u8>>; 10]; 6] = [const { [const { OnceLock::new() }; 10] }; 6];
    let slot = &DRAWN[journey][burst as usize % 10];
    if slot.get().is_none() {
        let of = JOURNEYS[journey].pictures.div_ceil(BURST);
        let _ = slot.set(picture::jpeg(&scene::shot(landscape(journey), burst, of))?);
    }
    Ok(slot.get().map_or(&[][..], Vec::as_slice))
}

/// The landscape of a journey, drawn once.
fn landscape(journey: usize) -> &'static Canvas {
    static DRAWN: [OnceLock<Canvas>; 6] = [const { OnceLock::new() }; 6];
    DRAWN[journey].get_or_init(|| scene::panorama(&JOURNEYS[journey].palette))
}

/// Where everything lies.
pub fn placed(shots: &[Shot]) -> Vec<Placed> {
    let mut set = Set { shots, files: Vec::new() };
    set.blue_wd();
    set.old_laptop();
    set.camera_card();
    set.archive();
    set.files
}

struct Set<'a> {
    shots: &'a [Shot],
    files: Vec<Placed>,
}

impl Set<'_> {
    /// Puts the chosen contents into a folder, under names made from each.
    fn put(&mut self, folder: &str, choose: impl Fn(&Shot) -> bool, name: impl Fn(&Shot) -> String) {
        for (index, shot) in self.shots.iter().enumerate().filter(|(_, s)| choose(s)) {
            let path = format!("{folder}/{}", name(shot));
            self.files.push(Placed { path, content: Content::Shot(index), modified: shot.modified() });
        }
    }

    fn text(&mut self, path: impl Into<String>, text: impl Into<String>, modified: u64) {
        self.files.push(Placed { path: path.into(), content: Content::Text(text.into()), modified });
    }

    fn sidecars(&mut self, folder: &str, journey: usize, up_to: u32, rating: u32) {
        for number in 0..up_to {
            let stars = (rating + number) % 6;
            let text = format!(
                "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
                 <rdf:Description xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmp:Rating=\"{stars}\" \
                 xmp:Label=\"{} {number}\"/></rdf:RDF></x:xmpmeta>\n",
                JOURNEYS[journey].name
            );
            self.text(format!("{folder}/IMG_{:04}.xmp", number + 1), text, JOURNEYS[journey].begins + 90_000);
        }
    }

    fn blue_wd(&mut self) {
        let jpegs = |journey| move |s: &Shot| s.journey == journey && s.kind == Kind::Jpeg;
        self.put("Blue WD/Pictures/2009 Lisbon", jpegs(0), Shot::camera_name);
        self.put(
            "Blue WD/Pictures/2009 Lisbon/selects",
            |s| jpegs(0)(s) && s.number % 5 == 1,
            |s| format!("lisbon best {}.jpg", s.number),
        );
        self.put("Blue WD/Pictures/2011 Wedding", jpegs(1), Shot::camera_name);
        self.put("Blue WD/Pictures/2011 Wedding (copy)", |s| jpegs(1)(s) && s.number < 12, Shot::camera_name);
        self.put(
            "Blue WD/Movies",
            |s| s.kind == Kind::Movie && s.journey < 2,
            |s| format!("{}.mov", JOURNEYS[s.journey].name),
        );
        self.put("Blue WD/Documents/scans", |s| s.kind == Kind::Scan, Shot::camera_name);
        self.text(
            "Blue WD/Documents/inventory.csv",
            "box,shelf\nnegatives 1998,2\nslides 1987,3\n",
            1_300_000_000,
        );
        self.text(
            "Blue WD/Documents/letter.txt",
            "Dear all,\nthe pictures of the wedding are on this drive.\n",
            1_311_000_000,
        );
        self.text("Blue WD/Pictures/.DS_Store", "\0\0\0\u{1}Bud1\0", 1_311_000_100);
        self.text("Blue WD/Documents/notes.txt", "", 1_311_000_200);
    }

    fn old_laptop(&mut self) {
        let jpegs = |journey| move |s: &Shot| s.journey == journey && s.kind == Kind::Jpeg;
        self.put("Old laptop/Pictures/2014 Alps", jpegs(2), Shot::camera_name);
        self.put("Old laptop/Pictures/2016 Garden", jpegs(3), |s| {
            format!("IMG_{:04}.jpg", 2000 + s.number * 3)
        });
        self.put(
            "Old laptop/Pictures/Lisbon from the blue drive",
            |s| jpegs(0)(s) && s.number < 14,
            Shot::camera_name,
        );
        self.put(
            "Old laptop/Desktop/to sort",
            |s| jpegs(1)(s) && s.number % 2 == 0,
            |s| format!("Copy of wedding-{:03}.jpg", s.number),
        );
        self.put(
            "Old laptop/Videos",
            |s| s.kind == Kind::Movie && s.journey == 1,
            |_| "first dance.mov".into(),
        );
        self.sidecars("Old laptop/Pictures/2014 Alps", 2, 9, 1);
        self.text("Old laptop/Pictures/Thumbs.db", "\u{1}\0\u{2}thumbs", 1_407_100_000);
        self.text("Old laptop/Desktop/passwords old.txt", "none of these work any more\n", 1_420_000_000);
    }

    fn camera_card(&mut self) {
        let of = |journey| move |s: &Shot| s.journey == journey;
        self.put("Camera card/DCIM/100CANON", of(4), Shot::camera_name);
        self.put("Camera card/DCIM/101CANON", of(5), Shot::camera_name);
        self.sidecars("Camera card/DCIM/100CANON", 4, 8, 3);
    }

    fn archive(&mut self) {
        let jpegs = |journey| move |s: &Shot| s.journey == journey && s.kind == Kind::Jpeg;
        self.put(
            "Archive/Photos/2009/Lisbon",
            |s| jpegs(0)(s) && s.number < 18,
            |s| format!("2009-05-16 {:03}.jpg", s.number + 1),
        );
        self.put("Archive/Photos/2011/Wedding", |s| jpegs(1)(s) && s.number < 8, Shot::camera_name);
        self.put(
            "Archive/Photos/2016",
            |s| jpegs(3)(s) && s.number < 4,
            |s| format!("garden {}.jpg", s.number),
        );
        self.put("Archive/Films", |s| s.kind == Kind::Movie && s.journey == 0, |_| "Lisbon.mov".into());
        // The same name as a picture of the laptop, and another picture.
        self.put(
            "Archive/Old laptop/Pictures/2014 Alps",
            |s| jpegs(5)(s) && s.number == 19,
            |_| "IMG_0003.JPG".into(),
        );
    }
}
