//! Scalars to typed values, with a sentence that says what was expected.

use std::path::Path;

use super::Mistake;
use super::document::{Entry, Scalar, Value};
use super::keys::{parse_layout, parse_pattern, parse_threads};
use crate::model::{display_bytes, parse_display, path_bytes};

/// A typed value or the mistakes in it; `None` where the key stands without a value and the default holds.
pub type Read<T> = Result<Option<T>, Vec<Mistake>>;

/// One text.
pub fn text(entry: &Entry) -> Read<String> {
    one(entry, "a text", |s| if is_text(s) { Some(s.text.clone()) } else { None })
}

/// A list of texts.
pub fn texts(entry: &Entry) -> Read<Vec<String>> {
    let items = match &entry.value {
        Value::One(scalar) if is_null(scalar) => return Ok(None),
        Value::One(scalar) => {
            return Err(vec![
                scalar.mistake(format!("`{}` expects a list, one `- ` line for each", entry.key.text)),
            ]);
        }
        Value::Many(items) => items,
    };
    let wrong: Vec<Mistake> =
        items.iter().filter(|s| !is_text(s)).map(|s| s.mistake(expected(entry, s, "texts"))).collect();
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
    let wrong: Vec<Mistake> =
        empty.map(|s| s.mistake(format!("`{}` expects a path, found nothing", entry.key.text))).collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// Where copies go, tried out.
pub fn layout(entry: &Entry) -> Read<String> {
    let text = text(entry)?;
    match (&text, &entry.value) {
        (Some(layout), Value::One(scalar)) => {
            parse_layout(layout).map(Some).map_err(|why| vec![scalar.mistake(why)])
        }
        _ => Ok(text),
    }
}

/// Globs, each tried out.
pub fn globs(entry: &Entry) -> Read<Vec<String>> {
    let texts = texts(entry);
    let items: &[Scalar] = if let Value::Many(items) = &entry.value { items } else { &[] };
    let tried = items.iter().filter(|s| is_text(s)).filter_map(|s| {
        let why = parse_pattern(&s.text).err()?;
        Some(s.mistake(why))
    });
    let wrong: Vec<Mistake> = tried.collect();
    match texts {
        Ok(globs) if wrong.is_empty() => Ok(globs),
        Ok(_) => Err(wrong),
        Err(types) => Err([types, wrong].concat()),
    }
}

/// `true` or `false`.
pub fn flag(entry: &Entry) -> Read<bool> {
    one(entry, "true or false", |s| match (s.plain, s.text.as_str()) {
        (true, "true" | "True" | "TRUE") => Some(true),
        (true, "false" | "False" | "FALSE") => Some(false),
        _ => None,
    })
}

/// `auto` (0) or a number of threads.
pub fn threads(entry: &Entry) -> Read<u32> {
    one(entry, "`auto` or a number up to 1024", |s| parse_threads(&s.text).filter(|_| s.plain))
}

/// One of a few words.
pub fn word<T>(entry: &Entry, words: &str, parse: impl Fn(&str) -> Option<T>) -> Read<T> {
    one(entry, words, |s| parse(&s.text))
}

/// A list of a few words.
pub fn words<T>(entry: &Entry, words: &str, parse: impl Fn(&str) -> Option<T>) -> Read<Vec<T>> {
    let Some(texts) = texts(entry)? else { return Ok(None) };
    let items: &[Scalar] = if let Value::Many(items) = &entry.value { items } else { &[] };
    let wrong: Vec<Mistake> = items
        .iter()
        .filter(|s| parse(&s.text).is_none())
        .map(|s| s.mistake(expected(entry, s, words)))
        .collect();
    if wrong.is_empty() { Ok(Some(texts.iter().filter_map(|t| parse(t)).collect())) } else { Err(wrong) }
}

fn one<T>(entry: &Entry, what: &str, parse: impl Fn(&Scalar) -> Option<T>) -> Read<T> {
    match &entry.value {
        Value::Many(_) => {
            Err(vec![entry.key.mistake(format!("`{}` expects {what}, not a list", entry.key.text))])
        }
        Value::One(scalar) if is_null(scalar) => Ok(None),
        Value::One(scalar) => match parse(scalar) {
            Some(value) => Ok(Some(value)),
            None => Err(vec![scalar.mistake(expected(entry, scalar, what))]),
        },
    }
}

fn expected(entry: &Entry, scalar: &Scalar, what: &str) -> String {
    let found: String = display_bytes(scalar.text.as_bytes()).chars().take(40).collect();
    let wants_text = what.starts_with("a text") || what == "texts";
    let quotes = match (wants_text, scalar.plain) {
        (true, _) => "; put it in quotes",
        (false, true) => "",
        (false, false) => ", in quotes",
    };
    format!("`{}` expects {what}, found `{found}`{quotes}", entry.key.text)
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
