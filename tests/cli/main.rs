//! The command line as it is read: every command of the contract, and what is wrong use.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test says what it found, and stops")]

mod program;

use clap::CommandFactory;
use counterpane::cli::{Cli, NoCommand};

fn read(line: &str) -> Result<Cli, NoCommand> {
    Cli::read(line.split_whitespace())
}

fn wrong(line: &str) -> String {
    match read(line) {
        Err(NoCommand::Wrong { message, .. }) => message,
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn the_commands_of_the_contract_are_read() {
    for line in [
        "counterpane",
        "counterpane --config a.toml",
        "counterpane hold --room 1208 --amount 500.00 --code 287654321098765432",
        "counterpane hold --room 1208 --amount 500 --currency CNY --guest Li --booking B1 --qr --wait 5",
        "counterpane hold --room 1208 --amount 500 --code - --json",
        "counterpane capture 7F3 --amount 380.00",
        "counterpane capture 7F3 --amount 380.00 --keep-rest",
        "counterpane release 7F3",
        "counterpane release 7F3 --amount 20 --remark bye",
        "counterpane cancel 7F3",
        "counterpane refund 7F3 --amount 30 --reason minibar",
        "counterpane check",
        "counterpane check 7F3",
        "counterpane show 7F3 --config a.toml --json",
        "counterpane list",
        "counterpane --json list --open --room 1208",
        "counterpane list --attention",
        "counterpane search 1208",
        "counterpane journal verify",
        "counterpane journal verify --head 8c3778b05b91",
        "counterpane journal head --json",
        "counterpane journal export --format csv --from 2026-01-15 --to 2026-01-15",
        "counterpane journal export --format json",
        "counterpane journal export --json",
        "counterpane journal backup /tmp/copy.db",
        "counterpane simulator --listen 127.0.0.1:8089 --keys keys --lesson busy",
        "counterpane doctor",
        "counterpane scanner list --json",
        "counterpane scanner test",
        "counterpane scanner test --seconds 5 --scans 1 --config a.toml",
        "counterpane scanner rules",
    ] {
        assert!(read(line).is_ok(), "{line}: {:?}", read(line));
    }
}

#[test]
fn wrong_use_is_refused() {
    for line in [
        "counterpane hold --room 1208 --amount 500",
        "counterpane hold --room 1208 --amount 500 --qr --code 287654321098765432",
        "counterpane hold --amount 500 --qr",
        "counterpane hold --room 1208 --qr",
        "counterpane hold --room 1208 --amount 500 --qr --wait -1",
        "counterpane hold --room 1208 --amount 500 --qr --wait soon",
        "counterpane capture 7F3",
        "counterpane capture --amount 380",
        "counterpane release",
        "counterpane show 7F3K2ABCDEF",
        "counterpane list --open --attention",
        "counterpane journal",
        "counterpane journal verify --head",
        "counterpane journal verify --head 8c3778b05b9",
        "counterpane journal verify --head 8c3778b05b9x",
        "counterpane journal export",
        "counterpane journal export --format xml",
        "counterpane journal export --format csv --json",
        "counterpane journal export --format csv --from 2026-01-16 --to 2026-01-15",
        "counterpane journal export --format csv --from 2026-02-30",
        "counterpane simulator --listen 127.0.0.1 --keys keys",
        "counterpane scanner",
        "counterpane scanner test --seconds 0",
        "counterpane scanner test --scans none",
        "counterpane scanner rules all",
        "counterpane pay",
        "counterpane --json",
    ] {
        assert!(wrong(line).contains("error: "), "{line}");
    }
}

#[test]
fn json_is_known_even_where_nothing_else_is() {
    let json = |line: &str| matches!(read(line), Err(NoCommand::Wrong { json: true, .. }));
    assert!(json("counterpane pay --json") && json("counterpane --json hold"));
    assert!(!json("counterpane hold") && !json("counterpane show -- --json --json"));
}

#[test]
fn a_payment_code_comes_back_in_no_message() {
    for line in [
        "counterpane hold 287654321098765432 --room 1 --amount 1 --qr",
        "counterpane --room 1 --code=287654321098765432 hold",
        "counterpane 287654321098765432",
        "counterpane show 287654321098765432",
        "counterpane hold --room 1 --amount 1 --qr --wait 287654321098765432",
    ] {
        let message = wrong(line);
        assert!(!message.contains("287654321098765432"), "{message}");
    }
    let held = read("counterpane hold --room 1 --amount 1 --code 287654321098765432");
    assert!(!format!("{held:?}").contains("2876"));
}

/// The whole reference of the command line, reviewed as one page.
#[test]
fn the_help_says_it_all() {
    let mut root = Cli::command().term_width(100);
    root.build();
    let mut page = String::new();
    let mut open = vec![root];
    while let Some(mut command) = open.pop() {
        page.push_str(&command.render_help().to_string());
        page.push('\n');
        let mut below: Vec<_> = command.get_subcommands().cloned().collect();
        below.reverse();
        open.append(&mut below);
    }
    insta::assert_snapshot!(page);
}

#[test]
fn help_is_no_error() {
    let help = read("counterpane hold --help");
    assert!(matches!(help, Err(NoCommand::Text(text)) if text.contains("--code")));
    let version = read("counterpane --version");
    assert!(matches!(version, Err(NoCommand::Text(text)) if text.starts_with("counterpane ")));
}
