//! Runs a program cold and reads off what it cost.

use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};

/// What a run cost.
#[derive(Debug, Clone, Default)]
pub struct Cost {
    pub seconds: f64,
    /// User and system time.
    pub cpu: f64,
    /// VmHWM, KiB.
    pub peak_kib: u64,
    /// Read from and written to devices by the process, as the kernel counts.
    pub device_read: u64,
    pub device_written: u64,
    pub stdout: Vec<u8>,
}

/// Whether the page cache can be dropped here.
pub fn can_go_cold() -> bool {
    rustix::fs::access("/proc/sys/vm/drop_caches", rustix::fs::Access::WRITE_OK).is_ok()
}

/// Everything dirty is written, everything cached is forgotten.
pub fn go_cold() {
    rustix::fs::sync();
    if can_go_cold() {
        std::fs::write("/proc/sys/vm/drop_caches", "3").expect("the page cache is dropped");
    }
}

/// Waits until what was written below `path` is on the device.
pub fn flush(path: &Path) {
    let root = std::fs::File::open(path).expect("a folder");
    rustix::fs::syncfs(root).expect("flushed");
}

/// Runs a command to its end; fails if it fails.
pub fn run(command: Command) -> Cost {
    run_to(command, &[0])
}

/// The same where other exit codes than 0 are as good.
pub fn run_to(mut command: Command, codes: &[i32]) -> Cost {
    let output = tempfile::tempfile().expect("a file for its output");
    command.stdin(Stdio::null()).stdout(output.try_clone().expect("a handle")).stderr(Stdio::inherit());
    command.process_group(0);
    let started = Instant::now();
    let mut child = command.spawn().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let pid = child.id();
    let mut cost = Cost::default();
    loop {
        cost.peak_kib = cost.peak_kib.max(number_after(&proc_file(pid, "status"), "VmHWM:"));
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT | WaitIdOptions::NOHANG;
        let ended = waitid(WaitId::Pid(Pid::from_child(&child)), options).expect("a child can be waited for");
        if ended.is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    cost.seconds = started.elapsed().as_secs_f64();
    // The process has ended but is not reaped: its counters can still be read.
    let io = proc_file(pid, "io");
    cost.device_read = number_after(&io, "\nread_bytes:");
    cost.device_written = number_after(&io, "\nwrite_bytes:");
    cost.cpu = cpu_seconds(&proc_file(pid, "stat"));
    let status = child.wait().expect("a child can be waited for");
    assert!(status.code().is_some_and(|c| codes.contains(&c)), "{command:?}: {status}");
    let mut output = output;
    std::io::Seek::rewind(&mut output).expect("its output");
    std::io::Read::read_to_end(&mut output, &mut cost.stdout).expect("its output");
    cost
}

fn proc_file(pid: u32, name: &str) -> String {
    std::fs::read_to_string(format!("/proc/{pid}/{name}")).unwrap_or_default()
}

fn number_after(text: &str, label: &str) -> u64 {
    let rest = text.split_once(label).map_or("", |(_, rest)| rest).trim_start();
    rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}

/// Fields 14 to 17 of `/proc/PID/stat`: its own and its children's user and system time, in hundredths of a second.
fn cpu_seconds(stat: &str) -> f64 {
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let fields = after_name.split_ascii_whitespace().skip(11).take(4);
    fields.filter_map(|f| f.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// The middle one by time.
pub fn median(mut costs: Vec<Cost>) -> Cost {
    costs.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
    costs.swap_remove(costs.len() / 2)
}

/// How long several threads need to walk the trees and look at each file, nothing else.
pub fn bare_walk(roots: &[&Path], threads: usize) -> f64 {
    let started = Instant::now();
    let queue = std::sync::Mutex::new(roots.iter().map(|r| r.to_path_buf()).collect::<Vec<_>>());
    let busy = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| walk_some(&queue, &busy));
        }
    });
    started.elapsed().as_secs_f64()
}

fn walk_some(queue: &std::sync::Mutex<Vec<std::path::PathBuf>>, busy: &std::sync::atomic::AtomicUsize) {
    use std::sync::atomic::Ordering::SeqCst;
    loop {
        let next = {
            let mut queue = queue.lock().expect("no walker panics");
            let next = queue.pop();
            if next.is_some() {
                busy.fetch_add(1, SeqCst);
            }
            next
        };
        let Some(folder) = next else {
            if busy.load(SeqCst) == 0 {
                return;
            }
            std::thread::yield_now();
            continue;
        };
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            if entry.metadata().is_ok_and(|m| m.is_dir()) {
                queue.lock().expect("no walker panics").push(entry.path());
            }
        }
        busy.fetch_sub(1, SeqCst);
    }
}
