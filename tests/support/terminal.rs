//! A person at a terminal: what is typed, and what is shown till then.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use crate::run::PATIENCE;

/// A program that asks at a terminal of the test's own. Dropped, it is ended and reaped.
pub struct Terminal {
    child: Child,
    keyboard: File,
    screen: Receiver<Vec<u8>>,
    shown: String,
}

impl Terminal {
    /// Starts a command with all of its streams at a terminal.
    #[must_use]
    pub fn start(mut command: Command) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
        grantpt(&master).and_then(|()| unlockpt(&master)).expect("a terminal");
        let name = ptsname(&master, Vec::new()).expect("its name").into_string().expect("text");
        let end = || Stdio::from(File::options().read(true).write(true).open(&name).expect("its other end"));
        let child =
            command.stdin(end()).stdout(end()).stderr(end()).spawn().expect("the program can be started");
        drop(command);
        let keyboard = File::from(master);
        let mut reading = keyboard.try_clone().expect("a handle");
        let (send, screen) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            // The end of a terminal is an error.
            while let Ok(len) = reading.read(&mut buffer)
                && len > 0
                && send.send(buffer[..len].to_vec()).is_ok()
            {}
        });
        Self { child, keyboard, screen, shown: String::new() }
    }

    /// Waits until the text is shown, after what was waited for before, and types an answer.
    #[track_caller]
    pub fn answer(&mut self, question: &str, text: &str) {
        let until = Instant::now() + PATIENCE;
        let end = loop {
            if let Some(at) = self.shown.find(question) {
                break at + question.len();
            }
            let left = until.saturating_duration_since(Instant::now());
            match self.screen.recv_timeout(left) {
                Ok(more) => self.shown.push_str(&String::from_utf8_lossy(&more)),
                Err(_) => panic!("\"{question}\" is not asked; shown is {:?}", self.shown),
            }
        };
        self.shown.drain(..end);
        writeln!(self.keyboard, "{text}").expect("typed");
    }

    /// Waits for its end: the exit code and what was shown since the last answer.
    #[track_caller]
    pub fn end(mut self) -> (Option<i32>, String) {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a child can be waited for") {
                // Its side of the terminal is closed, and then the screen comes to its end too.
                while let Ok(more) = self.screen.recv_timeout(Duration::from_secs(20)) {
                    self.shown.push_str(&String::from_utf8_lossy(&more));
                }
                return (status.code(), std::mem::take(&mut self.shown));
            }
            assert!(Instant::now() < until, "it goes on asking: {:?}", self.shown);
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
