//! Words in a language, for what is said outside the window's page: notifications, dialogs, reports. The page has the
//! same catalogues, and does the same with them.

use std::collections::BTreeMap;

use super::words::{Values, filled};
use super::{Value, Words};

/// A language with its sentences and its way to write numbers.
#[derive(Debug)]
pub struct Tongue {
    /// Its tag, as pages carry it: `en`, `de`.
    pub tag: &'static str,
    /// By English template. What has a form for one and one for many stands there twice, with `_one` and `_other`.
    pub sentences: BTreeMap<String, String>,
    /// `{n}` files, for one and for any other number.
    pub files: (String, String),
    /// Between thousands.
    pub group: char,
    /// Before decimals.
    pub decimal: char,
    /// Day and time, as `strftime` has it.
    pub time: &'static str,
}

/// The language in which everything is said first: it needs no catalogue.
pub static ENGLISH: Tongue = Tongue {
    tag: "en",
    sentences: BTreeMap::new(),
    files: (String::new(), String::new()),
    group: ',',
    decimal: '.',
    time: super::ENGLISH_TIME,
};

impl Tongue {
    /// The words in this language; in English, numbers and all, if the sentence is missing here: never half and half.
    #[must_use]
    pub fn say(&self, words: &Words) -> String {
        if self.sentences.is_empty() {
            return words.to_string();
        }
        let Some((template, values)) = words.parts() else {
            return self.sentences.get(words.as_str()).cloned().unwrap_or_else(|| words.to_string());
        };
        let sentence = match self.form(template, number_of(values)) {
            Some(sentence) => sentence,
            None if says_nothing(template) => template,
            None => return words.to_string(),
        };
        filled(sentence, values.iter().map(|(name, value)| (&**name, value)), |value| self.shown(value))
    }

    /// The same where it stands alone: it begins large and has its end. A name that it begins with stays as it is.
    #[must_use]
    pub fn sentence(&self, words: &Words) -> String {
        let begins_with_value = words.parts().is_some_and(|(template, values)| {
            self.form(template, number_of(values)).unwrap_or(template).starts_with('{')
        });
        let said = self.say(words);
        let mut letters = said.chars();
        let whole = match letters.next().filter(|_| !begins_with_value) {
            Some(first) => format!("{}{}", first.to_uppercase(), letters.as_str()),
            None => said,
        };
        Words::from(whole).ended()
    }

    /// Day, time and what the clock was set to, from milliseconds since the epoch: it means the same anywhere.
    #[must_use]
    pub fn moment(&self, ms: i64) -> String {
        let offset = super::time_as("%:z", ms);
        let zone = if offset == "+00:00" { String::new() } else { offset };
        self.say(&crate::words!("{time} (UTC{zone})", time = Time(ms), zone = Text(zone)))
    }

    /// In the form that the number asks for.
    fn form(&self, template: &str, number: Option<u64>) -> Option<&str> {
        let formed = number.map(|n| format!("{template}_{}", if n == 1 { "one" } else { "other" }));
        let formed = formed.and_then(|key| self.sentences.get(&key));
        formed.or_else(|| self.sentences.get(template)).map(String::as_str)
    }

    fn shown(&self, value: &Value) -> String {
        match value {
            Value::Count(n) | Value::Plain(n) => self.count(*n),
            Value::Files(n) => {
                let noun = if *n == 1 { &self.files.0 } else { &self.files.1 };
                noun.replace("{n}", &self.count(*n))
            }
            Value::Bytes(n) if *n < 1_000 => format!("{n} B"),
            Value::Bytes(n) => super::bytes(*n).replace('.', &self.decimal.to_string()),
            Value::Time(ms) => super::time_as(self.time, *ms),
            Value::Words(words) => self.say(words),
            Value::Text(text) => text.clone(),
        }
    }

    fn count(&self, n: u64) -> String {
        super::grouped(n).replace(',', &self.group.to_string())
    }
}

/// The number by which a language may choose another form: the first one of the sentence.
fn number_of(values: &Values) -> Option<u64> {
    values.values().find_map(|value| match value {
        Value::Files(n) | Value::Count(n) | Value::Plain(n) => Some(*n),
        Value::Bytes(_) | Value::Time(_) | Value::Words(_) | Value::Text(_) => None,
    })
}

/// Nothing but values and what stands between them in every language.
fn says_nothing(template: &str) -> bool {
    let mut inside = false;
    !template.chars().any(|c| {
        inside = (inside || c == '{') && c != '}';
        !inside && c.is_alphabetic()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{plural, words};

    fn german() -> Tongue {
        let sentences = [
            ("stopped", "angehalten"),
            ("{files} left out_one", "{files} wurde ausgelassen"),
            ("{files} left out_other", "{files} wurden ausgelassen"),
            ("{bytes} of {n}", "{bytes} von {n}"),
        ];
        Tongue {
            tag: "de",
            sentences: sentences.map(|(key, text)| (key.to_owned(), text.to_owned())).into(),
            files: ("{n} Datei".into(), "{n} Dateien".into()),
            group: '.',
            decimal: ',',
            time: "%-d.%-m.%Y, %H:%M",
        }
    }

    #[test]
    fn sentences_have_the_forms_and_numbers_of_their_language() {
        let german = german();
        let left_out =
            |n: u64| german.say(&plural!(files = Files(n), "{files} left out", "{files} left out"));
        assert_eq!(
            [left_out(1), left_out(12_034)],
            ["1 Datei wurde ausgelassen", "12.034 Dateien wurden ausgelassen"]
        );
        let sizes = words!("{bytes} of {n}", bytes = Bytes(24_600_000_u64), n = Plain(4_000_u64));
        assert_eq!(german.say(&sizes), "24,6 MB von 4.000");
        assert_eq!(german.say(&Words::from("stopped")), "angehalten");
    }

    #[test]
    fn a_sentence_that_is_missing_is_not_half_and_half() {
        let german = german();
        let missing = words!("{files} were lost", files = Files(12_034_u64));
        assert_eq!(german.say(&missing), "12,034 files were lost");
        let named = words!("{name}: {said}", name = Text("{said}"), said = Words(Words::from("stopped")));
        assert_eq!(german.say(&named), "{said}: angehalten");
    }
}
