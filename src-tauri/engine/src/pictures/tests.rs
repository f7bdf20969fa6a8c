//! Real pictures, pictures inside of raw files, and what pretends to be one.

use std::io::{Cursor, Seek, Write};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::*;

/// Left half red, right half blue.
fn two_halves(width: u32, height: u32) -> DynamicImage {
    let colour = |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) };
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, colour))
}

fn written(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn file_of(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.rewind().unwrap();
    file
}

fn picture(bytes: &[u8], edge: u32) -> Option<DynamicImage> {
    match Pictures::default().of_file(file_of(bytes), edge) {
        Ok(made) => Some(image::load_from_memory(&made.bytes).unwrap()),
        Err(error) => {
            assert_eq!(error.code, "no_picture");
            None
        }
    }
}

fn is_red(image: &DynamicImage, x: u32, y: u32) -> bool {
    let Rgb([red, _, blue]) = *image.to_rgb8().get_pixel(x, y);
    red > 150 && blue < 100
}

/// An EXIF segment with nothing but an orientation.
fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    tiff.extend(orientation.to_be_bytes());
    tiff.extend([0, 0, 0, 0, 0, 0]);
    let mut segment = b"\xFF\xE1".to_vec();
    segment.extend(u16::try_from(2 + 6 + tiff.len()).unwrap().to_be_bytes());
    segment.extend(b"Exif\0\0");
    segment.extend(tiff);
    segment
}

fn jpeg_with_exif(orientation: u16) -> Vec<u8> {
    let plain = written(&two_halves(400, 300), ImageFormat::Jpeg);
    [&plain[..2], &exif(orientation), &plain[2..]].concat()
}

type Entry = (u16, u16, u32, u32);

/// A little-endian TIFF: folders one after the other, then `tail` at the returned offset.
fn tiff_of(folders: &[Vec<Entry>], tail: impl Fn(u32) -> Vec<Vec<Entry>>, payload: &[u8]) -> Vec<u8> {
    let size = |folder: &Vec<Entry>| 2 + folder.len() * 12 + 4;
    let start = 8 + folders.iter().map(size).sum::<usize>();
    let folders = tail(u32::try_from(start).unwrap());
    let mut out = b"II*\0\x08\0\0\0".to_vec();
    let mut at = 8;
    for (index, folder) in folders.iter().enumerate() {
        at += size(folder);
        out.extend(u16::try_from(folder.len()).unwrap().to_le_bytes());
        for (tag, kind, count, value) in folder {
            out.extend(tag.to_le_bytes());
            out.extend(kind.to_le_bytes());
            out.extend(count.to_le_bytes());
            out.extend(value.to_le_bytes());
        }
        let next = if index + 1 < folders.len() { u32::try_from(at).unwrap() } else { 0 };
        out.extend(next.to_le_bytes());
    }
    assert_eq!(out.len(), start);
    out.extend(payload);
    out
}

/// A raw file as cameras write it: a JPEG of each size in a folder of its own.
fn raw_file(orientation: u32, jpegs: &[Vec<u8>]) -> Vec<u8> {
    let shape = vec![vec![(0x112, 3, 1, orientation), (0x201, 4, 1, 0), (0x202, 4, 1, 0)]; jpegs.len()];
    let placed = |start: u32| {
        let mut at = start;
        let mut folders = shape.clone();
        for (folder, jpeg) in folders.iter_mut().zip(jpegs) {
            let len = u32::try_from(jpeg.len()).unwrap();
            folder[1].3 = at;
            folder[2].3 = len;
            at += len;
        }
        folders
    };
    tiff_of(&shape, placed, &jpegs.concat())
}

#[test]
fn each_format_becomes_small_and_keeps_its_shape() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Tiff, ImageFormat::WebP] {
        let small = picture(&written(&two_halves(400, 300), format), 128).unwrap();
        assert_eq!((small.width(), small.height()), (128, 96), "{format:?}");
        assert!(is_red(&small, 20, 48) && !is_red(&small, 100, 48), "{format:?}");
    }
    let stamp = picture(&written(&two_halves(40, 30), ImageFormat::Png), 128).unwrap();
    assert_eq!((stamp.width(), stamp.height()), (40, 30), "nothing is blown up");
    let deep = DynamicImage::ImageRgb16(two_halves(400, 300).to_rgb16());
    assert!(is_red(&picture(&written(&deep, ImageFormat::Tiff), 64).unwrap(), 8, 24));
}

#[test]
fn what_one_can_see_through_stays_so() {
    let glass = RgbaImage::from_pixel(200, 200, Rgba([10, 200, 10, 60]));
    let bytes = written(&DynamicImage::ImageRgba8(glass), ImageFormat::Png);
    let made = Pictures::default().of_file(file_of(&bytes), 64).unwrap();
    assert_eq!(made.media_type, "image/png");
    let shown = image::load_from_memory(&made.bytes).unwrap();
    assert_eq!(shown.to_rgba8().get_pixel(30, 30).0[3], 60);
}

#[test]
fn a_picture_is_turned_as_the_camera_was_held() {
    let upright = picture(&jpeg_with_exif(1), 120).unwrap();
    assert_eq!((upright.width(), upright.height()), (120, 90));
    // 6: to be turned clockwise, so that the left half comes to the top.
    let turned = picture(&jpeg_with_exif(6), 120).unwrap();
    assert_eq!((turned.width(), turned.height()), (90, 120));
    assert!(is_red(&turned, 45, 20) && !is_red(&turned, 45, 100));
    let upside_down = picture(&jpeg_with_exif(3), 120).unwrap();
    assert!(!is_red(&upside_down, 20, 45) && is_red(&upside_down, 100, 45));
}

#[test]
fn of_a_raw_file_the_jpeg_that_is_just_large_enough_is_shown() {
    let sizes = [(160, 120), (1600, 1200), (400, 300)];
    let jpegs = sizes.map(|(w, h)| written(&two_halves(w, h), ImageFormat::Jpeg));
    let raw = raw_file(1, &jpegs);
    let found = tiff::find(&mut embedded::Source::new(Cursor::new(&raw), raw.len() as u64), 0);
    assert_eq!(found.jpegs.len(), 3);
    assert_eq!(picture(&raw, 300).unwrap().width(), 300);
    assert_eq!(picture(&raw, 2000).unwrap().width(), 1600, "the largest, if none is large enough");
    let turned = picture(&raw_file(8, &jpegs), 300).unwrap();
    assert_eq!((turned.width(), turned.height()), (225, 300));
    assert!(
        !is_red(&turned, 112, 40) && is_red(&turned, 112, 260),
        "turned anticlockwise by its first folder"
    );
    let mut own = jpegs.clone();
    own[2] = jpeg_with_exif(6);
    let once = picture(&raw_file(6, &own), 300).unwrap();
    assert_eq!((once.width(), once.height()), (225, 300));
    assert!(is_red(&once, 112, 40), "turned once, although both say so");
}

#[test]
fn a_broken_preview_gives_way_to_the_next() {
    let small = written(&two_halves(160, 120), ImageFormat::Jpeg);
    let mut broken = written(&two_halves(400, 300), ImageFormat::Jpeg);
    broken.truncate(200);
    assert_eq!(picture(&raw_file(1, &[broken, small]), 300).unwrap().width(), 160);
}

#[test]
fn other_raw_files_show_their_jpeg_too() {
    let jpeg = written(&two_halves(400, 300), ImageFormat::Jpeg);
    let len = u32::try_from(jpeg.len()).unwrap();
    let mut raf = b"FUJIFILMCCD-RAW 0201".to_vec();
    raf.resize(84, 0);
    raf.extend(100_u32.to_be_bytes());
    raf.extend(len.to_be_bytes());
    raf.resize(100, 0);
    raf.extend(&jpeg);
    assert_eq!(picture(&raf, 128).unwrap().width(), 128, "Fuji");

    let boxed = |kind: &[u8; 4], content: &[u8]| {
        let mut out = u32::try_from(content.len() + 8).unwrap().to_be_bytes().to_vec();
        out.extend(kind);
        out.extend(content);
        out
    };
    let mut preview = vec![0; 12];
    preview.extend(len.to_be_bytes());
    preview.extend(&jpeg);
    let mut uuid = vec![0xEA; 16];
    uuid.extend([0; 8]);
    uuid.extend(boxed(b"PRVW", &preview));
    let cr3 = [boxed(b"ftyp", b"crx \0\0\0\x01crx isom"), boxed(b"uuid", &uuid), boxed(b"mdat", &[0; 64])];
    assert_eq!(picture(&cr3.concat(), 128).unwrap().width(), 128, "Canon");

    let mut infe = vec![2, 0, 0, 0, 0, 7, 0, 0];
    infe.extend(b"Exif\0");
    let mut iinf = vec![0, 0, 0, 0, 0, 1];
    iinf.extend(boxed(b"infe", &infe));
    let tiff = raw_file(1, &[jpeg]);
    let place = |at: u32| {
        let mut iloc = vec![0, 0, 0, 0, 0x44, 0, 0, 1, 0, 7, 0, 0, 0, 1];
        iloc.extend(at.to_be_bytes());
        iloc.extend(u32::try_from(tiff.len() + 4).unwrap().to_be_bytes());
        iloc
    };
    let heic = |at: u32| {
        let mut meta = vec![0; 4];
        meta.extend(boxed(b"iinf", &iinf));
        meta.extend(boxed(b"iloc", &place(at)));
        let mut mdat = vec![0; 4];
        mdat.extend(&tiff);
        [boxed(b"ftyp", b"heic\0\0\0\0mif1heic"), boxed(b"meta", &meta), boxed(b"mdat", &mdat)].concat()
    };
    let whole = heic(0).len();
    let bytes = heic(u32::try_from(whole - tiff.len() - 4).unwrap());
    assert_eq!(picture(&bytes, 128).unwrap().width(), 128, "HEIC");
}

#[test]
fn what_is_no_picture_or_a_broken_one_is_an_icon_and_never_a_crash() {
    for none in [
        &b""[..],
        b"x",
        b"hello, this is no picture at all, whatever its name says",
        b"II*\0\xFF\xFF\xFF\xFF",
    ] {
        assert!(picture(none, 128).is_none());
    }
    let whole = [
        written(&two_halves(200, 150), ImageFormat::Jpeg),
        written(&two_halves(200, 150), ImageFormat::Png),
        written(&two_halves(200, 150), ImageFormat::Tiff),
        written(&two_halves(200, 150), ImageFormat::WebP),
        raw_file(6, &[written(&two_halves(200, 150), ImageFormat::Jpeg)]),
    ];
    let mut state = 7_u32;
    let mut roll = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    for bytes in &whole {
        for part in 0..12 {
            // Whatever comes out, the page gets a picture or a word.
            let _ = picture(&bytes[..bytes.len() * part / 12], 64);
            let mut bent = bytes.clone();
            for _ in 0..6 {
                let at = roll(bent.len().min(400));
                bent[at] = u8::try_from(roll(256)).unwrap();
            }
            let _ = picture(&bent, 64);
        }
    }
}

#[test]
fn a_few_bytes_that_claim_to_be_a_gigantic_picture_are_refused_unread() {
    let mut png = written(&two_halves(64, 64), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    // The checksum of the changed header.
    let sum = png[12..29].iter().fold(!0_u32, |mut sum, byte| {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
        }
        sum
    });
    png[29..33].copy_from_slice(&(!sum).to_be_bytes());
    let mut jpeg = written(&two_halves(64, 64), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xFF; 4]);
    for bomb in [png, jpeg] {
        // The best of several: the machine may do much else.
        let look = || {
            let began = std::time::Instant::now();
            assert!(picture(&bomb, 128).is_none());
            began.elapsed().as_secs()
        };
        assert!((0..8).any(|_| look() < 2), "no memory is taken for it");
    }
}

#[test]
fn folders_that_point_at_one_another_come_to_an_end() {
    // The first folder is its own next one and its own sub-folder.
    let mut bytes = b"II*\0\x08\0\0\0\x01\0".to_vec();
    bytes.extend(0x14A_u16.to_le_bytes());
    bytes.extend(4_u16.to_le_bytes());
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend(8_u32.to_le_bytes());
    bytes.extend(8_u32.to_le_bytes());
    assert!(picture(&bytes, 64).is_none());
}

#[test]
fn a_second_look_comes_from_memory_and_a_changed_file_is_looked_at_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.png");
    let put = |bytes: Vec<u8>| File::create(&path).unwrap().write_all(&bytes).unwrap();
    put(written(&two_halves(100, 50), ImageFormat::Png));
    let pictures = Pictures::default();
    let look = |edge| pictures.of_file(File::open(&path).unwrap(), edge);
    let first = look(64).unwrap();
    assert!(Arc::ptr_eq(&first, &look(64).unwrap()));
    assert!(!Arc::ptr_eq(&first, &look(32).unwrap()), "another size is another picture");
    put(written(&two_halves(50, 100), ImageFormat::Png));
    assert!(!Arc::ptr_eq(&first, &look(64).unwrap()));
    let nothing = folder.path().join("fifo");
    std::fs::create_dir(&nothing).unwrap();
    assert_eq!(pictures.of_file(File::open(&nothing).unwrap(), 64).unwrap_err().code, "no_picture");
}
