//! Contents by a part of a name or path, over every drive ever seen: three-letter pieces find candidates, the text
//! itself decides.

use std::collections::HashSet;

use rusqlite::Row;

use super::catalog::Catalog;
use crate::error::Result;

/// Contents in the order in which they were found, each once, up to a limit.
struct Hits {
    seen: HashSet<i64>,
    found: Vec<i64>,
    limit: usize,
}

impl Hits {
    fn new(limit: usize) -> Self {
        Self { seen: HashSet::new(), found: Vec::new(), limit }
    }

    fn add(&mut self, content: i64) {
        if self.seen.insert(content) {
            self.found.push(content);
        }
    }

    fn is_full(&self) -> bool {
        self.found.len() >= self.limit
    }
}

impl Catalog {
    /// Contents seen under a name, whatever its case, in a folder whose path ends so (empty: any folder). The last seen
    /// come first.
    pub fn contents_named(&self, folder_end: &[u8], name: &[u8], limit: usize) -> Result<Vec<i64>> {
        let wanted = lower(name);
        let tail = [b"/", folder_end].concat();
        self.sightings_with(name, limit, &|folder, found| {
            let in_folder = folder_end.is_empty() || folder == folder_end || folder.ends_with(&tail);
            in_folder && (found == name || lower(found) == wanted)
        })
    }

    /// Contents of whose name, or of whose folder's path, this is a part, whatever its case.
    pub fn contents_like(&self, part: &[u8], limit: usize) -> Result<Vec<i64>> {
        let wanted = lower(part);
        let named = self.sightings_with(part, limit, &|_, found| lower(found).contains(&wanted))?;
        let mut hits = Hits::new(limit);
        named.into_iter().for_each(|content| hits.add(content));
        self.add_in_folders(part, &|folder| folder.contains(&wanted), &mut hits)?;
        Ok(hits.found)
    }

    /// Contents that have all of these words somewhere in their path, in any order and whatever their case.
    pub fn contents_with_words(&self, words: &[&[u8]], limit: usize) -> Result<Vec<i64>> {
        let wanted: Vec<String> = words.iter().map(|word| lower(word)).collect();
        let has_all = |path: &str| wanted.iter().all(|word| path.contains(word));
        let mut hits = Hits::new(limit);
        // A word without three letters is in no index: one that is longer finds the candidates.
        let longest = words.iter().map(|word| word.len()).max().unwrap_or(0);
        for word in words.iter().filter(|word| word.len() >= longest.min(3)) {
            let begin = lower(word);
            let found = self.sightings_with(word, limit, &|folder, name| {
                lower(name).contains(&begin) && has_all(&lower(&[folder, name].join(&b'/')))
            })?;
            found.into_iter().take(limit - hits.found.len()).for_each(|content| hits.add(content));
        }
        let longest = words.iter().max_by_key(|word| word.len()).copied().unwrap_or_default();
        self.add_in_folders(longest, &has_all, &mut hits)?;
        Ok(hits.found)
    }

    /// Contents whose folder's path ends like `folder_end` and whose name begins like `name`, whatever their case.
    pub fn contents_across(&self, folder_end: &[u8], name: &[u8], limit: usize) -> Result<Vec<i64>> {
        let (folder_end, begin) = (lower(folder_end), lower(name));
        let longer = if begin.len() >= folder_end.len() { name } else { b"" };
        self.sightings_with(longer, limit, &|folder, found| {
            lower(found).starts_with(&begin) && lower(folder).ends_with(&folder_end)
        })
    }

    /// Contents of sightings whose name has all pieces of `part` and that pass: folder's path and name.
    fn sightings_with(
        &self,
        part: &[u8],
        limit: usize,
        pass: &dyn Fn(&[u8], &[u8]) -> bool,
    ) -> Result<Vec<i64>> {
        let pieces = pieces(part);
        let sql = if pieces.is_empty() {
            "SELECT s.content, f.path, s.name FROM sightings s JOIN folders f ON f.id = s.folder
             WHERE ?1 = '' ORDER BY s.id DESC"
        } else {
            "SELECT s.content, f.path, s.name FROM sighting_words w JOIN sightings s ON s.id = w.rowid
             JOIN folders f ON f.id = s.folder WHERE sighting_words MATCH ?1 ORDER BY w.rowid DESC"
        };
        let mut statement = self.db.prepare_cached(sql)?;
        let mut rows = statement.query([pieces])?;
        let mut hits = Hits::new(limit);
        while let Some(row) = rows.next()? {
            if pass(bytes(row, 1)?, bytes(row, 2)?) {
                hits.add(row.get(0)?);
                if hits.is_full() {
                    break;
                }
            }
        }
        Ok(hits.found)
    }

    /// All that is in folders whose path, in small letters, passes; `part` is a part of it.
    fn add_in_folders(&self, part: &[u8], pass: &dyn Fn(&str) -> bool, hits: &mut Hits) -> Result<()> {
        let pieces = pieces(part);
        let sql = if pieces.is_empty() {
            "SELECT f.id, f.path FROM folders f WHERE ?1 = '' ORDER BY f.id DESC"
        } else {
            "SELECT f.id, f.path FROM folder_words w JOIN folders f ON f.id = w.rowid
             WHERE folder_words MATCH ?1 ORDER BY w.rowid DESC"
        };
        let mut folders = self.db.prepare_cached(sql)?;
        let mut inside =
            self.db.prepare_cached("SELECT content FROM sightings WHERE folder = ?1 ORDER BY name")?;
        let mut rows = folders.query([pieces])?;
        while let Some(row) = rows.next()? {
            if hits.is_full() {
                break;
            }
            if pass(&lower(bytes(row, 1)?)) {
                let mut contents = inside.query([row.get::<_, i64>(0)?])?;
                while let Some(content) = contents.next()?.filter(|_| !hits.is_full()) {
                    hits.add(content.get(0)?);
                }
            }
        }
        Ok(())
    }
}

fn bytes<'r>(row: &'r Row<'_>, at: usize) -> rusqlite::Result<&'r [u8]> {
    Ok(row.get_ref(at)?.as_blob()?)
}

fn lower(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).to_lowercase()
}

/// A question for rows with every three letters that follow one another in `part`; empty if it is too short for one.
fn pieces(part: &[u8]) -> String {
    let text = String::from_utf8_lossy(part);
    // What is no text stands in no piece.
    let letters: Vec<char> = text.chars().collect();
    let pieces: Vec<String> = letters
        .windows(3)
        .filter(|piece| !piece.contains(&char::REPLACEMENT_CHARACTER) && !piece.contains(&'\0'))
        .map(|piece| format!("\"{}\"", piece.iter().collect::<String>().replace('"', "\"\"")))
        .collect();
    pieces.join(" AND ")
}

#[cfg(test)]
mod tests {
    use super::super::catalog::Sighting;
    use super::*;
    use crate::model::{Checksum, Fingerprint, RelPath, UidPath, VolumeUid};

    fn catalog(seen: &[(&str, &[u8])]) -> (tempfile::TempDir, Catalog) {
        let dir = tempfile::tempdir().unwrap();
        let mut catalog = Catalog::open(&dir.path().join("catalog.db")).unwrap();
        let sightings: Vec<Sighting> = seen.iter().map(|(folder, name)| sighting(folder, name)).collect();
        catalog.record(&sightings).unwrap();
        (dir, catalog)
    }

    fn sighting(folder: &str, name: &[u8]) -> Sighting {
        let place =
            UidPath { volume: VolumeUid("ext4:4f1c".into()), path: RelPath(folder.as_bytes().to_vec()) };
        let print = Fingerprint { size: 1, mtime_ns: 0, ctime_ns: 0, inode: 0 };
        let checksum = Checksum::of(&[folder.as_bytes(), b"/", name].concat());
        Sighting { folder: place, name: name.to_vec(), print, checksum, hashed_ns: 1, verified: None }
    }

    #[test]
    fn a_part_of_a_name_or_path_is_found_whatever_its_case() {
        let (_dir, mut catalog) = catalog(&[
            ("DCIM/2009 Lisbon/selects", b"IMG_1234.jpg"),
            ("DCIM/2010 Été", b"Plage \"1\".jpg"),
            ("bad", b"scan\xff-7.tif"),
            ("x", b"ab"),
        ]);
        let counted =
            |catalog: &Catalog, part: &str| catalog.contents_like(part.as_bytes(), 10).unwrap().len();
        let count = |part: &str| counted(&catalog, part);
        assert_eq!(count("g_123"), 1, "in the middle of a name");
        assert_eq!(count("lisBON/sel"), 1, "in the middle of a path");
        assert_eq!(count("été"), 1, "letters beyond English have two cases too");
        assert_eq!((count("\"1\""), count("-7.TIF")), (1, 1), "quotes and names that are no text");
        assert_eq!((count("ab"), count("lisbon porto"), count("g_1243")), (1, 0, 0), "short, and not there");
        assert_eq!(catalog.contents_named(b"selects", b"img_1234.JPG", 10).unwrap().len(), 1);
        assert_eq!(catalog.contents_named(b"elects", b"img_1234.JPG", 10).unwrap().len(), 0, "whole folders");
        assert_eq!(catalog.contents_across(b"lisbon/selects", b"img", 10).unwrap().len(), 1);
        assert_eq!(catalog.prune().unwrap(), 0, "all of it is in use");
        catalog.record(&[sighting("DCIM/2009 Lisbon/selects", b"IMG_1234.jpg")]).unwrap();
        let again = catalog.contents_like(b"g_123", 10).unwrap();
        assert_eq!(again.len(), 1, "to see a file once more adds nothing");
    }

    #[test]
    fn words_are_found_wherever_in_the_path_each_of_them_is() {
        let (_dir, catalog) = catalog(&[
            ("DCIM/2009 Lisbon/selects", b"IMG_1234.jpg"),
            ("DCIM/2009 Lisbon/selects", b"IMG_1235.jpg"),
            ("DCIM/2010 Porto", b"IMG_1234.jpg"),
        ]);
        let count = |words: &[&str], limit| {
            let words: Vec<&[u8]> = words.iter().map(|word| word.as_bytes()).collect();
            catalog.contents_with_words(&words, limit).unwrap().len()
        };
        assert_eq!(count(&["lisbon", "1234"], 10), 1, "a folder's word and a name's");
        assert_eq!(count(&["IMG_12", "selects", "Lisbon"], 10), 2, "in any order");
        assert_eq!(count(&["lisbon", "2009"], 10), 2, "all of them the folder's");
        assert_eq!(count(&["porto", "1235"], 10), 0, "each is there, but never together");
        assert_eq!(
            (count(&["34", "po"], 10), count(&["lisbon", "img"], 1)),
            (1, 1),
            "short ones, and no more than asked"
        );
    }

    #[test]
    fn a_hundred_thousand_files_take_few_bytes_and_are_searched_at_once() {
        const FILES: usize = 100_000;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("catalog.db");
        let mut catalog = Catalog::open(&path).unwrap();
        for first in (0..FILES).step_by(5_000) {
            let seen = |n: usize| {
                let folder = format!("Pictures/{}/{:03} holidays by the sea", 2000 + n % 20, n / 100);
                let mut one = sighting(&folder, format!("IMG_{n:06}.CR2").as_bytes());
                one.print.mtime_ns = 1_250_000_000_000_000_000 + n as i64;
                one.print.ctime_ns = one.print.mtime_ns + 7;
                one.print.inode = n as u64 + 11;
                one.hashed_ns = one.print.mtime_ns + 9;
                one.verified = Some(("ok".into(), "device".into(), 1_700_000_000_000));
                one
            };
            let some: Vec<Sighting> = (first..first + 5_000).map(seen).collect();
            catalog.record(&some).unwrap();
        }
        let four_searches = || {
            let began = std::time::Instant::now();
            assert_eq!(catalog.contents_like(b"g_0432", 500).unwrap().len(), 100);
            assert_eq!(catalog.contents_like(b"777 HOLIDAYS", 500).unwrap().len(), 100);
            assert_eq!(catalog.contents_named(b"", b"img_099999.cr2", 10).unwrap().len(), 1);
            assert!(catalog.contents_like(b"nothing like it", 500).unwrap().is_empty());
            began.elapsed()
        };
        // The best of several: the machine may do much else.
        let took = (0..12).map(|_| four_searches()).find(|took| took.as_millis() < 1_000);
        catalog.prune().unwrap();
        drop(catalog);
        let each = std::fs::metadata(&path).unwrap().len() as f64 / FILES as f64;
        println!("{each:.0} bytes for each file; four searches in {took:?}");
        assert!(each <= 500.0, "{each} bytes for each file");
        assert!(took.is_some(), "four searches took a second and more");
    }
}
