//! System notifications, behind a trait so that tests and machines without a notification daemon need none.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use ingather_engine::model::Phase;
use ingather_engine::text::Words;
use ingather_engine::words;
use notify_rust::{Notification, NotificationHandle};
use serde::{Deserialize, Serialize};
use tauri::AppHandle;
use ts_rs::TS;

use crate::speech::Speech;
use crate::window;

/// A screen that a clicked notification opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Screen {
    Live,
    Plan,
    Results,
}

/// What `app://open` carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OpenScreen {
    pub screen: Screen,
    pub job: Option<String>,
}

/// One notification; `app://toast` carries it into the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Notice {
    pub title: Words,
    pub body: Words,
    /// Needs the user: stays until it is seen.
    pub urgent: bool,
    pub opens: OpenScreen,
}

/// Tells the user something outside the window.
pub trait Notifier: Send + Sync {
    /// Returns at once; a notice that cannot be shown is only logged.
    fn show(&self, notice: Notice);
}

/// The system's own notifications.
pub struct SystemNotifier {
    queue: Sender<Notice>,
}

impl SystemNotifier {
    /// Starts the one thread that sends, so that notices keep their order and a slow bus holds nobody up.
    pub fn start(app: AppHandle, speech: Arc<Speech>) -> Self {
        let (queue, notices) = channel::<Notice>();
        #[cfg(target_os = "macos")]
        if let Err(error) = notify_rust::set_application(&app.config().identifier) {
            tracing::warn!(%error, "Notifications will carry the name of another program.");
        }
        std::thread::spawn(move || {
            for notice in notices {
                match shown(&notice, &speech) {
                    Ok(handle) => open_when_clicked(app.clone(), handle, notice.opens),
                    Err(error) => {
                        tracing::warn!(%error, "A notification could not be shown: {}.", notice.title);
                    }
                }
            }
        });
        Self { queue }
    }
}

impl Notifier for SystemNotifier {
    fn show(&self, notice: Notice) {
        if self.queue.send(notice).is_err() {
            tracing::warn!("No notifications can be shown until Ingather is started again.");
        }
    }
}

fn shown(notice: &Notice, speech: &Speech) -> notify_rust::error::Result<NotificationHandle> {
    let mut notification = Notification::new();
    notification
        .appname("Ingather")
        .summary(&speech.say(&notice.title))
        .body(&body(&speech.say(&notice.body)))
        .icon("ingather-desktop")
        .action("default", &speech.say(&words!("Open")));
    #[cfg(not(target_os = "macos"))]
    notification.urgency(match notice.urgent {
        true => notify_rust::Urgency::Critical,
        false => notify_rust::Urgency::Normal,
    });
    notification.show()
}

/// Where bodies are markup, which the desktop says itself, a name made of markup must stay text; elsewhere it is text.
#[cfg(all(unix, not(target_os = "macos")))]
fn body(text: &str) -> String {
    let is_markup =
        notify_rust::get_capabilities().map_or(true, |can| can.iter().any(|c| c == "body-markup"));
    if is_markup { in_markup(text) } else { text.to_owned() }
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn body(text: &str) -> String {
    text.to_owned()
}

#[cfg(any(test, all(unix, not(target_os = "macos"))))]
fn in_markup(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn open_when_clicked(app: AppHandle, handle: NotificationHandle, opens: OpenScreen) {
    std::thread::spawn(move || {
        handle.wait_for_action(|action| {
            if action == "default" {
                window::open_screen(&app, &opens);
            }
        });
    });
}

/// What the end of a phase is called.
pub fn phase_ended(phase: Phase) -> Words {
    match phase {
        Phase::Analyze => words!("Drives looked through"),
        Phase::Pool => words!("Archive looked through"),
        Phase::Checksum => words!("Contents compared"),
        Phase::Plan => words!("The plan is ready"),
        Phase::Copy => words!("Copying has ended"),
        Phase::Verify => words!("Reading back has ended"),
        Phase::Summary => words!("Reports are written"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_made_of_markup_stays_text() {
        assert_eq!(in_markup("<b>&.jpg"), "&lt;b&gt;&amp;.jpg");
    }
}
