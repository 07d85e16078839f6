//! The binary: everything is in the library.

fn main() -> std::process::ExitCode {
    counterpane::io::main(std::env::args_os())
}
