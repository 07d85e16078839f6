//! Every fault against every operation: what is measured, cell by cell, is what the table says.

use std::collections::VecDeque;
use std::sync::Mutex;

use crate::cell::{Begun, Cell};
use crate::counter::Counter;
use crate::operation::{ALL, Operation};
use crate::table::{ROWS, Row, fates};

/// Counters at work at once. Most of the time a cell waits for a deadline.
const COUNTERS: usize = 16;

/// A part of the table in which every fault, every operation and every pair of a fate and an operation
/// is met, but the holds by a QR code that take a minute: their absence means nothing before the code
/// has lapsed.
#[test]
fn a_part_of_the_table_is_measured() {
    let mut cells = Vec::new();
    for fate in fates() {
        let rows: Vec<&Row> = ROWS.iter().filter(|row| row.fate == fate).collect();
        for place in 0..rows.len().max(ALL.len()) {
            let (row, operation) = (rows[place % rows.len()], ALL[place % ALL.len()]);
            let expected = row.expected(operation);
            let slow = operation == Operation::HoldByQr
                && expected.is_some_and(|expected| expected.starts_with('4'));
            if expected.is_some() && !slow {
                cells.push(Cell { row, operation });
            }
        }
    }
    compare(cells);
}

#[test]
#[ignore = "three minutes: run it with `cargo network`"]
fn the_whole_table_is_measured() {
    let pairs = ROWS.iter().flat_map(|row| ALL.map(|operation| Cell { row, operation }));
    compare(pairs.filter(|cell| cell.row.expected(cell.operation).is_some()).collect());
}

fn compare(cells: Vec<Cell>) {
    is_as_expected(measure(cells));
}

pub(crate) fn is_as_expected(measured: Vec<(Cell, String)>) {
    let mut wrong = Vec::new();
    for (Cell { row, operation }, found) in measured {
        let expected = row.expected(operation).unwrap();
        if found != expected {
            let (fault, title) = (row.name, operation.title());
            wrong.push(format!("{fault}: {title}: {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// Carries out the cells, and settles what is unclear behind all of them.
fn measure(cells: Vec<Cell>) -> Vec<(Cell, String)> {
    let queue = Mutex::new(VecDeque::from(cells));
    let found = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..COUNTERS {
            scope.spawn(|| {
                let next = || queue.lock().unwrap().pop_front();
                let ended = at(&Counter::new(), std::iter::from_fn(next));
                found.lock().unwrap().extend(ended);
            });
        }
    });
    found.into_inner().unwrap()
}

/// The same at one counter.
pub(crate) fn at(counter: &Counter, cells: impl Iterator<Item = Cell>) -> Vec<(Cell, String)> {
    let in_room = |(room, cell): (usize, Cell)| cell.begin(counter, &format!("R{room}"));
    let begun: Vec<Begun> = cells.enumerate().map(in_room).collect();
    counter.settle();
    counter.world.agrees();
    // A redirection that is followed would be another request.
    assert_eq!(counter.line.strange(), Vec::<String>::new());
    begun.into_iter().map(|begun| begun.end(counter)).collect()
}
