//! The desktop shell: knows Tauri, knows nothing about files. This file is the list of its parts.

mod awake;
mod checks;
mod chosen;
mod commands;
mod counts;
mod dialogs;
mod drives;
mod error;
mod events;
mod files;
mod folders;
mod log_lines;
mod logging;
mod notify;
mod runs;
mod settings;
mod signals;
mod speech;
mod state;
mod taskbar;
mod window;

use std::process::ExitCode;

use tauri::ipc::Invoke;

use commands::{
    archive, decisions, drives as drive, files as file, imports, jobs, log, pictures, plan, preview, report,
    run as runner, settings as app,
};

/// Opens the window and returns when it is closed.
#[must_use]
pub fn run() -> ExitCode {
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| window::come_forward(app)))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .setup(|app| state::open(app.handle()))
        .on_window_event(window::on_event)
        .invoke_handler(answers())
        .run(tauri::generate_context!());
    match built {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("ingather-desktop: the window cannot be opened: {error}");
            ExitCode::from(3)
        }
    }
}

/// Every command that the page may call.
#[allow(clippy::too_many_lines)] // a list, and nothing else
fn answers() -> impl Fn(Invoke) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        app::app_info,
        app::app_quit,
        jobs::jobs_list,
        jobs::job_config_new,
        jobs::job_create,
        jobs::job_update,
        jobs::job_drop_archive,
        jobs::job_drop_source,
        jobs::job_drop_pool,
        jobs::job_view,
        jobs::job_results,
        jobs::demo_prepare,
        jobs::job_config_save,
        jobs::job_config_load,
        plan::job_files,
        plan::job_folders,
        plan::job_tree,
        decisions::job_leave_out,
        decisions::job_take_in,
        decisions::job_retry,
        decisions::job_accept,
        preview::folder_count,
        preview::folder_count_stop,
        preview::layout_example,
        runner::run_start,
        runner::run_watch,
        runner::run_pause,
        runner::run_go_on,
        runner::run_answer,
        runner::run_stop,
        runner::run_active,
        drive::drives_list,
        drive::drives_known,
        drive::drive_name,
        drive::drive_clearance,
        drive::drive_certificate,
        drive::drive_restore,
        drive::drive_eject,
        drive::check_stop,
        imports::import_pick,
        imports::import_preview,
        imports::import_take,
        imports::import_taken,
        imports::import_forget,
        archive::where_find,
        archive::where_reveal,
        archive::archive_coverage,
        archive::archive_check,
        archive::catalog_check,
        archive::catalog_prune,
        file::folders_pick,
        file::folders_look,
        file::job_reveal,
        pictures::thumbnail,
        report::job_open_report,
        report::job_save,
        report::job_save_list,
        report::drive_save_list,
        app::settings_get,
        app::settings_set,
        app::language_spoken,
        app::settings_yaml_save,
        app::settings_yaml_load,
        log::log_tail,
    ]
}
