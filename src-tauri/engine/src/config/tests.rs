//! What a configuration file may say, what is refused, and which layer wins.

use super::*;
use crate::model::{Algorithm, Depth};
use crate::views::{ClashPolicy, Junk, RepeatPolicy};
use proptest::prelude::*;

fn mistakes(text: &str) -> Vec<String> {
    parse(text, Path::new("/cfg")).expect_err("it has mistakes").iter().map(ToString::to_string).collect()
}

#[test]
fn every_option_can_be_given() {
    let text = "name: Old drives\nsources:\n  - /mnt/a\n  - relative\ndestinations: [/mnt/b]\npools: []\nverify: shallow\n\
        layout: '{drive}/{date:%Y}/{name}'\nexclude: ['*.tmp']\ninclude: [\"*.jpg\"]\njunk: leave-out\nrepeats: keep\nclashes: skip\nbundles: ['*.lib']\n\
        checksums: [sha256, md5]\n\
        exact_plan: true\nfill: false\nthreads: 4\ncatalog: c.db\nlog_level: debug\n";
    let given = parse(text, Path::new("/cfg")).expect("valid").given;
    assert!(KEYS.iter().all(|k| given.says(k)), "every key has an option");
    let config = given.over(JobConfig::default());
    assert_eq!(config.sources, ["/mnt/a", "/cfg/relative"], "relative paths start at the file");
    assert_eq!(
        (config.verify, config.junk, config.repeats),
        (Depth::Shallow, Junk::LeaveOut, RepeatPolicy::Keep)
    );
    assert_eq!((config.clashes, config.bundles), (ClashPolicy::Skip, vec!["*.lib".to_owned()]));
    assert_eq!(config.checksums, [Algorithm::Sha256, Algorithm::Md5]);
    assert_eq!((config.threads, config.exact_plan, config.fill), (4, true, false));
    assert_eq!((given.catalog.as_deref(), given.log_level), (Some("/cfg/c.db"), Some(LogLevel::Debug)));
}

#[test]
fn all_mistakes_are_reported_together_with_their_places() {
    let text = "sorces:\n  - /a\nverify: deeply\nexact_plan: \"true\"\nsources: /a\nexclude:\n  - 7\n  - '[x'\n  - true\n\
        threads: many\nname: [a]\nname: b\npools:\n  - {a: b}\n";
    let found = mistakes(text);
    let places: Vec<&str> = found.iter().filter_map(|m| m.split_once(": ").map(|(place, _)| place)).collect();
    assert_eq!(
        places,
        [
            "line 1, column 1",
            "line 3, column 9",
            "line 4, column 13",
            "line 5, column 10",
            "line 7, column 5",
            "line 8, column 5",
            "line 9, column 5",
            "line 10, column 10",
            "line 11, column 1",
            "line 12, column 1",
            "line 14, column 5",
        ],
        "{found:#?}"
    );
    assert!(found[0].contains("is `sources` meant?"), "{}", found[0]);
    assert!(found[2].ends_with("found `true`, in quotes"), "{}", found[2]);
    assert!(found[9].ends_with("`name` stands twice"), "also where the first was wrong: {}", found[9]);
    assert!(mistakes("exclude: ['[x']")[0].contains("not a pattern"));
    for unknown in ["blake3", "crc32", "SHA256"] {
        let found = mistakes(&format!("checksums: [{unknown}]"));
        assert!(found[0].contains("sha256, sha512, sha1 or md5"), "{found:?}");
    }
    let layout = mistakes("layout: '{nme}'\nverfy: deep");
    assert!(layout[0].starts_with("line 1, column 9: the layout {nme} cannot be used"), "{layout:#?}");
    assert!(layout[1].contains("is `verify` meant?"), "{layout:#?}");
    assert!(mistakes("destinations: ['']")[0].contains("expects a path, found nothing"));
    assert!(mistakes("fill: true\nfill: false")[0].contains("twice"));
}

#[test]
fn bombs_are_refused() {
    let bomb = "a: &a [x]\nsources: &b [*a, *a]\ndestinations: [*b]\n";
    let found = mistakes(bomb).join("\n");
    assert!(found.contains("anchors") && found.contains("aliases"), "{found}");
    let deep = "sources: ".to_owned() + &"[".repeat(200_000);
    assert!(!mistakes(&deep).is_empty(), "deep nesting ends in words, not in a crash");
    let large = "#".repeat(1_100_000);
    assert!(mistakes(&large)[0].contains("1 MiB"));
    let many = "x: 1\n".repeat(150_000);
    assert!(!mistakes(&many).is_empty());
    assert!(mistakes("sources: [a\n")[0].contains("not valid YAML"));
    assert!(mistakes("- a\n- b\n")[0].contains("key: value"));
    assert!(mistakes("just a text")[0].contains("key: value"));
    assert!(mistakes("name: a\n---\nname: b\n").iter().any(|m| m.contains("only one document")));
}

#[test]
fn an_empty_file_and_an_empty_key_mean_the_defaults() {
    for text in ["", "# only a comment\n", "exclude:\nverify: ~\n"] {
        assert_eq!(parse(text, Path::new("/")).expect("valid").job(), JobConfig::default(), "{text:?}");
    }
}

#[test]
fn layers_win_in_order_and_say_so() {
    let mut layers = Layers::default();
    layers.file.verify = Some(Depth::Shallow);
    layers.file.layout = Some("merge".into());
    layers.command_line.verify = Some(Depth::None);
    let config = layers.config();
    assert_eq!((config.verify, config.layout.as_str(), config.fill), (Depth::None, "merge", false));
    let origin = |key| layers.origin(key);
    assert_eq!(origin("verify"), Origin::CommandLine);
    assert_eq!(origin("layout"), Origin::File);
    assert_eq!(origin("fill"), Origin::Default);
    assert_eq!(layers.show().len(), KEYS.len());
}

#[test]
fn a_saved_job_keeps_its_roots_and_options() {
    let saved = JobConfig { sources: vec!["/a".into()], verify: Depth::None, ..JobConfig::default() };
    let mut layers = Layers { job: Some(saved), ..Layers::default() };
    layers.command_line.sources = Some(vec!["/b".into(), "/a".into()]);
    let config = layers.config();
    assert_eq!(config.sources, ["/a", "/b"], "new roots are added, none is dropped");
    assert_eq!((config.verify, layers.origin("verify")), (Depth::None, Origin::Job));
}

#[test]
fn mistakes_of_a_file_are_one_error_of_use() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.yaml");
    crate::fs::durable::replace_own(&path, |out| out.write_all(b"a: 1\nb: 2\n")).expect("written");
    let error = read(&path).expect_err("two mistakes");
    assert_eq!(error.exit_code(), 2);
    assert!(
        error.message.contains("2 mistakes") && error.message.contains("line 2, column 1"),
        "{}",
        error.message
    );
    assert_eq!(read(&folder.path().join("none")).expect_err("not there").exit_code(), 2);
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(
        name in "\\PC{0,12}|[\u{2028}\u{2029}\u{85}\u{FEFF} a]{1,4}|true|~|1e3|0x1F|[ &*!#:-]{1,4}",
        source in "\\PC{1,12}",
        exclude in proptest::collection::vec("[a-z *?.#&]{1,8}", 0..3),
        threads in 0_u32..9,
        fill: bool,
    ) {
        let sources = vec![crate::model::display_bytes(format!("/{source}").as_bytes())];
        let config = JobConfig { name, sources, exclude, threads, fill, ..JobConfig::default() };
        let text = to_yaml(&config).expect("written");
        let again = parse(&text, Path::new("/")).map_err(|m| TestCaseError::fail(format!("{m:?}\n{text}")))?;
        prop_assert_eq!(again.job(), config);
    }
}
