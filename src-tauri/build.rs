//! Hands configuration, capabilities and icons to Tauri.
fn main() {
    // The page is embedded when the crate is compiled; without this line an old one would stay in.
    println!("cargo::rerun-if-changed=../ui/dist");
    tauri_build::build();
}
