//! Random small trees, drawn so that contents, sizes and names collide all the time.

use std::path::Path;

use ingather_tests::tree::{Tree, content};
use proptest::collection::vec;
use proptest::prelude::*;

/// One file of a random tree.
#[derive(Debug, Clone)]
pub struct Leaf {
    folder: u8,
    name: u8,
    /// Few, so that the same content turns up in many places.
    content: u8,
    size: Size,
}

#[derive(Debug, Clone, Copy)]
enum Size {
    Empty,
    /// Nearly all share it.
    Small,
    /// One byte less than where samples begin, exactly there, and one more.
    Edge(u8),
    /// Alike at both ends, another byte in the middle.
    Large,
}

/// The drives, what the archive holds before, and a number for choices.
#[derive(Debug, Clone)]
pub struct Plot {
    pub drives: Vec<Vec<Leaf>>,
    pub archive: Vec<Leaf>,
    pub chance: u32,
}

const FOLDERS: [&[u8]; 5] = [b"", b"a", b"a/b", b"DCIM", b"caf\xe9"];
const NAMES: [&[u8]; 8] =
    [b"1.jpg", b"2.jpg", b"1", b".x", b"new\nline", b"\xff.bin", b"IMG~12345678.jpg", b"long.tar.gz"];

fn leaf() -> impl Strategy<Value = Leaf> {
    let size = prop_oneof![
        1 => Just(Size::Empty),
        8 => Just(Size::Small),
        1 => (0_u8..3).prop_map(Size::Edge),
        1 => Just(Size::Large),
    ];
    (0..FOLDERS.len() as u8, 0..NAMES.len() as u8, 0_u8..6, size)
        .prop_map(|(folder, name, content, size)| Leaf { folder, name, content, size })
}

/// Up to three drives of up to 14 files, and an archive of up to 8, part of it where copies would go.
pub fn plots() -> impl Strategy<Value = Plot> {
    (vec(vec(leaf(), 0..14), 1..4), vec(leaf(), 0..8), any::<u32>())
        .prop_map(|(drives, archive, chance)| Plot { drives, archive, chance })
}

/// Makes a tree; of two leaves of one path the first counts.
pub fn grow(root: &Path, leaves: &[Leaf]) {
    let mut tree = Tree::at(root);
    for leaf in leaves {
        let (folder, name) = (FOLDERS[leaf.folder as usize], NAMES[leaf.name as usize]);
        let path = if folder.is_empty() { name.to_vec() } else { [folder, b"/", name].concat() };
        // In the archive these are places that a drive called One would use.
        let path = if root.ends_with("Archive") && leaf.content % 2 == 0 {
            [b"One/", &path[..]].concat()
        } else {
            path
        };
        if std::fs::symlink_metadata(tree.path(&path)).is_err() {
            tree.file(&path, &bytes(leaf));
        }
    }
}

fn bytes(leaf: &Leaf) -> Vec<u8> {
    let number = u64::from(leaf.content);
    match leaf.size {
        Size::Empty => Vec::new(),
        Size::Small => content(number, 700),
        Size::Edge(more) => content(number, (1 << 20) - 1 + more as usize),
        Size::Large => {
            let mut all = content(1_000, 1_200_000);
            all[600_000] = leaf.content;
            all
        }
    }
}
