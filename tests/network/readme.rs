//! The table in the README is the one that is measured.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::operation::ALL;
use crate::table::{Fate, ROWS, cells, fates};

/// What stands around the table in the README.
const MARKS: [&str; 2] = ["<!-- cargo network: begin -->\n", "<!-- cargo network: end -->\n"];

/// Set to `write` it puts the table into the README instead of comparing it.
const WRITE: &str = "COUNTERPANE_README";

fn table() -> String {
    let mut text = String::from("| what the line does |");
    for operation in ALL {
        write!(text, " {} |", operation.title()).unwrap();
    }
    text.push_str("\n|---|");
    text.push_str(&"---|".repeat(ALL.len()));
    text.push('\n');
    for fate in fates() {
        write!(text, "| {} |", names(fate)).unwrap();
        for cell in cells(fate) {
            write!(text, " {} |", shown(cell)).unwrap();
        }
        text.push('\n');
    }
    text
}

fn names(fate: Fate) -> String {
    let names: Vec<_> = ROWS.iter().filter(|row| row.fate == fate).map(|row| row.name).collect();
    names.join("; ")
}

/// The exit status is for scripts; a reader wants to know whether the command itself could tell.
fn shown(cell: &str) -> String {
    match cell.split_once(' ') {
        Some(("4", rest)) => format!("{rest} *"),
        Some((_, rest)) => rest.to_owned(),
        None => cell.to_owned(),
    }
}

#[test]
fn the_table_of_the_readme_is_the_measured_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(MARKS[0]).unwrap();
    let (there, after) = rest.split_once(MARKS[1]).unwrap();
    let table = table();
    if std::env::var(WRITE).is_ok_and(|value| value == "write") {
        let [begin, end] = MARKS;
        fs::write(&path, format!("{before}{begin}{table}{end}{after}")).unwrap();
        return;
    }
    let how = format!("{WRITE}=write cargo test --test network readme");
    assert_eq!(there, table, "the README has another table; this writes it: {how}");
}
