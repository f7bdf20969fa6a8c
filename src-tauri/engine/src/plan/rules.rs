//! What is left out, and by which rule: system folders always, junk and globs when asked for.

use globset::{Candidate, Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use super::notes;
use crate::error::{Error, Result};
use crate::model::{Reason, RelPath};
use crate::text::Words;
use crate::views::{JobConfig, Junk};
use crate::{said, words};

/// Folders that belong to an operating system or to us, wherever they stand.
const SYSTEM_FOLDERS: [&[u8]; 8] = [
    b"$RECYCLE.BIN",
    b"RECYCLER",
    b".Trashes",
    b"System Volume Information",
    b".Spotlight-V100",
    b".fseventsd",
    b".DocumentRevisions-V100",
    crate::model::OUR_FOLDER.as_bytes(),
];
const JUNK_FILES: [&[u8]; 3] = [b".DS_Store", b"Thumbs.db", b"desktop.ini"];

/// Why an entry is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    pub reason: Reason,
    /// The rule in words.
    pub note: String,
}

/// The rules of a job, ready to be applied.
pub struct Rules {
    exclude: GlobSet,
    exclude_texts: Vec<String>,
    include: Option<GlobSet>,
    junk: Junk,
}

impl Rules {
    /// Compiles the globs of a job; an error names the one that is wrong.
    pub fn of(config: &JobConfig) -> Result<Self> {
        Ok(Self {
            exclude: compile(&config.exclude)?,
            exclude_texts: config.exclude.iter().flat_map(|g| [g.clone(), g.clone()]).collect(),
            include: if config.include.is_empty() { None } else { Some(compile(&config.include)?) },
            junk: config.junk,
        })
    }

    /// Whether a folder with all that is in it is left out.
    #[must_use]
    pub fn folder(&self, path: &RelPath) -> Option<LeftOut> {
        let (_, name) = path.split();
        if is_system_folder(name) {
            return Some(left_out(notes::system_folder(name)));
        }
        self.excluded(path)
    }

    /// Whether a file is left out.
    #[must_use]
    pub fn file(&self, path: &RelPath) -> Option<LeftOut> {
        let (_, name) = path.split();
        if self.junk == Junk::LeaveOut && is_junk(name) {
            return Some(left_out(said!("junk").into()));
        }
        if let Some(out) = self.excluded(path) {
            return Some(out);
        }
        match &self.include {
            Some(set) if !set.is_match_candidate(&Candidate::from_bytes(&path.0)) => {
                Some(left_out(said!("not among what is included").into()))
            }
            _ => None,
        }
    }

    fn excluded(&self, path: &RelPath) -> Option<LeftOut> {
        let hits = self.exclude.matches_candidate(&Candidate::from_bytes(&path.0));
        hits.first().map(|at| left_out(notes::excluded(&self.exclude_texts[*at])))
    }
}

/// Whether a folder of that name is the system's or ours: it never counts as archive either.
#[must_use]
pub fn is_system_folder(name: &[u8]) -> bool {
    SYSTEM_FOLDERS.iter().any(|s| s.eq_ignore_ascii_case(name))
}

/// The folder in which Linux keeps what it repairs, at the top of a drive. Only its owner can list it: then it is the
/// system's; with files in it that can be seen it is like any other.
#[must_use]
pub fn is_repair_folder(path: &RelPath) -> bool {
    path.0 == b"lost+found"
}

/// What is said of a folder in which we keep our own records.
pub const OWN_RECORDS: &str =
    said!("a folder in which Ingather keeps its records: it changes while it is used");

/// What is said of an archive of the job that lies in one of its drives.
pub const ARCHIVE_LIES_HERE: &str = said!("an archive of this job lies here");

/// Why a folder or file of ours is left out.
#[must_use]
pub fn own_left_out(note: &str) -> LeftOut {
    left_out(note.to_owned())
}

/// Why a repair folder that cannot be listed is left out.
#[must_use]
pub fn repair_folder_left_out() -> LeftOut {
    left_out(said!("system folder lost+found, which only the system may list").into())
}

/// Whether a file of that name is junk of an operating system: `.DS_Store`, `Thumbs.db`, `desktop.ini`.
#[must_use]
pub fn is_junk(name: &[u8]) -> bool {
    JUNK_FILES.iter().any(|j| j.eq_ignore_ascii_case(name))
}

fn left_out(note: String) -> LeftOut {
    LeftOut { reason: Reason::Rule, note }
}

/// Each glob also matches at any depth, as in a `.gitignore`, unless it begins with `/`.
pub(super) fn compile(globs: &[String]) -> Result<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for text in globs {
        for form in [text.trim_start_matches('/').trim_end_matches('/').to_owned(), anywhere(text)] {
            set.add(glob(text, &form)?);
        }
    }
    set.build().map_err(|e| Error::usage("bad_glob", wrong_glob(e.kind())))
}

fn anywhere(text: &str) -> String {
    match text.strip_prefix('/') {
        Some(rooted) => rooted.trim_end_matches('/').to_owned(),
        None => format!("**/{}", text.trim_end_matches('/')),
    }
}

/// What is wrong with a pattern, in words that other languages have as well.
pub fn wrong_glob(kind: &globset::ErrorKind) -> Words {
    use globset::ErrorKind;
    match kind {
        ErrorKind::UnclosedClass => words!("a [ is not closed"),
        ErrorKind::InvalidRange(..) => words!("a range such as [z-a] runs backwards"),
        ErrorKind::UnopenedAlternates => words!("a } has no { before it"),
        ErrorKind::UnclosedAlternates => words!("a { is not closed"),
        ErrorKind::NestedAlternates | ErrorKind::TooManyNestedAlternates => {
            words!("too many braces within braces")
        }
        ErrorKind::DanglingEscape => words!("it ends with a backslash"),
        other @ (ErrorKind::InvalidRecursive | ErrorKind::Regex(_) | _) => {
            words!("the system says: {said}", said = Text(other.to_string()))
        }
    }
}

fn glob(text: &str, form: &str) -> Result<Glob> {
    GlobBuilder::new(form).literal_separator(true).build().map_err(|e| {
        Error::usage(
            "bad_glob",
            words!(
                "the pattern {text} is not understood: {what}",
                text = Text(text.to_string()),
                what = Words(wrong_glob(e.kind()))
            ),
        )
        .hint("use *, **, ?, [a-z] and {a,b}, relative to the drive, e.g. **/*.tmp")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str) -> RelPath {
        RelPath(path.as_bytes().to_vec())
    }

    #[test]
    fn rules_name_themselves() {
        let config = JobConfig { exclude: vec!["*.tmp".into(), "/cache".into()], ..JobConfig::default() };
        let rules = Rules::of(&config).unwrap();
        assert_eq!(rules.file(&at("a/b/x.tmp")).unwrap().note, "exclude *.tmp");
        assert_eq!(rules.folder(&at("cache")).unwrap().note, "exclude /cache");
        assert_eq!(rules.folder(&at("a/cache")), None, "a leading / means the top only");
        assert!(rules.folder(&at("x/$Recycle.Bin")).unwrap().note.contains("system folder"));
        assert_eq!(rules.file(&at(".DS_Store")), None, "junk is kept unless asked otherwise");
    }

    #[test]
    fn a_wrong_pattern_is_named() {
        let config = JobConfig { exclude: vec!["a[".into()], ..JobConfig::default() };
        assert!(Rules::of(&config).err().unwrap().message.contains("a["));
    }
}
