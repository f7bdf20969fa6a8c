//! Hands configuration, capabilities and icons to Tauri.
fn main() {
    tauri_build::build();
}
