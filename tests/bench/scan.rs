//! From the last byte of a scan to the first byte of the request on the wire, drawing included, beside
//! what no terminal can do without: one signature and one durable append. `cargo bench --bench scan`
//!
//! The program is the real one, full screen in a pseudo terminal, with its journal on the disk, against
//! the simulated provider over HTTP. Program and floor take turns in one run on one disk, so that
//! their ratio says something on a machine that is busy with other things as well.

#![cfg_attr(
    unix,
    expect(
        clippy::unwrap_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::print_stdout,
        reason = "a benchmark that cannot be set up has to stop, and says what it measured"
    )
)]

#[cfg(unix)]
mod floor;
#[cfg(unix)]
mod line;
#[cfg(unix)]
mod rounds;
#[cfg(unix)]
mod wire;

#[cfg(unix)]
#[expect(dead_code, reason = "shared with the process tests, which use all of it")]
#[path = "../process/pane.rs"]
mod pane;
#[cfg(unix)]
#[expect(dead_code, reason = "shared with the process tests, which use all of it")]
#[path = "../process/run.rs"]
mod run;
#[cfg(unix)]
#[expect(dead_code, reason = "shared with the process tests, which use all of it")]
#[path = "../process/world.rs"]
mod world;

fn main() {
    // A window for the program under test is made of a pseudo terminal.
    #[cfg(unix)]
    rounds::measure();
}
