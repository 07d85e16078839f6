//! The counter inside the virtual machine: scanners, a clerk's keyboard and eyes, and this program on
//! `/dev/tty1`.
//!
//! It is the machine's first process. It reads the scenarios that the kernel's command line names
//! (`rig=pos,queue`), plays them, and prints `RIG: <scenario>: <what>: PASS` or `FAIL` for each check.
//! What a scenario can say is in [`play`], what a scanner is in [`model`]. Nothing of the program's own
//! code is used here: the rig is a second opinion.

#[cfg(target_os = "linux")]
mod dice;
#[cfg(target_os = "linux")]
mod gadget;
#[cfg(target_os = "linux")]
mod guest;
#[cfg(target_os = "linux")]
mod hid;
#[cfg(target_os = "linux")]
mod keys;
#[cfg(target_os = "linux")]
mod model;
#[cfg(target_os = "linux")]
mod patience;
#[cfg(target_os = "linux")]
mod play;
#[cfg(target_os = "linux")]
mod program;
#[cfg(target_os = "linux")]
mod scanners;
#[cfg(target_os = "linux")]
mod screen;
#[cfg(target_os = "linux")]
mod script;

#[cfg(target_os = "linux")]
fn main() {
    guest::main();
}

#[cfg(not(target_os = "linux"))]
fn main() {}
