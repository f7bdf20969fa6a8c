//! Both ends of the wire name the same commands: the handler list of the shell and the one map of the page.

use std::collections::BTreeSet;

#[test]
fn the_page_and_the_shell_know_the_same_commands() {
    let shell = include_str!("../src/lib.rs");
    let list = shell.split("generate_handler![").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
    let offered: BTreeSet<&str> = list
        .split(',')
        .filter_map(|entry| entry.trim().rsplit("::").next())
        .filter(|name| !name.is_empty())
        .collect();

    let page = include_str!("../../ui/src/ipc/commands.ts");
    let map =
        page.split("export interface Commands {").nth(1).and_then(|rest| rest.split("\n}").next()).unwrap();
    // The map's own keys: what is deeper inside, and what is said of them, is indented further or no name.
    let called: BTreeSet<&str> = map
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_once(':'))
        .map(|(name, _)| name)
        .filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
        .collect();

    assert!(offered.len() > 20, "the list was read: {offered:?}");
    assert_eq!(called, offered, "a command on one side only fails at run time, in front of the user");
}
