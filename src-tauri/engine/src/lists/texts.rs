//! Very many short texts in one piece of memory, as they are compared: without capitals, each letter in one form.

use memchr::memmem::Finder;
use unicode_normalization::UnicodeNormalization;

use crate::model::display_bytes;

/// Texts by their number, in the order in which they came. Each ends with a zero, which no name has in it.
#[derive(Default)]
pub(super) struct Texts {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Texts {
    pub fn push(&mut self, name: &[u8]) {
        if name.is_ascii() {
            self.bytes.extend(name.iter().map(u8::to_ascii_lowercase));
        } else {
            self.bytes.extend_from_slice(folded(&display_bytes(name)).as_bytes());
        }
        self.ends.push(self.bytes.len());
        self.bytes.push(0);
    }

    pub fn at(&self, number: usize) -> &[u8] {
        &self.bytes[self.begin(number)..self.ends[number]]
    }

    /// Which of them have the part in them, by number. One walk through all of the memory is much faster than a search
    /// in each.
    pub fn with(&self, part: &Finder<'_>) -> Vec<bool> {
        let mut found = vec![false; self.ends.len()];
        let mut from = 0;
        let mut number = 0;
        while let Some(at) = part.find(&self.bytes[from..]) {
            let at = from + at;
            while self.ends[number] < at {
                number += 1;
            }
            found[number] = true;
            from = self.ends[number] + 1;
        }
        found
    }

    fn begin(&self, number: usize) -> usize {
        number.checked_sub(1).map_or(0, |before| self.ends[before] + 1)
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }
}

/// As texts are compared. A Mac writes `é` in two parts, what is typed has it in one.
pub(super) fn folded(text: &str) -> String {
    text.to_lowercase().nfc().collect()
}

/// Where each row with an id is in a list: ids are given one after the other, so that a plain table is the shortest.
#[derive(Default)]
pub(super) struct Places {
    by_id: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Places {
    pub fn set(&mut self, id: i64, place: usize) {
        let (Ok(id), Ok(place)) = (usize::try_from(id), u32::try_from(place)) else { return };
        if self.by_id.len() <= id {
            self.by_id.resize(id + 1, NONE);
        }
        self.by_id[id] = place;
    }

    pub fn get(&self, id: i64) -> Option<usize> {
        let place = *self.by_id.get(usize::try_from(id).ok()?)?;
        (place != NONE).then_some(place as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_kept_as_they_are_compared() {
        let mut texts = Texts::default();
        for name in ["IMG_1.JPG", "", "Été", "E\u{301}te\u{301}"] {
            texts.push(name.as_bytes());
        }
        texts.push(b"A\xff.tif");
        let kept: Vec<_> = (0..texts.len()).map(|n| String::from_utf8_lossy(texts.at(n))).collect();
        assert_eq!(kept, ["img_1.jpg", "", "été", "été", "a\\xff.tif"], "what is no text, as it is shown");
    }

    #[test]
    fn a_part_is_found_in_each_text_that_has_it_and_never_across_two() {
        let mut texts = Texts::default();
        for name in ["ab", "", "abab", "b", "xab", "a", "b"] {
            texts.push(name.as_bytes());
        }
        let with = |part: &str| {
            let found = texts.with(&Finder::new(part));
            (0..texts.len()).filter(|&n| found[n]).collect::<Vec<_>>()
        };
        assert_eq!((with("ab"), with("b")), (vec![0, 2, 4], vec![0, 2, 3, 4, 6]));
        assert_eq!((with("bab"), with("abb"), with("b\0")), (vec![2], vec![], vec![0, 2, 3, 4, 6]));
    }

    #[test]
    fn ids_are_found_and_those_that_were_never_given_are_not() {
        let mut places = Places::default();
        places.set(7, 0);
        places.set(3, 1);
        assert_eq!(
            [places.get(7), places.get(3), places.get(4), places.get(99), places.get(-1)],
            [Some(0), Some(1), None, None, None]
        );
    }
}
