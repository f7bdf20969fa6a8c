//! `config new|check|show`: asked at a terminal, checked with every mistake named, shown with where each value is from.

use ingather_tests::Sandbox;
use ingather_tests::terminal::Terminal;

fn yaml(sandbox: &Sandbox, name: &str, text: &str) {
    std::fs::write(sandbox.at(name), text).expect("a file");
}

#[test]
fn new_asks_at_the_terminal_and_writes_the_file_that_a_job_keeps() {
    let sandbox = Sandbox::new("config-new");
    let text = |name: &str| sandbox.folder(name).to_string_lossy().into_owned();
    let (red, archive) = (text("Red"), text("Archive"));
    let mut asked = Terminal::start(sandbox.command(["config", "new", "asked.yaml"]));
    asked.answer("Name of the job", "Old drives");
    asked.answer("bring in", "/nowhere/at/all");
    asked.answer("no such folder", &red);
    asked.answer("another", "");
    asked.answer("Archive to copy to", "");
    asked.answer("at least one is needed", &archive);
    asked.answer("another", "");
    asked.answer("counts as archived already", "");
    asked.answer("Layout", "merge");
    asked.answer("Verify: none, shallow or deep [deep]", "very deep");
    asked.answer("none of the choices", "shallow");
    asked.answer("[keep]", "");
    asked.answer("Repeats", "");
    asked.answer("[keep-both]", "skip");
    asked.answer("left out, e.g.", "*.tmp");
    asked.answer("another", "");
    asked.answer("alone is taken", "*.jpg");
    asked.answer("another", "[");
    asked.answer("not a pattern", "*.mov");
    asked.answer("another", "");
    asked.answer("stays whole", "*.library");
    asked.answer("another", "");
    asked.answer("Further checksums", "crc32");
    asked.answer("none of the choices", "sha256");
    asked.answer("another", "md5");
    asked.answer("another", "");
    asked.answer("Read every look-alike", "yes");
    asked.answer("Reading threads: auto or a number", "4");
    let (code, shown) = asked.end();
    assert_eq!(code, Some(0), "{shown}");
    assert!(
        shown.contains("asked.yaml") && shown.contains("ingather run --config"),
        "what to do next: {shown}"
    );
    sandbox.ingather(&["config", "check", "asked.yaml"]).expect(0, "it has no mistakes");

    let init =
        ["init", "--job", "job", "--name", "Old drives", "--source", &red, "--dest", &archive, "--layout"];
    let more = ["merge", "--verify", "shallow", "--clashes", "skip", "--exclude", "*.tmp", "--threads", "4"];
    let rest = ["--include", "*.jpg", "*.mov", "--bundle", "*.library", "--checksums", "sha256", "md5"];
    sandbox
        .ingather(&[&init[..], &more[..], &rest[..], &["--exact-plan"]].concat())
        .expect(0, "the same job by options");
    let read = |path: &str| std::fs::read_to_string(sandbox.at(path)).expect("a file");
    assert_eq!(read("asked.yaml"), read("job/config.yaml"), "one file, however it came to be");
    let over = sandbox.ingather(&["config", "new", "asked.yaml"]);
    sandbox
        .ingather(&["config", "new", "none/c.yaml"])
        .expect(2, "asked before the questions")
        .says("none", "where");
    over.expect(2, "never over a file").says("asked.yaml", "it is named");
}

#[test]
fn check_names_every_mistake_at_once_with_its_place() {
    let sandbox = Sandbox::new("config-check");
    yaml(&sandbox, "bad.yaml", "sorces: [/a]\nverify: deeply\nexclude:\n  - 7\na: &a [x]\npools: [*a]\n");
    let said = sandbox.ingather(&["config", "check", "bad.yaml"]);
    said.expect(2, "mistakes").says("bad.yaml", "the file");
    for (place, what) in [
        ("line 1, column 1", "`sources` meant"),
        ("line 2, column 9", "none, shallow or deep"),
        ("line 4, column 5", "expects texts"),
        ("line 5, column 4", "anchors"),
        ("line 6, column 9", "aliases"),
    ] {
        let named = said.text().lines().any(|l| l.contains(place) && l.contains(what));
        assert!(named, "{place}: {what}\n{said}");
    }
    let level = |n: u32| format!("a{n}: &a{n} [{}]\n", format!("*a{}, ", n - 1).repeat(9));
    let lines: Vec<String> = (1..10).map(level).collect();
    let lines = ["a0: &a0 [x]\n".to_owned(), lines.concat()];
    yaml(&sandbox, "bomb.yaml", &lines.concat());
    let bomb = sandbox.ingather(&["config", "check", "bomb.yaml"]);
    bomb.expect(2, "an alias bomb").says("aliases", "why");
    assert!(bomb.peak_kib < 64 * 1024, "it is not unfolded: {} KiB", bomb.peak_kib);
    yaml(&sandbox, "large.yaml", &"#".repeat((1 << 20) + 1));
    sandbox.ingather(&["config", "check", "large.yaml"]).expect(2, "too large").says("1 MiB", "why");
    for file in ["bad.yaml", "bomb.yaml", "large.yaml"] {
        sandbox.ingather(&["run", "--job", "job", "--config", file]).expect(2, "no command takes it");
        assert!(!sandbox.job().exists(), "and no job is made of it");
    }
}

#[test]
fn show_says_where_each_value_comes_from() {
    let sandbox = Sandbox::new("config-show");
    for name in ["Red", "Archive"] {
        sandbox.folder(name);
    }
    yaml(&sandbox, "c.yaml", "verify: shallow\nlayout: merge\n");
    let init = ["init", "--job", "job", "--source", "Red", "--dest", "Archive", "--repeats", "keep"];
    sandbox.ingather(&init).expect(0, "a job");
    let said = sandbox.on_job(&["config", "show", "--config", "c.yaml", "--verify", "none", "--json"]);
    let lines = said.expect(0, "shown").json();
    let origin = |key: &str| {
        let line =
            lines.iter().find(|l| l["key"] == key).unwrap_or_else(|| panic!("{key} is missing\n{said}"));
        (line["value"].to_string(), line["origin"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(origin("verify"), ("\"none\"".into(), "command line".into()), "the command line wins");
    assert_eq!(origin("layout"), ("\"merge\"".into(), "config file".into()), "over the file");
    assert_eq!(origin("repeats"), ("\"keep\"".into(), "job".into()), "over what the job was given");
    assert_eq!(origin("log_level"), ("\"info\"".into(), "default".into()), "over the defaults");
    assert_eq!(
        origin("clashes"),
        ("\"keep-both\"".into(), "default".into()),
        "the job was told nothing of it"
    );
    assert_eq!(origin("pools"), ("[]".into(), "default".into()), "nor of these");
    assert_eq!(origin("sources").1, "job", "these it was told");
    let more = sandbox.on_job(&["config", "show", "--source", "Archive"]);
    more.expect(0, "shown")
        .says("Archive\"]  (job and command line)", "folders are added to those of the job");
    assert_eq!(lines.len(), 18, "every option\n{said}");
    sandbox.on_job(&["config", "show"]).expect(0, "in words").says("(job)", "where from");
}
