//! Folders of the system's own on a drive, which nobody but root may look into.

use ingather_tests::mounts::{Disk, cannot_mount};
use ingather_tests::reports::{row_of, summary};
use ingather_tests::run::{PATIENCE, spawn};
use ingather_tests::tree::content;
use ingather_tests::{Sandbox, skip};

#[test]
fn a_repair_folder_that_only_root_may_list_is_a_system_folder() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("repairs");
    let drive = Disk::make(&sandbox, "Red", 16);
    std::fs::write(drive.at("a.jpg"), content(1, 900)).expect("a file");
    std::fs::create_dir_all(drive.at("deeper/lost+found")).expect("a folder of the user's own");
    for shut in ["lost+found", "deeper/lost+found"] {
        let none = std::os::unix::fs::PermissionsExt::from_mode(0o000);
        std::fs::set_permissions(drive.at(shut), none).expect("nobody may list it");
    }
    let archive = sandbox.folder("Archive");
    sandbox.source(drive.path()).destination(&archive);
    // As root, but bound by the permissions of files like anybody.
    let asked = sandbox.with_drives("run");
    let mut bound = std::process::Command::new("setpriv");
    bound.args(["--bounding-set", "-dac_override,-dac_read_search"]);
    bound.arg(asked.get_program()).args(asked.get_args()).current_dir(sandbox.at(""));
    bound.envs(asked.get_envs().filter_map(|(name, value)| Some((name, value?))));
    spawn(bound).wait(PATIENCE).expect(1, "the folder of the user's own cannot be read");
    let rows = summary(&sandbox.job());
    let repairs = row_of(&rows, b"lost+found");
    assert_eq!(repairs.raw("reason"), "rule", "the system's folder is left out");
    assert!(repairs.raw("message").contains("system folder"), "and it says why: {}", repairs.raw("message"));
    assert_eq!(
        row_of(&rows, b"deeper/lost+found").raw("status"),
        "error",
        "elsewhere it is a folder like any"
    );
}
