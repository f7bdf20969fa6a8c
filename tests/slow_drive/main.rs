//! A slow drive in a process of its own: whoever reads from it may fail and end without waiting for answers that nobody
//! gives any more. `ingather-slow-drive BACKING AT BYTES_PER_SECOND SEEK_MS`; after the line `fast` on standard input it is
//! slow no more, any other is answered with the bytes that were read so far, and its end unmounts it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use ingather_tests::mounts::{Fault, FaultyDrive};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [backing, at, bytes_per_second, seek] = words.as_slice() else {
        panic!("BACKING AT BYTES_PER_SECOND SEEK_MS");
    };
    let drive = FaultyDrive::at_path(PathBuf::from(at), Path::new(backing), false);
    drive.misbehave(&[Fault::Paced {
        bytes_per_second: bytes_per_second.parse().expect("a number"),
        seek: Duration::from_millis(seek.parse().expect("a number")),
    }]);
    println!("ready");
    for line in std::io::stdin().lines() {
        if line.is_ok_and(|line| line == "fast") {
            drive.heal();
        }
        println!("{}", drive.all_bytes_read().values().sum::<u64>());
    }
}
