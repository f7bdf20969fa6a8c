//! A drive, an archive and what must hold after any run: nothing is left to do, also when records are lost.

use ingather_tests::tree::{Tree, content};
use ingather_tests::watch::Watch;
use ingather_tests::{Sandbox, Snapshot};

pub fn raw(n: u64) -> Vec<u8> {
    content(n, 20_000 + n as usize)
}

pub const STARS: &[u8] = b"<x:xmpmeta rating=\"5\"/>";
pub const EDITED: &[u8] = b"<x:xmpmeta rating=\"3\"/>";

pub struct Scene {
    pub sandbox: Sandbox,
    pub red: Tree,
    pub archive: Tree,
}

impl Scene {
    pub fn new(name: &str) -> Self {
        let mut sandbox = Sandbox::new(name);
        let red = Tree::at(&sandbox.at("drives/Red"));
        let archive = Tree::at(&sandbox.at("Archive"));
        sandbox.source(red.root()).destination(archive.root()).option(&["--json"]);
        Self { sandbox, red, archive }
    }

    pub fn run(&self) -> (u64, u64) {
        let run = self.sandbox.run();
        run.expect(0, "nothing stands in its way").report().equation_holds(0);
        run.report().bytes()
    }

    /// Nothing is read, written or changed any more, also when the job's records are lost.
    pub fn is_complete(&self) {
        let before = self.after();
        let watch = Watch::over(&[self.red.root(), self.archive.root()]);
        assert_eq!(self.run(), (0, 0), "the second run reads and writes nothing");
        let touched = watch.touched();
        let read: Vec<_> =
            touched.read.iter().filter(|p| !p.to_string_lossy().contains(".ingather")).collect();
        assert!(read.is_empty() && touched.changed.is_empty(), "{read:?} {:?}", touched.changed);
        for lost in [&["job"][..], &["job", "data"]] {
            for folder in lost {
                let _ = std::fs::remove_dir_all(self.sandbox.at(folder));
            }
            assert_eq!(self.run().1, 0, "{lost:?} lost, the archive tells what is there");
            assert_eq!(self.after().entries, before.entries, "{lost:?} lost");
        }
    }

    pub fn after(&self) -> Snapshot {
        Snapshot::of_archive(self.archive.root())
    }

    #[track_caller]
    pub fn holds(&self, path: &str, bytes: &[u8]) {
        let after = self.after();
        let names: Vec<_> = after.files().map(|(p, ..)| String::from_utf8_lossy(p).into_owned()).collect();
        let found =
            std::fs::read(self.archive.path(path)).unwrap_or_else(|_| panic!("no {path} in {names:#?}"));
        assert!(found == bytes, "{path} holds something else, of {names:#?}");
    }
}

pub fn short(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..8].to_owned()
}
