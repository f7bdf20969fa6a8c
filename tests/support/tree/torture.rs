//! Three drives and an archive with everything that has ever made a tool lose a file.

use std::path::{Path, PathBuf};

use super::{Tree, content};

/// Size of the large files that differ in one byte.
const LARGE: usize = 2 * 1024 * 1024 + 4096;

/// The drives and the archive.
pub struct Torture {
    pub drives: Vec<PathBuf>,
    pub archive: PathBuf,
}

impl Torture {
    /// About `3 * pictures` files and a few hundred odd ones below `root`; `pictures` = 560 makes some 2,000.
    #[must_use]
    pub fn make(root: &Path, pictures: u64) -> Self {
        let mut red = Tree::at(&root.join("drives/Red"));
        let mut green = Tree::at(&root.join("drives/Green"));
        let mut blue = Tree::at(&root.join("drives/Blue disk"));
        let mut archive = Tree::at(&root.join("Archive"));
        fill_with_pictures(&mut red, &mut green, &mut blue, pictures);
        with_raws_and_sidecars(&mut red, &mut green, pictures / 10);
        with_large_files(&mut red, &mut green, &mut blue);
        for (at, drive) in [&mut red, &mut green, &mut blue].into_iter().enumerate() {
            with_empty_files(drive);
            with_boundary_sizes(drive, at as u64);
        }
        with_odd_names(&mut red, 700_000);
        with_odd_names(&mut blue, 710_000);
        with_links_and_pipes(&mut green);
        fill_archive(&mut archive, pictures);
        let drives = [red, green, blue].iter().map(|t| t.root().to_owned()).collect();
        Self { drives, archive: archive.root().to_owned() }
    }
}

fn picture(number: u64) -> Vec<u8> {
    // Many share a size, as pictures of one camera do in thumbnails and settings files.
    content(number, 900 + (number % 37) as usize * 211)
}

fn fill_with_pictures(red: &mut Tree, green: &mut Tree, blue: &mut Tree, pictures: u64) {
    for n in 0..pictures {
        red.file(format!("DCIM/{}CANON/IMG_{n:04}.jpg", 100 + n / 100), &picture(n));
        match n % 5 {
            // A repeat on another drive, under another name.
            0 => green.file(format!("Backup of Red/old/{n}.jpeg"), &picture(n)),
            // A repeat on another drive, under the same name and path.
            1 => green.file(format!("DCIM/{}CANON/IMG_{n:04}.jpg", 100 + n / 100), &picture(n)),
            // The same name and path with other content of the same size.
            2 => green.file(
                format!("DCIM/{}CANON/IMG_{n:04}.jpg", 100 + n / 100),
                &content(n + 50_000, picture(n).len()),
            ),
            _ => green.file(format!("Kamera/{}/foto {n}.jpg", n % 7), &picture(n + 100_000)),
        };
        match n % 4 {
            0 => blue.file(format!("misc/copy of {n}.jpg"), &picture(n)),
            1 => blue.file(format!("misc/green {n}.jpg"), &picture(n + 100_000)),
            _ => blue.file(format!("own/{n}/blue.jpg"), &picture(n + 200_000)),
        };
    }
    for n in 0..pictures / 20 {
        red.file(format!("again/on the same drive/IMG_{n}.jpg"), &picture(n * 3));
    }
}

/// A sidecar repeats only where its picture does, so that it may follow its picture or stand for itself.
fn with_raws_and_sidecars(red: &mut Tree, green: &mut Tree, raws: u64) {
    for n in 0..raws {
        let raw = content(300_000 + n, 20_000 + n as usize);
        let sidecar = format!("<x:xmpmeta rating=\"{n}\"/>");
        red.file(format!("raw/_MG_{n:04}.CR3"), &raw);
        red.file(format!("raw/_MG_{n:04}.xmp"), sidecar.as_bytes());
        if n % 3 == 0 {
            green.file(format!("raw copies/_MG_{n:04}.CR3"), &raw);
            green.file(format!("raw copies/_MG_{n:04}.xmp"), sidecar.as_bytes());
        }
    }
}

/// Head and tail are alike, one byte in the middle differs.
fn with_large_files(red: &mut Tree, green: &mut Tree, blue: &mut Tree) {
    let variant = |n: u8| {
        let mut bytes = content(400_000, LARGE);
        bytes[LARGE / 2] = bytes[LARGE / 2].wrapping_add(n);
        bytes
    };
    red.file("video/a.mov", &variant(0)).file("video/b.mov", &variant(1)).file("video/c.mov", &variant(2));
    green.file("clips/renamed a.mov", &variant(0)).file("clips/d.mov", &variant(3));
    blue.file("video/a.mov", &variant(4)).file("b again.mov", &variant(1));
    // The same size, another head.
    blue.file("video/other.mov", &content(400_001, LARGE));
    // A size of its own.
    red.file("video/alone.mov", &content(400_002, LARGE * 2 + 17));
    green.sparse("disk image.img", 8 << 20, 5 << 20, &content(400_003, 70_000));
}

fn with_empty_files(drive: &mut Tree) {
    for n in 0..6 {
        drive.file(format!("empty/{n}.txt"), b"");
    }
    drive.file("DCIM/100CANON/.nomedia", b"").file("empty/deep/down/0.txt", b"");
    drive.folder("nothing in here/at all");
}

fn with_boundary_sizes(drive: &mut Tree, drive_number: u64) {
    for (n, size) in [1, 2, 511, 512, 4095, 4096, 4097].into_iter().enumerate() {
        drive.file(format!("sizes/{size}.bin"), &content(500_000 + drive_number * 100 + n as u64, size));
    }
    for extra in [0, 1] {
        let size = (1 << 20) + extra;
        drive.file(format!("sizes/{size}.bin"), &content(510_000 + drive_number * 10 + extra as u64, size));
        // On every drive.
        drive.file(format!("sizes/everywhere {size}.bin"), &content(520_000 + extra as u64, size));
    }
}

/// Names that are legal here and hard for somebody.
#[must_use]
pub fn odd_names() -> Vec<Vec<u8>> {
    let long_accents = ["é".repeat(125), ".jpg".into(), "x".into()].concat();
    let texts = [
        "new\nline.txt",
        "tab\tbed.txt",
        "bell\u{7}.txt",
        "escape\u{1b}[2J.txt",
        "-rf",
        "--job",
        "=HYPERLINK(\"http:\",\"x\").csv",
        "+1.csv",
        "@SUM(A1).csv",
        "＝1+1.csv",
        "\r=1.csv",
        "quote\"s, commas; and 'apostrophes'.txt",
        "'apostrophe.txt",
        "back\\slash.txt",
        "back\\x41.txt",
        "<img src=x onerror=alert(1)>.jpg",
        "rtl\u{202e}gpj.exe",
        "trailing space ",
        "trailing dot.",
        " leading space",
        ".hidden",
        "...",
        "~",
        "*",
        "?",
        "a:b|c<d>e.txt",
        "CON.txt",
        "nul",
        "COM1.jpg",
        "percent%41.txt",
        "Zoë.txt",
        "🦀 crab.jpg",
        "日本語.jpg",
        "caf\u{e9}.jpg",
        "cafe\u{301}.jpg",
        "UPPER.TXT",
        "upper.txt",
        "staging",
        "ingather",
    ];
    let mut names: Vec<Vec<u8>> = texts.iter().map(|t| t.as_bytes().to_vec()).collect();
    names.push([&[b'n'; 251][..], b".jpg"].concat());
    names.push(long_accents.into_bytes());
    names.push(b"latin1 caf\xe9.jpg".to_vec());
    names.push(b"\xff\xfe\xfd".to_vec());
    names.push(b"half a \xc3".to_vec());
    names
}

fn with_odd_names(drive: &mut Tree, first: u64) {
    for (n, name) in odd_names().into_iter().enumerate() {
        let number = first + n as u64;
        drive.file(&name, &content(number, 300 + n));
        drive.file([b"odd/".as_slice(), &name, b"/", &name].concat(), &content(number + 5_000, 300 + n));
    }
    let deep = ["a folder in a folder"; 60].join("/");
    drive.file(format!("{deep}/deep.jpg"), &content(first + 9_000, 1_234));
}

fn with_links_and_pipes(drive: &mut Tree) {
    drive.file("links/one.bin", &content(800_000, 5_000));
    drive.hard_link("links/two.bin", "links/one.bin").hard_link("elsewhere/three.bin", "links/one.bin");
    drive.link("links/to a file", "one.bin").link("links/to nothing", "gone").link("links/up", "..");
    drive.link("links/round", "round").link("links/out", "/etc").link("links/to bytes", b"\xff\xfe");
    drive.pipe("links/pipe");
}

/// A part of the drives, some strangers, and names that the job would like to use.
fn fill_archive(archive: &mut Tree, pictures: u64) {
    for n in (0..pictures).step_by(9) {
        archive.file(format!("Old/2009/{n}.jpg"), &picture(n));
        archive.file(format!("Old/not on any drive/{n}.jpg"), &picture(n + 900_000));
    }
    archive.file("Old/twice/1.jpg", &picture(4)).file("Old/twice/2.jpg", &picture(4));
    archive.file("Old/large.mov", &content(400_002, LARGE * 2 + 17));
    // Files of the user's at names that a copy would get, with other content of the same and of another size.
    archive.file("Red/DCIM/100CANON/IMG_0005.jpg", &content(910_000, picture(5).len()));
    archive.file("Red/DCIM/100CANON/IMG_0006.jpg", b"half a file of another tool");
    archive.file("Red/DCIM/100CANON/IMG_0007.jpg", b"");
    archive.file([b"Red/".as_slice(), &[b'n'; 251], b".jpg"].concat(), &content(910_001, 200));
    archive.file("Red/video/a.mov", &content(910_002, LARGE));
    archive.file("Green/empty/0.txt", b"not empty here");
    archive.folder("Old/nothing");
}
