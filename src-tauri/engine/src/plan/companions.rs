//! Which small file belongs to which picture, video or recording of its folder, and what it is called beside a copy.

use std::collections::HashMap;

use super::names::split_extension;

/// What stands in for a picture, video or recording, best first where several share a stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Primary {
    Raw,
    Picture,
    Video,
    Sound,
}

const RAWS: &str = "3fr ari arw bay braw cap cr2 cr3 crw dcr dcs dng drf eip erf fff gpr iiq k25 kdc mdc mef mos mrw \
                    nef nrw orf pef ptx pxn r3d raf raw rw2 rwl rwz sr2 srf srw x3f";
const PICTURES: &str =
    "avif bmp gif heic heif hif insp jp2 jpe jpeg jpf jpg jxl mpo png psb psd tif tiff webp";
const VIDEOS: &str = "3g2 3gp asf avi dv flv insv lrv m2t m2ts m2v m4v mkv mod mov mp4 mpeg mpg mts mxf ogv tod ts vob \
                      webm wmv";
const SOUNDS: &str = "aac aif aifc aiff amr ape caf flac m4a mka mp3 oga ogg opus wav wma";
const DEPENDANTS: &str = "aae cos dop json on1 pp3 thm xmp";
/// Takeout writes it between the picture's name and `.json`, cut off where the whole gets too long.
const TAKEOUT: &[u8] = b".supplemental-metadata";
/// What macOS calls the file with what a foreign file system cannot keep.
const DOUBLE: &[u8] = b"._";
/// The longest name that the common file systems take.
const LONGEST: usize = 255;

/// A file of a folder, as far as it matters here.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    pub name: &'a [u8],
    /// A rule leaves it out: another one of its stem comes first.
    pub left_out: bool,
}

/// Pairs `(dependant, primary)` of positions among the files of one folder. One without a primary is an ordinary file.
#[must_use]
pub fn pairs(files: &[Candidate<'_>]) -> Vec<(usize, usize)> {
    let dependants: Vec<usize> = (0..files.len()).filter(|at| is_dependant(files[*at].name)).collect();
    if dependants.is_empty() {
        return Vec::new();
    }
    let folder = Folder::of(files);
    dependants.into_iter().filter_map(|at| Some((at, folder.primary_of(files[at].name)?))).collect()
}

struct Folder<'a> {
    names: HashMap<&'a [u8], usize>,
    /// By stem: the best of each kind, as rank and position.
    stems: HashMap<&'a [u8], Vec<(bool, Primary, usize)>>,
}

impl<'a> Folder<'a> {
    fn of(files: &[Candidate<'a>]) -> Self {
        let mut folder = Self { names: HashMap::new(), stems: HashMap::new() };
        for (at, file) in files.iter().enumerate() {
            let Some(primary) = primary(file.name) else { continue };
            folder.names.insert(file.name, at);
            let stem = split_extension(file.name).0;
            folder.stems.entry(stem).or_default().push((file.left_out, primary, at));
        }
        for same in folder.stems.values_mut() {
            same.sort_unstable_by_key(|(left_out, primary, at)| (*left_out, *primary, files[*at].name));
        }
        folder
    }

    fn primary_of(&self, dependant: &[u8]) -> Option<usize> {
        if let Some(inner) = dependant.strip_prefix(DOUBLE) {
            return self.names.get(inner).copied().or_else(|| self.primary_of(inner));
        }
        let (base, extension) = split_extension(dependant);
        if !listed(DEPENDANTS, extension) {
            return None;
        }
        if let Some(at) = self.names.get(base).or_else(|| self.names.get(without_takeout(extension, base)?)) {
            return Some(*at);
        }
        let same = self.stems.get(base)?;
        // A thumbnail is a video's wherever there is one.
        let video = same.iter().find(|(left_out, kind, _)| {
            !left_out && *kind == Primary::Video && extension.eq_ignore_ascii_case(b".thm")
        });
        video.or_else(|| same.first()).map(|(_, _, at)| *at)
    }
}

/// `IMG_1.jpg` of `IMG_1.jpg.supplemental-metadata`, also where that is cut off.
fn without_takeout<'a>(extension: &[u8], base: &'a [u8]) -> Option<&'a [u8]> {
    if !extension.eq_ignore_ascii_case(b".json") {
        return None;
    }
    let dot = base.iter().rposition(|b| *b == b'.')?;
    let (name, rest) = base.split_at(dot);
    (rest.len() > 1 && TAKEOUT.starts_with(rest)).then_some(name)
}

/// Whether a file of that name may belong to another.
fn is_dependant(name: &[u8]) -> bool {
    name.starts_with(DOUBLE) || listed(DEPENDANTS, split_extension(name).1)
}

fn primary(name: &[u8]) -> Option<Primary> {
    if name.starts_with(DOUBLE) {
        return None;
    }
    let extension = split_extension(name).1;
    [(RAWS, Primary::Raw), (PICTURES, Primary::Picture), (VIDEOS, Primary::Video), (SOUNDS, Primary::Sound)]
        .into_iter()
        .find(|(list, _)| listed(list, extension))
        .map(|(_, kind)| kind)
}

fn listed(list: &str, extension: &[u8]) -> bool {
    let Some((b'.', word)) = extension.split_first() else { return false };
    !word.is_empty() && list.split_ascii_whitespace().any(|one| one.as_bytes().eq_ignore_ascii_case(word))
}

/// The dependant's name beside a copy of its primary that is called `copy`: it differs in the same way from both.
#[must_use]
pub fn beside(dependant: &[u8], primary: &[u8], copy: &[u8]) -> Vec<u8> {
    if let Some(inner) = dependant.strip_prefix(DOUBLE) {
        let inner = if inner == primary { copy.to_vec() } else { beside(inner, primary, copy) };
        return fitting(&[DOUBLE, &inner].concat(), b"");
    }
    if let Some(rest) = dependant.strip_prefix(primary)
        && rest.starts_with(b".")
    {
        return fitting(copy, rest);
    }
    match dependant.strip_prefix(split_extension(primary).0) {
        Some(rest) if rest.starts_with(b".") => fitting(split_extension(copy).0, rest),
        _ => dependant.to_vec(),
    }
}

/// Both parts, the first cut at a character's boundary where the whole would be too long a name.
fn fitting(first: &[u8], rest: &[u8]) -> Vec<u8> {
    [super::names::cut(first, LONGEST.saturating_sub(rest.len())), rest].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paired(names: &[&str]) -> Vec<(String, String)> {
        let files: Vec<Candidate<'_>> = names
            .iter()
            .map(|n| Candidate { name: n.trim_start_matches('-').as_bytes(), left_out: n.starts_with('-') })
            .collect();
        let text = |at: usize| String::from_utf8_lossy(files[at].name).into_owned();
        pairs(&files).into_iter().map(|(d, p)| (text(d), text(p))).collect()
    }

    #[track_caller]
    fn follows(names: &[&str], dependant: &str, primary: &str) {
        let all = paired(names);
        assert!(all.contains(&(dependant.into(), primary.into())), "{dependant} of {primary} in {all:?}");
    }

    #[test]
    fn both_ways_of_naming_a_sidecar_are_understood() {
        let names =
            ["IMG_1.CR3", "IMG_1.JPG", "IMG_1.xmp", "IMG_1.JPG.XMP", "IMG_1.cr3.dop", "IMG_1.CR3.pp3"];
        follows(&names, "IMG_1.xmp", "IMG_1.CR3");
        follows(&names, "IMG_1.JPG.XMP", "IMG_1.JPG");
        follows(&names, "IMG_1.CR3.pp3", "IMG_1.CR3");
        assert!(!paired(&names).iter().any(|(d, _)| d == "IMG_1.cr3.dop"), "another name is another file");
    }

    #[test]
    fn of_several_of_one_stem_it_is_the_same_one_in_every_order() {
        follows(&["a.jpg", "a.CR2", "a.xmp"], "a.xmp", "a.CR2");
        follows(&["a.CR2", "a.xmp", "a.jpg"], "a.xmp", "a.CR2");
        follows(&["a.mov", "a.heic", "a.aae"], "a.aae", "a.heic");
        follows(&["a.png", "a.jpg", "a.json"], "a.json", "a.jpg");
        follows(&["a.jpg", "a.avi", "a.thm"], "a.thm", "a.avi");
        follows(&["-a.CR2", "a.xmp", "a.jpg"], "a.xmp", "a.jpg");
        follows(&["-a.CR2", "a.xmp"], "a.xmp", "a.CR2");
    }

    #[test]
    fn takeout_and_macos_write_names_of_their_own() {
        follows(&["a.jpg", "a.jpg.json"], "a.jpg.json", "a.jpg");
        follows(&["a.jpg", "a.json"], "a.json", "a.jpg");
        follows(&["a.jpg", "a.jpg.supplemental-metadata.json"], "a.jpg.supplemental-metadata.json", "a.jpg");
        follows(&["a.jpg", "a.jpg.supplemental-me.json"], "a.jpg.supplemental-me.json", "a.jpg");
        follows(&["a.jpg", "._a.jpg"], "._a.jpg", "a.jpg");
        follows(&["a.jpg", "a.xmp", "._a.xmp"], "._a.xmp", "a.jpg");
    }

    #[test]
    fn what_has_no_primary_is_an_ordinary_file() {
        assert_eq!(paired(&["a.xmp", "b.jpg", "._c.jpg", "package.json", "._notes.txt", "notes.txt"]), []);
        assert_eq!(paired(&["._a.jpg", "a.xmp"]), [], "what macOS adds is no picture");
        assert_eq!(paired(&["a.jpg", "a.jpg.other.json"]), [], "not what Takeout writes");
    }

    #[test]
    fn beside_a_copy_it_takes_the_copys_name() {
        let name = |d: &str, p: &str, c: &str| {
            String::from_utf8(beside(d.as_bytes(), p.as_bytes(), c.as_bytes())).unwrap()
        };
        assert_eq!(name("IMG_1.xmp", "IMG_1.CR3", "IMG_1~12345678.CR3"), "IMG_1~12345678.xmp");
        assert_eq!(name("IMG_1.CR3.xmp", "IMG_1.CR3", "old.cr3"), "old.cr3.xmp");
        assert_eq!(name("a.jpg.supplemental-me.json", "a.jpg", "b.jpg"), "b.jpg.supplemental-me.json");
        assert_eq!(name("._IMG_1.CR3", "IMG_1.CR3", "old.cr3"), "._old.cr3");
        assert_eq!(name("._IMG_1.xmp", "IMG_1.CR3", "old.cr3"), "._old.xmp");
        let long = format!("{}.jpg", "é".repeat(125));
        assert!(name("a.jpg.supplemental-metadata.json", "a.jpg", &long).len() <= 255);
    }
}
