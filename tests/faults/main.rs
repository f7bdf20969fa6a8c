//! What happens to a job when the world does not hold still: crashes, power cuts, full and dying disks, lying drives.

mod as_window;
mod attended;
mod away;
mod bad_drives;
mod between;
mod full;
mod hostile;
mod in_use;
mod killed;
mod let_go;
mod moving_sources;
mod power;
mod records;
mod scene;
mod silent;
mod slow;
mod staging;
mod stopped;
mod system_folders;
mod unplugged;
