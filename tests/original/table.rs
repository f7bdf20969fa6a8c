//! `docs/original.md` names only commands and tests that exist.

use ingather_tests::Sandbox;

#[test]
fn the_table_of_commands_is_true() {
    let root =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the workspace");
    let text = std::fs::read_to_string(root.join("docs/original.md")).expect("the table");
    let sandbox = Sandbox::new("table-of-commands");
    let (mut commands, mut tests) = (0, 0);
    for row in text.lines().filter(|l| l.starts_with("| ") && l.contains('`')) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        for words in quoted(cells[2]).filter(|w| !w.starts_with("--")) {
            let mut all: Vec<&str> = words.split(' ').collect();
            all.push("--help");
            sandbox.ingather(&all).expect(0, "the table names a command");
            commands += 1;
        }
        for name in quoted(cells[3]) {
            let (file, test) = name.split_once("::").unwrap_or_else(|| panic!("{name} names no test"));
            let path = root.join("tests").join(format!("{file}.rs"));
            let source = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            assert!(source.contains(&format!("fn {test}()")), "{file}.rs has no test {test}");
            tests += 1;
        }
    }
    assert!(commands > 25 && tests > 30, "the table was read: {commands} commands, {tests} tests");
}

fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}
