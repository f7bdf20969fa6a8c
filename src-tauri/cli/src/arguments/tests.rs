//! What may be typed, and in which order.

use super::*;
use clap::CommandFactory;

#[test]
fn the_options_fit_together() {
    Arguments::command().debug_assert();
}

#[test]
fn global_options_stand_before_or_after_the_command() {
    for line in [
        "ingather --job J --json run --source A --source B --dest D",
        "ingather run --source A B --dest D --job J --json",
    ] {
        let arguments = Arguments::try_parse_from(line.split(' ')).expect(line);
        assert_eq!(arguments.global.job, Some("J".into()), "{line}");
        assert!(arguments.global.json, "{line}");
        let Command::Run { options, .. } = arguments.command else { panic!("{line}") };
        assert_eq!(options.sources.len(), 2, "{line}");
    }
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_are_taken() {
    use std::os::unix::ffi::OsStrExt;
    let odd = std::ffi::OsStr::from_bytes(b"/mnt/\xFF");
    let words = ["ingather".as_ref(), "run".as_ref(), "--source".as_ref(), odd];
    let Command::Run { options, .. } = Arguments::try_parse_from(words).expect("taken").command else {
        panic!("it is `run`")
    };
    assert_eq!(options.sources, [PathBuf::from(odd)]);
}

#[test]
fn wrong_use_is_exit_two() {
    for line in [
        "ingather frob",
        "ingather run --verify most",
        "ingather verify --deep --shallow",
        "ingather run --threads 0",
    ] {
        assert_eq!(Arguments::try_parse_from(line.split(' ')).expect_err(line).exit_code(), 2, "{line}");
    }
}
