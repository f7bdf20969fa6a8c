//! Scalars to typed values, with a sentence that says what was expected.

use std::path::Path;

use super::Mistake;
use super::document::{Entry, Scalar, Value};
use super::keys::{parse_threads, wrong_pattern};
use crate::model::{display_bytes, parse_display, path_bytes};
use crate::plan::Layout;
use crate::text::Words;
use crate::{said, words};

const A_TEXT: &str = said!("a text");
const TEXTS: &str = said!("texts");

/// A typed value or the mistakes in it; `None` where the key stands without a value and the default holds.
pub type Read<T> = Result<Option<T>, Vec<Mistake>>;

/// One text.
pub fn text(entry: &Entry) -> Read<String> {
    one(entry, A_TEXT, |s| if is_text(s) { Some(s.text.clone()) } else { None })
}

/// A list of texts.
pub fn texts(entry: &Entry) -> Read<Vec<String>> {
    let items =
        match &entry.value {
            Value::One(scalar) if is_null(scalar) => return Ok(None),
            Value::One(scalar) => {
                return Err(vec![scalar.mistake(words!(
                    "`{key}` expects a list, one `- ` line for each",
                    key = Text(key(entry))
                ))]);
            }
            Value::Many(items) => items,
        };
    let wrong: Vec<Mistake> =
        items.iter().filter(|s| !is_text(s)).map(|s| s.mistake(expected(entry, s, TEXTS))).collect();
    if wrong.is_empty() { Ok(Some(items.iter().map(|s| s.text.clone()).collect())) } else { Err(wrong) }
}

/// A list of paths in text form, absolute; relative ones are taken from `folder`.
pub fn paths(entry: &Entry, folder: &Path) -> Read<Vec<String>> {
    let texts = texts(entry)?;
    no_empty_path(entry)?;
    Ok(texts.map(|all| all.iter().map(|text| absolute(text, folder)).collect()))
}

/// One path.
pub fn path(entry: &Entry, folder: &Path) -> Read<String> {
    let text = text(entry)?;
    no_empty_path(entry)?;
    Ok(text.map(|text| absolute(&text, folder)))
}

/// An empty text would mean the folder that the file lies in, which nobody means.
fn no_empty_path(entry: &Entry) -> Result<(), Vec<Mistake>> {
    let scalars = match &entry.value {
        Value::One(scalar) => std::slice::from_ref(scalar),
        Value::Many(items) => items,
    };
    let empty = scalars.iter().filter(|s| !s.plain && s.text.is_empty());
    let wrong: Vec<Mistake> = empty
        .map(|s| s.mistake(words!("`{key}` expects a path, found nothing", key = Text(key(entry)))))
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// Where copies go, tried out.
pub fn layout(entry: &Entry) -> Read<String> {
    let text = text(entry)?;
    match (&text, &entry.value) {
        (Some(layout), Value::One(scalar)) => match Layout::parse(layout) {
            Ok(_) => Ok(text),
            Err(error) => Err(vec![scalar.mistake(error.message)]),
        },
        _ => Ok(text),
    }
}

/// Globs, each tried out.
pub fn globs(entry: &Entry) -> Read<Vec<String>> {
    let texts = texts(entry);
    let items: &[Scalar] = if let Value::Many(items) = &entry.value { items } else { &[] };
    let tried = items.iter().filter(|s| is_text(s)).filter_map(|s| Some(s.mistake(wrong_pattern(&s.text)?)));
    let wrong: Vec<Mistake> = tried.collect();
    match texts {
        Ok(globs) if wrong.is_empty() => Ok(globs),
        Ok(_) => Err(wrong),
        Err(types) => Err([types, wrong].concat()),
    }
}

/// `true` or `false`.
pub fn flag(entry: &Entry) -> Read<bool> {
    one(entry, said!("true or false"), |s| match (s.plain, s.text.as_str()) {
        (true, "true" | "True" | "TRUE") => Some(true),
        (true, "false" | "False" | "FALSE") => Some(false),
        _ => None,
    })
}

/// `auto` (0) or a number of threads.
pub fn threads(entry: &Entry) -> Read<u32> {
    one(entry, said!("`auto` or a number up to 1024"), |s| parse_threads(&s.text).filter(|_| s.plain))
}

/// One of a few words.
pub fn word<T>(entry: &Entry, words: &'static str, parse: impl Fn(&str) -> Option<T>) -> Read<T> {
    one(entry, words, |s| parse(&s.text))
}

/// A list of a few words.
pub fn words<T>(entry: &Entry, words: &'static str, parse: impl Fn(&str) -> Option<T>) -> Read<Vec<T>> {
    let Some(texts) = texts(entry)? else { return Ok(None) };
    let items: &[Scalar] = if let Value::Many(items) = &entry.value { items } else { &[] };
    let wrong: Vec<Mistake> = items
        .iter()
        .filter(|s| parse(&s.text).is_none())
        .map(|s| s.mistake(expected(entry, s, words)))
        .collect();
    if wrong.is_empty() { Ok(Some(texts.iter().filter_map(|t| parse(t)).collect())) } else { Err(wrong) }
}

fn one<T>(entry: &Entry, what: &'static str, parse: impl Fn(&Scalar) -> Option<T>) -> Read<T> {
    match &entry.value {
        Value::Many(_) => Err(vec![entry.key.mistake(words!(
            "`{key}` expects {what}, not a list",
            key = Text(key(entry)),
            what = Words(what)
        ))]),
        Value::One(scalar) if is_null(scalar) => Ok(None),
        Value::One(scalar) => match parse(scalar) {
            Some(value) => Ok(Some(value)),
            None => Err(vec![scalar.mistake(expected(entry, scalar, what))]),
        },
    }
}

fn expected(entry: &Entry, scalar: &Scalar, what: &'static str) -> Words {
    let found: String = display_bytes(scalar.text.as_bytes()).chars().take(40).collect();
    let wants_text = what == A_TEXT || what == TEXTS;
    let (key, found, what) = (key(entry), found, Words::from(what));
    match (wants_text, scalar.plain) {
        (true, _) => words!(
            "`{key}` expects {what}, found `{found}`; put it in quotes",
            key = Text(key),
            what = Words(what),
            found = Text(found)
        ),
        (false, true) => words!(
            "`{key}` expects {what}, found `{found}`",
            key = Text(key),
            what = Words(what),
            found = Text(found)
        ),
        (false, false) => words!(
            "`{key}` expects {what}, found `{found}`, in quotes",
            key = Text(key),
            what = Words(what),
            found = Text(found)
        ),
    }
}

fn key(entry: &Entry) -> String {
    entry.key.text.clone()
}

fn absolute(text: &str, folder: &Path) -> String {
    // A `\` that begins no `\xNN` is meant as it stands, as in a Windows path.
    let bytes = parse_display(text).unwrap_or_else(|| text.as_bytes().to_vec());
    let is_absolute = bytes.starts_with(b"/") || bytes.starts_with(b"\\\\") || bytes.get(1) == Some(&b':');
    if is_absolute || folder.as_os_str().is_empty() {
        return display_bytes(&bytes);
    }
    let mut whole = path_bytes(folder).to_vec();
    whole.push(b'/');
    whole.extend_from_slice(&bytes);
    display_bytes(&whole)
}

fn is_null(scalar: &Scalar) -> bool {
    scalar.plain && matches!(scalar.text.as_str(), "" | "~" | "null" | "Null" | "NULL")
}

/// Whether YAML takes the scalar for a text rather than for nothing, a flag or a number.
fn is_text(scalar: &Scalar) -> bool {
    let text = scalar.text.as_str();
    let number = text.trim_start_matches(['+', '-']);
    let is_number = text.parse::<f64>().is_ok()
        || number.strip_prefix("0x").is_some_and(|d| u64::from_str_radix(d, 16).is_ok())
        || number.strip_prefix("0o").is_some_and(|d| u64::from_str_radix(d, 8).is_ok())
        || matches!(number, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN");
    let is_flag = matches!(text, "true" | "True" | "TRUE" | "false" | "False" | "FALSE");
    !scalar.plain || !(is_null(scalar) || is_number || is_flag)
}
