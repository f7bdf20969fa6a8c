//! Where is that old file now? Also when its drive lies in a drawer.

use ingather_tests::mounts::{Disk, cannot_mount};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Outcome, Sandbox, skip};
use serde_json::Value;

fn places(said: &Outcome) -> Vec<Value> {
    let rows = said.json();
    assert_eq!(rows.len(), 1, "one content\n{said}");
    rows[0]["places"].as_array().expect("places").clone()
}

#[test]
fn a_content_is_found_by_path_name_and_checksum_also_without_its_drive() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("where");
    let mut disk = Disk::make(&sandbox, "red", 32);
    let mut red = Tree::at(&disk.at("DCIM"));
    let bytes = content(1, 900);
    red.file("2009 Lisbon/selects/IMG_1.jpg", &bytes).file("2009 Lisbon/IMG_1 copy.jpg", &bytes);
    red.file("other/IMG_2.jpg", &content(2, 900));
    let old_path = red.path("2009 Lisbon/selects/IMG_1.jpg").to_string_lossy().into_owned();
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "brought home");
    disk.unmount();
    let checksum = ingather_tests::snapshot::hex(blake3::hash(&bytes).as_bytes());
    let parts_of_paths = ["09 lisb", "Selects/img", "MG_1", "copy 2009"];
    let whole = [
        old_path.as_str(),
        "img_1.jpg",
        "DCIM/2009 Lisbon/selects/IMG_1.jpg",
        "selects/IMG_1.jpg",
        &checksum,
    ];
    for what in whole.into_iter().chain(parts_of_paths) {
        let said = sandbox.ingather(&["where", what, "--json"]);
        said.expect(0, "it is known");
        let places = places(&said);
        assert_eq!(places.len(), 3, "two names on the drive and one in the archive, by {what}\n{said}");
        let first = &places[0];
        assert_eq!(first["archive"], true, "the archive comes first\n{said}");
        let now = first["now"].as_str().expect("it is there now");
        assert_eq!(std::fs::read(now).expect("the copy"), bytes, "the path leads to that content");
        assert_eq!(
            (&first["verified"], first["verified_ms"].is_i64()),
            (&"ok".into(), true),
            "verified when\n{said}"
        );
        assert!(matches!(first["method"].as_str(), Some("device" | "content")), "verified how\n{said}");
        for away in &places[1..] {
            assert_eq!((&away["archive"], &away["connected"]), (&false.into(), &false.into()), "{said}");
            assert!(
                away["path"].as_str().is_some_and(|p| p.contains("2009 Lisbon")),
                "the old folder is kept\n{said}"
            );
        }
    }
    let text = sandbox.ingather(&["where", "IMG_2"]);
    text.expect(0, "a part of a name")
        .says("IMG_2.jpg", "its path")
        .says("not connected", "its drive is away");
    sandbox.ingather(&["where", "no-such-name.jpg"]).expect(1, "nothing is known of it");
}
