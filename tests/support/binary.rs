//! Finds the program under test, and builds it if it is not the newest: a stale binary proves nothing.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The workspace's root folder.
pub(crate) fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the workspace")
}

/// The `ingather` to test: `INGATHER_BIN`, else the debug build, brought up to date once per test binary.
pub fn ingather_binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| match std::env::var_os("INGATHER_BIN") {
        Some(path) => PathBuf::from(path),
        None => build(),
    })
}

fn build() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--quiet", "--package", "ingather-cli", "--bin", "ingather"])
        .current_dir(workspace())
        .output()
        .expect("cargo can be started");
    assert!(built.status.success(), "ingather does not build:\n{}", String::from_utf8_lossy(&built.stderr));
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from);
    target.join("debug").join("ingather")
}
