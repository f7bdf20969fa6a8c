//! Sentences that can be said in other languages: the ready English text, and the template and values that it is made of.
//!
//! The catalogue of the window has every template as a key; `tests/architecture` holds the two together. Text without a
//! template crosses as it is, and is looked up there too.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize, Serializer};
use ts_rs::TS;

/// Set where readers of JSON want sentences, not templates.
static PLAINLY: AtomicBool = AtomicBool::new(false);

/// From now on words are serialized as their English text only: the form of the command line's JSON.
pub fn speak_plainly() {
    PLAINLY.store(true, Ordering::Relaxed);
}

/// What stands in a template, before a language gives it its form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A whole number.
    Count(u64),
    /// The same without a mark between thousands in English, as some sentences always had it.
    Plain(u64),
    /// A number of files with its noun.
    Files(u64),
    /// A size in bytes.
    Bytes(u64),
    /// Milliseconds since the epoch.
    Time(i64),
    /// A sentence or a part of one.
    Words(Words),
    /// A name, a path or what a system said: the same in every language.
    #[serde(untagged)]
    Text(String),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(n) => f.write_str(&super::grouped(*n)),
            Self::Plain(n) => write!(f, "{n}"),
            Self::Files(n) => f.write_str(&super::files(*n)),
            Self::Bytes(n) => f.write_str(&super::bytes(*n)),
            Self::Time(ms) => f.write_str(&super::local_time(*ms)),
            Self::Words(words) => f.write_str(words),
            Self::Text(text) => f.write_str(text),
        }
    }
}

pub(super) type Values = BTreeMap<Cow<'static, str>, Value>;

/// A sentence, or a part of one. It reads as its English text.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(from = "Wire<'_>")]
#[ts(
    export,
    type = "string | { text: string, template: string, values: Record<string, string | { count: number } | { plain: number } | { files: number } | { bytes: number } | { time: number } | { words: Words }> }"
)]
pub struct Words {
    text: Cow<'static, str>,
    /// Boxed, because most words have none and errors carry two of them.
    said: Option<Box<Said>>,
}

#[derive(Clone, PartialEq, Eq)]
struct Said {
    template: Cow<'static, str>,
    values: Values,
}

/// As words cross: text that needs no values, or all three.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Wire<'a> {
    Text(Cow<'a, str>),
    Said { text: Cow<'a, str>, template: Cow<'a, str>, values: Cow<'a, Values> },
}

impl Words {
    /// Fills a template; use the macro [`crate::words`], which the catalogue's test can read.
    #[must_use]
    pub fn said<const N: usize>(template: &'static str, values: [(&'static str, Value); N]) -> Self {
        if N == 0 {
            return Self::from(template);
        }
        let text = filled(template, values.iter().map(|(name, value)| (*name, value)), Value::to_string);
        let values = values.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect();
        Self { text: text.into(), said: Some(Box::new(Said { template: template.into(), values })) }
    }

    /// A name that stands where words stand: the same in every language.
    #[must_use]
    pub fn name(name: &str) -> Self {
        crate::words!("{name}", name = Text(name))
    }

    /// Sentences one after the other.
    #[must_use]
    pub fn in_a_row(all: impl IntoIterator<Item = Self>) -> Self {
        let joined = |first: Self, next: Self| {
            crate::words!("{first} {next}", first = Words(first), next = Words(next))
        };
        all.into_iter().reduce(joined).unwrap_or_else(|| Self::from(""))
    }

    /// The English text as a sentence by itself: what begins with a name or another value keeps that as it is.
    #[must_use]
    pub fn sentence(&self) -> String {
        let template = self.said.as_deref().map_or(&*self.text, |said| &said.template);
        let mut letters = self.text.chars();
        match letters.next().filter(|_| !template.starts_with('{')) {
            Some(first) => Self::from(format!("{}{}", first.to_uppercase(), letters.as_str())).ended(),
            None => self.ended(),
        }
    }

    /// The English text with a full stop, unless it has its end.
    #[must_use]
    pub fn ended(&self) -> String {
        let stop = if self.text.ends_with(['.', '!', '?', ':']) { "" } else { "." };
        format!("{}{stop}", self.text)
    }

    /// The English text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The template and its values; `None` for text that has none.
    pub(super) fn parts(&self) -> Option<(&str, &Values)> {
        self.said.as_deref().map(|said| (&*said.template, &said.values))
    }

    /// The form in which a database keeps words.
    #[must_use]
    pub fn kept(&self) -> String {
        match &self.said {
            Some(_) => serde_json::to_string(&self.wire()).unwrap_or_else(|_| self.text.to_string()),
            None => self.text.to_string(),
        }
    }

    /// What a database has kept; anything else is text.
    #[must_use]
    pub fn of_kept(text: String) -> Self {
        let said = text.starts_with("{\"text\":").then(|| serde_json::from_str(&text).ok()).flatten();
        said.unwrap_or_else(|| Self::from(text))
    }

    fn wire(&self) -> Wire<'_> {
        let text = Cow::Borrowed(self.as_str());
        match &self.said {
            None => Wire::Text(text),
            Some(said) => Wire::Said {
                text,
                template: Cow::Borrowed(&said.template),
                values: Cow::Borrowed(&said.values),
            },
        }
    }
}

impl From<Wire<'_>> for Words {
    fn from(wire: Wire<'_>) -> Self {
        match wire {
            Wire::Text(text) => Self::from(text.into_owned()),
            Wire::Said { text, template, values } => {
                let said = Said { template: template.into_owned().into(), values: values.into_owned() };
                Self { text: text.into_owned().into(), said: Some(Box::new(said)) }
            }
        }
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if PLAINLY.load(Ordering::Relaxed) {
            return serializer.serialize_str(self);
        }
        self.wire().serialize(serializer)
    }
}

impl From<&'static str> for Words {
    fn from(text: &'static str) -> Self {
        Self { text: text.into(), said: None }
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self { text: text.into(), said: None }
    }
}

impl From<Words> for String {
    fn from(words: Words) -> Self {
        words.text.into_owned()
    }
}

impl Deref for Words {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl PartialEq<str> for Words {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

impl PartialEq<&str> for Words {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

/// A template with each value in its place, as `shown` writes it.
pub(super) fn filled<'a>(
    template: &str,
    values: impl Iterator<Item = (&'a str, &'a Value)>,
    shown: impl Fn(&Value) -> String,
) -> String {
    let mut text = template.to_owned();
    // From the last one on, so that braces in a value are never taken for a place.
    let mut places: Vec<_> = values
        .flat_map(|(name, value)| {
            let place = format!("{{{name}}}");
            template.match_indices(&place).map(|(at, _)| (at, place.len(), value)).collect::<Vec<_>>()
        })
        .collect();
    places.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    for (at, length, value) in places {
        text.replace_range(at..at + length, &shown(value));
    }
    text
}

/// Words from one literal template and its values: `words!("{files} left out", files = Files(n))`.
#[macro_export]
macro_rules! words {
    ($template:literal $(, $name:ident = $kind:ident($value:expr))* $(,)?) => {
        $crate::text::Words::said(
            $template,
            [$((stringify!($name), $crate::text::Value::$kind(($value).into()))),*],
        )
    };
}

/// A sentence that is kept or handed on as text; the catalogue has it all the same.
#[macro_export]
macro_rules! said {
    ($text:literal) => {
        $text
    };
}

/// Words that differ between one and several of what comes first: `plural!(n = Count(n), "{n} was", "{n} were")`.
#[macro_export]
macro_rules! plural {
    (
        $count:ident = $number:ident($n:expr), $one:literal, $many:literal
        $(, $name:ident = $kind:ident($value:expr))* $(,)?
    ) => {
        match $n {
            1 => $crate::words!($one, $count = $number(1_u64) $(, $name = $kind($value))*),
            n => $crate::words!($many, $count = $number(n) $(, $name = $kind($value))*),
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_english_text_is_what_it_always_was() {
        assert_eq!(
            words!("{files} ({bytes}) left out", files = Files(12_034_u64), bytes = Bytes(6_100_u64)),
            "12,034 files (6 kB) left out"
        );
        assert_eq!(
            plural!(files = Files(1_u64), "{files} exists only here", "{files} exist only here"),
            "1 file exists only here"
        );
        assert_eq!(
            plural!(files = Files(2_u64), "{files} exists only here", "{files} exist only here"),
            "2 files exist only here"
        );
        assert_eq!(words!("use {drive} or {path}"), "use {drive} or {path}");
    }

    #[test]
    fn braces_in_a_value_stay() {
        let words = words!("{a} and {b}", a = Text("{b}"), b = Text("{a}"));
        assert_eq!(words, "{b} and {a}");
    }

    #[test]
    fn words_cross_and_come_back_with_their_values() {
        let words = words!("{files} rest on {name}", files = Files(3_u64), name = Text("Archive A"));
        let wire = serde_json::to_value(&words).unwrap();
        assert_eq!(wire["text"], "3 files rest on Archive A");
        assert_eq!(wire["template"], "{files} rest on {name}");
        assert_eq!(wire["values"], serde_json::json!({ "files": { "files": 3 }, "name": "Archive A" }));
        assert_eq!(Words::of_kept(words.kept()), words);
        let nested = Words::in_a_row([words, Words::from("Fine.")]);
        assert_eq!(Words::of_kept(nested.kept()), nested);
    }

    #[test]
    fn text_without_values_is_kept_as_it_is() {
        assert_eq!(Words::from("stopped").kept(), "stopped");
        assert_eq!(serde_json::to_value(Words::from("stopped")).unwrap(), "stopped");
        assert_eq!(Words::of_kept("{\"text\": no}".into()), "{\"text\": no}");
    }
}
