//! Pages for people say the same in every language, and say nothing that no catalogue has.

use std::collections::BTreeMap;

use super::super::*;
use super::{drive, results, row};
use crate::model::{CopyStatus, Equation, Outcome, Tally};
use crate::text::{ENGLISH, Words};
use crate::views::{DriveVerdict, SafeToWipe};
use crate::{plural, words};

/// Each sentence of the catalogue between brackets: what stands outside of them is in no catalogue.
fn bracketed() -> Tongue {
    let catalogue = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/locales/en/engine.json");
    let text = std::fs::read_to_string(catalogue).expect("the catalogue");
    let all: BTreeMap<String, String> = serde_json::from_str(&text).expect("a map of texts");
    Tongue {
        tag: "en-XA",
        sentences: all.into_keys().map(|key| (key.clone(), format!("⟦{key}⟧"))).collect(),
        files: ("⟦{n} file⟧".into(), "⟦{n} files⟧".into()),
        group: '.',
        decimal: ',',
        time: "⟦%-d. %-m. %Y, %H:%M⟧",
    }
}

/// A result in which names have no letters, so that all letters are ours.
fn told() -> ResultsView {
    let tally = |files, bytes| Tally { files, bytes };
    let mut told = results();
    told.job.name = "<1>".into();
    told.verdict = words!("Finished, but {files} could not be read or written", files = Files(12_034_u64));
    told.evidence = words!("Each was read back on {names}.", names = Text("2"));
    told.job.destinations[0].name = "2".into();
    told.job.destinations[0].path = "/2".into();
    told.job.destinations[0].equation = Equation {
        found: tally(48_210, 1_900_000_000_000),
        copied: tally(12_034, 410_000_000_000),
        already_there: tally(30_112, 1_240_000_000_000),
        repeats: tally(5_900, 250_000_000_000),
        left_out: tally(160, 950_000),
        failed: tally(3, 400),
        to_do: tally(1, 1),
        ..Equation::default()
    };
    let answers = [SafeToWipe::Safe, SafeToWipe::CheckFirst, SafeToWipe::NotYet, SafeToWipe::NeverScanned];
    told.certificates = answers.map(certificate).into();
    told.certificates.push(DriveVerdict { away: true, ..certificate(SafeToWipe::Safe) });
    told
}

fn certificate(verdict: SafeToWipe) -> DriveVerdict {
    let only_here =
        |n: u64| plural!(files = Files(n), "{files} exists only here.", "{files} exist only here.");
    DriveVerdict {
        name: "<4>".into(),
        path: "/4".into(),
        verdict,
        why: crate::text::all_read_back(12_034, 7),
        left_out: 7,
        left_out_bytes: 70_000_000,
        to_do: 1,
        verified_ms: None,
        exceptions: vec![only_here(1), only_here(2_000)],
        notes: vec![words!("{files} were read back now.", files = Files(5_u64))],
        ..drive()
    }
}

fn problems() -> Vec<SummaryRow> {
    let seen = [None, Some(Outcome::Missing), Some(Outcome::Damaged), Some(Outcome::Edited)];
    let seen = seen.into_iter().chain([Some(Outcome::Unreadable), Some(Outcome::Ok)]);
    let mut rows: Vec<SummaryRow> = seen.map(|seen| row("1", CopyStatus::Done, seen)).collect();
    rows.extend([CopyStatus::Error, CopyStatus::Pending].map(|status| row("2", status, None)));
    for row in &mut rows {
        row.drive = "4".into();
        row.destination = "2".into();
        row.message = Some(words!("could not be read"));
    }
    rows
}

fn page(tongue: &Tongue) -> String {
    let mut out = Vec::new();
    html::page(&mut out, &told(), &problems(), 1_508, tongue).expect("written");
    String::from_utf8(out).expect("text")
}

/// What a reader sees of a page, without its times.
fn text_of(page: &str) -> String {
    let body = page.split_once("<body>").expect("a body").1;
    let mut text = String::new();
    for part in body.split('<').skip(1) {
        let (tag, after) = part.split_once('>').expect("a whole tag");
        text.push(' ');
        if !tag.starts_with("time ") {
            text.push_str(after);
        }
    }
    text.replace("&lt;", "").replace("&gt;", "")
}

#[test]
fn every_word_of_a_page_is_in_the_catalogue() {
    let tongue = bracketed();
    let (page, lines) = (page(&tongue), certificate_text(&certificate(SafeToWipe::NotYet), &tongue));
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en-XA\">"), "{page}");
    let mut depth = 0;
    let mut strange = String::new();
    for c in format!("{}{lines}", text_of(&page)).chars() {
        match c {
            '⟦' => depth += 1,
            '⟧' => depth -= 1,
            c if depth == 0 => strange.push(c),
            _ => {}
        }
    }
    let known = ["Ingather", "B", "kB", "MB", "GB", "TB"];
    let words = strange.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty() && !known.contains(w));
    assert_eq!(words.collect::<Vec<_>>(), Vec::<&str>::new(), "in no catalogue");
}

#[test]
fn numbers_times_and_evidence_are_the_same_in_every_language() {
    let pages = [page(&ENGLISH), page(&bracketed())];
    let numbers = pages.each_ref().map(|page| {
        let text = text_of(page).replace(" bytes", " B").replace(" byte", " B");
        let digits = |part: &str| part.replace([',', '.'], "");
        let is_number = |part: &&str| part.contains(|c: char| c.is_ascii_digit());
        let kept = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
        text.split(|c| !kept(c)).filter(is_number).map(digits).collect::<Vec<_>>()
    });
    assert!(numbers[0].len() > 100, "{:?}", numbers[0]);
    let joined = numbers[0].join(" ");
    assert!(joined.contains("48210 19 12034 4100"), "{joined}");
    assert_eq!(numbers[0], numbers[1]);
    let times = pages.each_ref().map(|page| {
        page.split("<time datetime=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect::<Vec<_>>()
    });
    assert_eq!(times[0], times[1], "to the second, for programs");
    assert!(times[0].contains(&"2019-06-22T12:00:00Z"));
}

#[test]
fn a_language_that_lacks_a_sentence_says_it_in_english() {
    let sparse = Tongue { sentences: [("Drive".into(), "Laufwerk".into())].into(), ..bracketed() };
    let (english, sparse) = (page(&ENGLISH), page(&sparse));
    assert!(sparse.contains("<th>Laufwerk</th>") && !english.contains("Laufwerk"));
    for sentence in ["12,034 files, all read back; 7 files left out", "2,000 files exist only here."] {
        assert!(sparse.contains(sentence) && english.contains(sentence), "{sentence} is not lost");
    }
    assert_eq!(sparse.matches('<').count(), english.matches('<').count(), "nothing is left away");
}

#[test]
fn what_is_written_for_programs_is_the_same_in_every_language() {
    let write = |tongue: &Tongue| {
        let folder = tempfile::tempdir().expect("a folder");
        let rows = problems();
        let mut each = |sink: &mut Sink<'_>| rows.iter().try_for_each(&mut *sink).map_err(|e| sink_error(&e));
        let paths = write_all(folder.path(), &told(), tongue, &mut each).expect("written");
        assert!(is_page_in(folder.path(), tongue), "the page is in its language");
        paths.iter().map(|path| std::fs::read(path).expect("a report")).collect::<Vec<_>>()
    };
    let (english, other) = (write(&ENGLISH), write(&bracketed()));
    assert_eq!((&english[0], &english[1]), (&other[0], &other[1]));
    assert_ne!(english[2], other[2]);
    let folder = tempfile::tempdir().expect("a folder");
    assert!(!is_page_in(folder.path(), &ENGLISH), "where there is none");
}

#[test]
fn no_sentence_can_become_markup_in_any_language() {
    let tongue = Tongue {
        sentences: [
            ("Drive".into(), "<b>\"Laufwerk\"</b>".into()),
            ("{name} ({path})".into(), "{name}".into()),
        ]
        .into(),
        ..bracketed()
    };
    let page = page(&tongue);
    assert!(page.contains("<th>&lt;b&gt;&quot;Laufwerk&quot;&lt;/b&gt;</th>") && !page.contains("<b>"));
    assert!(page.contains("&lt;4&gt;") && !page.contains("<4>"));
    assert_eq!(tongue.say(&Words::from("Drive")), "<b>\"Laufwerk\"</b>", "elsewhere it is text");
}
