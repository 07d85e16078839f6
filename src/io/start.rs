//! The program: arguments, settings, log, then the screen or one command.

use std::ffi::OsString;
use std::process::ExitCode;

use crate::cli::{Cli, Exit, NoCommand, Verb};

use super::command;
use super::failure::Failure;
use super::output::Output;
use super::{last_words, log, memory, screen, settings};

/// Runs the program with its arguments, the program's own name first.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    last_words::quiet();
    // Before anything is read that nobody else shall see. A system that refuses it is told of in the
    // log: without a core dump nobody is worse off, and without a terminal a guest cannot check in.
    let closed = memory::close();
    let cli = match Cli::read(arguments) {
        Ok(cli) => cli,
        Err(NoCommand::Text(text)) => {
            Output::text(&text);
            return Exit::Done.into();
        }
        Err(NoCommand::Wrong { message, json }) => {
            return Output::new(json).fail(&Failure::wrong_use(message)).into();
        }
    };
    let output = Output::new(cli.json);
    match run(cli, output, closed) {
        Ok(exit) => exit.into(),
        Err(failure) => output.fail(&failure).into(),
    }
}

fn run(cli: Cli, output: Output, closed: std::io::Result<()>) -> Result<Exit, Failure> {
    // The simulated provider has settings of its own, in its folder.
    if let Some(Verb::Simulator(args)) = &cli.verb {
        return command::simulator(args);
    }
    if let Some(Verb::Doctor) = &cli.verb {
        return command::doctor(cli.config.as_deref(), output);
    }
    if let Some(Verb::Scanner(verb)) = &cli.verb {
        return command::scanner(verb, cli.config.as_deref(), output);
    }
    let settings = settings::load(cli.config.as_deref())?;
    log::start(&settings);
    if let Err(error) = closed {
        tracing::warn!(%error, "a core dump of this program may be written");
    }
    match cli.verb {
        None => screen::run(&settings),
        Some(verb) => command::run(verb, cli.who, &settings, output),
    }
}
