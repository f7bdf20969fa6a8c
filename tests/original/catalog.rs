//! The catalogue is checked, pruned and, if it is damaged, set aside in words.

use ingather_tests::Sandbox;
use ingather_tests::tree::{Tree, content};

#[test]
fn the_catalogue_is_checked_and_pruned_without_losing_a_place() {
    let mut sandbox = Sandbox::new("catalog");
    let mut red = Tree::at(&sandbox.at("Red"));
    for n in 0..10 {
        red.file(format!("{n}.jpg"), &content(n, 1_000));
    }
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "brought home");
    for _ in 0..3 {
        sandbox.on_job(&["verify", "--deep"]).expect(0, "read back again");
    }
    std::fs::remove_file(red.path("3.jpg")).expect("a file vanishes");
    std::fs::write(red.path("4.jpg"), b"another content").expect("a file changes");
    let check =
        || sandbox.ingather(&["catalog", "check", "--json"]).expect(0, "it is sound").json()[0].clone();
    let before = check();
    assert_eq!(before["complaint"], serde_json::Value::Null);
    assert_eq!(
        (&before["as_seen"], &before["changed"], &before["gone"]),
        (&18.into(), &1.into(), &1.into()),
        "{before}"
    );
    sandbox.ingather(&["catalog", "check"]).expect(0, "in words").says("sound", "the state");
    let pruned = sandbox.ingather(&["catalog", "prune", "--json"]);
    let rows = pruned.expect(0, "pruned").json()[0]["rows"].as_u64();
    assert!(rows >= Some(20), "verifications that later ones overtook are gone: {rows:?}");
    let after = check();
    for kept in ["contents", "sightings", "as_seen", "gone"] {
        assert_eq!(before[kept], after[kept], "{kept} are kept");
    }
    assert!(after["readbacks"].as_u64() < before["readbacks"].as_u64(), "{after}");
    sandbox.ingather(&["where", "3.jpg"]).expect(0, "what was seen stays known");

    for side in ["catalog.db-wal", "catalog.db-shm"] {
        let _ = std::fs::remove_file(sandbox.at("data").join(side));
    }
    std::fs::write(sandbox.at("data/catalog.db"), [7_u8; 9_000]).expect("damage");
    let damaged = sandbox.ingather(&["catalog", "check"]);
    damaged
        .expect(3, "it cannot be used")
        .says("set aside", "and is kept")
        .is_silent_on("panicked", "in words");
    sandbox.run().expect(0, "a new one is made, and the job is as before");
}
