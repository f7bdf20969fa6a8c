//! Whatever the engine and the shell say can be translated: each template of theirs is a key of the window's catalogue,
//! and the catalogue has no other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::none;
use crate::source::sources;

/// Where templates stand: the beginning of a call, and which of its arguments are one if they are literals.
const CALLS: [(&str, &[usize]); 12] = [
    ("words!(", &[0]),
    ("plural!(", &[1, 2]),
    ("said!(", &[0]),
    ("Error::new(", &[2]),
    ("Self::new(Kind::", &[2]),
    ("::usage(", &[1]),
    ("::blocked(", &[1]),
    ("::file(", &[1]),
    ("Refusal::new(", &[1]),
    ("file_error(", &[0]),
    (".hint(", &[0]),
    (".remark(", &[0]),
];

fn catalogue() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the workspace");
    root.join("ui/src/locales/en/engine.json")
}

/// Templates of all shipped sources, each with the names of the values it was given, for the macros.
fn templates() -> Vec<(String, String, Option<BTreeSet<String>>)> {
    let mut found = Vec::new();
    for source in sources("src-tauri/engine/src").into_iter().chain(sources("src-tauri/src")) {
        if source.shipped().is_empty() {
            continue;
        }
        let text = source.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let lines = text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
        let text = lines.collect::<Vec<_>>().join("\n");
        for (call, places) in CALLS {
            for (at, _) in text.match_indices(call) {
                let arguments = arguments(&text[at + call.len()..]);
                let literals = places.iter().filter_map(|place| literal(arguments.get(*place)?));
                let named = (call == "words!(" || call == "plural!(").then(|| names(&arguments));
                found.extend(literals.map(|text| (source.path.clone(), text, named.clone())));
            }
        }
    }
    assert!(found.len() > 100, "the sources were read: {}", found.len());
    found
}

/// What stands between the commas of a call, up to its end.
fn arguments(text: &str) -> Vec<&str> {
    let (mut all, mut from, mut depth, mut at) = (Vec::new(), 0, 0_usize, 0);
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at += crate::source::string(&text[at..]) - 1,
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' if depth == 0 => break,
            b')' | b']' | b'}' => depth -= 1,
            b',' if depth == 0 => {
                all.push(text[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    all.push(text[from..at].trim());
    all
}

/// The text of a string literal; `None` for any other expression.
fn literal(argument: &str) -> Option<String> {
    let inside = argument.strip_prefix('"')?;
    if crate::source::string(argument) != argument.len() {
        return None;
    }
    let inside = inside.strip_suffix('"')?;
    let mut out = String::new();
    let mut rest = inside.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, rest.peek()) {
            ('\\', Some('\n')) => while rest.next_if(|c| c.is_whitespace()).is_some() {},
            ('\\', Some('n')) => out.push(if rest.next().is_some() { '\n' } else { c }),
            ('\\', Some(_)) => out.extend(rest.next()),
            _ => out.push(c),
        }
    }
    Some(out)
}

/// `files` of `files = Files(n)`.
fn names(arguments: &[&str]) -> BTreeSet<String> {
    let named = arguments.iter().filter_map(|argument| argument.split_once(" = "));
    named
        .map(|(name, _)| name.to_owned())
        .filter(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_'))
        .collect()
}

/// `files` of `{files}`.
fn places(template: &str) -> BTreeSet<String> {
    let inner = template.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    inner.map(|(name, _)| name.to_owned()).collect()
}

/// Something is left to translate when the values are taken away.
fn says_something(template: &str) -> bool {
    let without =
        places(template).iter().fold(template.to_owned(), |t, name| t.replace(&format!("{{{name}}}"), ""));
    without.chars().any(char::is_alphabetic)
}

#[test]
fn the_catalogue_of_the_engine_is_complete_and_has_nothing_else() {
    let said: BTreeSet<String> =
        templates().into_iter().map(|(_, template, _)| template).filter(|t| says_something(t)).collect();
    let path = catalogue();
    if std::env::var_os("INGATHER_WRITE_CATALOGUE").is_some() {
        let all: BTreeMap<_, _> = said.iter().map(|template| (template, template)).collect();
        let text = serde_json::to_string_pretty(&all).expect("a map of texts");
        std::fs::write(&path, text + "\n").expect("the catalogue is written");
    }
    let text = std::fs::read_to_string(&path).expect("the catalogue");
    let known: BTreeMap<String, String> = serde_json::from_str(&text).expect("a map of texts");
    let how = "set INGATHER_WRITE_CATALOGUE=1 and run this test again";
    let missing: Vec<String> = said.iter().filter(|t| !known.contains_key(*t)).cloned().collect();
    none(&format!("not in the catalogue; {how}"), &missing);
    let left_over: Vec<String> = known.keys().filter(|t| !said.contains(*t)).cloned().collect();
    none(&format!("in the catalogue, and said nowhere; {how}"), &left_over);
    let changed: Vec<String> =
        known.into_iter().filter(|(key, text)| key != text).map(|(key, _)| key).collect();
    none("the English text is its own key", &changed);
}

#[test]
fn every_place_of_a_template_has_its_value() {
    let wrong = templates().into_iter().filter_map(|(path, template, names)| {
        let names = names.filter(|names| !names.is_empty())?;
        let places = places(&template);
        // The words for one may do without their number.
        let idle = names.difference(&places).filter(|name| !matches!(name.as_str(), "n" | "files")).count();
        (!places.is_subset(&names) || idle > 0).then(|| format!("{path}: {template:?} with {names:?}"))
    });
    none("a template and its values differ", &wrong.collect::<Vec<_>>());
}

#[test]
fn templates_are_found_in_calls() {
    let text = r#"Error::file("x", words!("{a}, \"b\" \
                 c", a = Text(f(1, 2)))).hint("what");"#;
    let all = arguments(&text["Error::file(".len()..]);
    assert_eq!(all.len(), 2, "{all:?}");
    let inner = arguments(all[1].trim_start_matches("words!("));
    assert_eq!(literal(inner[0]).as_deref(), Some("{a}, \"b\" c"));
    assert_eq!(names(&inner), BTreeSet::from(["a".to_owned()]));
    assert!(!says_something("{a} {b}") && says_something("{a} and {b}"));
}
