//! Shifts and business days: the entries that are about the house.

use jiff::Timestamp;
use rusqlite::OptionalExtension;

use super::chain::Hash;
use super::record::{COLUMNS, HOUSE, Record};
use super::{JournalError, Reader};
use crate::domain::{HoldId, House, HouseEntry};

/// One entry about the house with its place in the file and its link of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseRow {
    pub place: u64,
    pub terminal: String,
    pub entry: HouseEntry,
    pub hash: Hash,
}

impl Reader {
    /// How it stands with shift and day at a terminal. What it reads does not grow with the journal: the
    /// last shift that was closed says how many there were before it.
    pub fn house(&self, terminal: &str) -> Result<House, JournalError> {
        let closed = self.last_of(terminal, "shift_closed")?.unwrap_or(0);
        let recent = self.house_entries(terminal, closed.saturating_sub(1))?;
        let mut house = House::replay(&recent).map_err(JournalError::BrokenHouse)?;
        if house.day_after == 0 {
            house.day_after = self.last_of(terminal, "day_rolled")?.unwrap_or(0);
        }
        Ok(house)
    }

    /// The entries about the house behind entry `after`, oldest first.
    pub fn house_entries(
        &self,
        terminal: &str,
        after: u64,
    ) -> Result<Vec<HouseEntry>, JournalError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM entry WHERE hold = ?1 AND terminal = ?2 AND seq > ?3 ORDER BY place",
        );
        let mut select = self.connection.prepare_cached(&sql)?;
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        let records = select.query_map((HOUSE, terminal, after), Record::from_row)?;
        records.map(|record| record?.house_entry()).collect()
    }

    /// Entries about the house, newest first, as [`Reader::page`] gives those about holds.
    pub fn house_page(
        &self,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<HouseRow>, JournalError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM entry WHERE hold = ?1 AND place < ?2 ORDER BY place DESC LIMIT ?3",
        );
        let mut select = self.connection.prepare_cached(&sql)?;
        let number = |place: u64| i64::try_from(place).unwrap_or(i64::MAX);
        let before = before.map_or(i64::MAX, number);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let records = select.query_map((HOUSE, before, limit), Record::from_row)?;
        let row = |record: Record| {
            Ok(HouseRow {
                place: u64::try_from(record.place).unwrap_or(0),
                entry: record.house_entry()?,
                terminal: record.terminal,
                hash: record.hash,
            })
        };
        records.map(|record| row(record?)).collect()
    }

    /// The holds with entries between two entries of a terminal.
    pub fn touched_between(
        &self,
        terminal: &str,
        after: u64,
        before: u64,
    ) -> Result<Vec<HoldId>, JournalError> {
        let sql = "SELECT DISTINCT hold FROM entry
                   WHERE terminal = ?1 AND seq > ?2 AND seq < ?3 AND hold <> ?4";
        let mut select = self.connection.prepare_cached(sql)?;
        let number = |seq: u64| i64::try_from(seq).unwrap_or(i64::MAX);
        let values = (terminal, number(after), number(before), HOUSE);
        let ids = select.query_map(values, |row| row.get::<_, String>(0))?;
        ids.map(|id| super::list::id(id?)).collect()
    }

    /// The newest entry of a terminal, and its hash.
    pub fn tip(&self, terminal: &str) -> Result<Option<(u64, Hash)>, JournalError> {
        let sql = "SELECT seq, hash FROM entry WHERE terminal = ?1 ORDER BY seq DESC LIMIT 1";
        let mut select = self.connection.prepare_cached(sql)?;
        let tip = select.query_row([terminal], |row| {
            let seq: i64 = row.get(0)?;
            Ok((seq.unsigned_abs(), row.get(1)?))
        });
        Ok(tip.optional()?)
    }

    /// When a terminal wrote its first entry.
    pub fn began(&self, terminal: &str) -> Result<Option<Timestamp>, JournalError> {
        let sql = format!("SELECT {COLUMNS} FROM entry WHERE terminal = ?1 ORDER BY seq LIMIT 1");
        let mut select = self.connection.prepare_cached(&sql)?;
        let first = select.query_row([terminal], Record::from_row).optional()?;
        first.map(|record| record.time()).transpose()
    }

    fn last_of(&self, terminal: &str, kind: &str) -> Result<Option<u64>, JournalError> {
        let sql = "SELECT seq FROM entry WHERE hold = ?1 AND terminal = ?2 AND kind = ?3
                   ORDER BY place DESC LIMIT 1";
        let mut select = self.connection.prepare_cached(sql)?;
        let seq = select.query_row((HOUSE, terminal, kind), |row| row.get::<_, i64>(0));
        Ok(seq.optional()?.map(i64::unsigned_abs))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rusqlite::Connection;

    use super::super::sample::{at, journal, keep};
    use super::super::verify::Finding;
    use super::super::{Journal, PageFilter, sample};
    use super::*;
    use crate::domain::{BrokenHouse, Frozen, HouseFact, Report};

    fn open(journal: &mut Journal, shift: u32) -> HouseEntry {
        let day = date(2027, 1, 15);
        let (signed, taken_over) = (Vec::new(), Vec::new());
        let fact = HouseFact::ShiftOpened { shift, day, by: None, signed, taken_over };
        journal.append_house(at(20), &[fact]).unwrap().remove(0)
    }

    fn z(journal: &Journal, number: u32, after: u64) -> HouseFact {
        let (head_seq, head) = journal.read().tip("T1").unwrap().unwrap();
        let z = Frozen {
            number,
            opened: at(20),
            opener: None,
            after,
            head_seq,
            head: head.to_string(),
            report: Report::default(),
            unclear: Vec::new(),
        };
        let (day, z) = (date(2027, 1, 15), Box::new(z));
        HouseFact::ShiftClosed { shift: 1, day, by: None, approval: None, z }
    }

    #[test]
    fn shifts_stand_in_the_chain_between_the_holds() {
        let (folder, mut journal) = journal();
        let opened = open(&mut journal, 1);
        let held = keep(&mut journal, 1, "1208", "张伟");
        let fact = z(&journal, 1, opened.seq);
        let closed = journal.append_house(at(30), &[fact]).unwrap().remove(0);
        assert_eq!((opened.seq, closed.seq), (1, 5));
        let after = keep(&mut journal, 2, "1209", "");
        let reader = journal.read();
        assert_eq!(reader.touched_between("T1", opened.seq, closed.seq).unwrap(), [held]);
        assert_eq!(reader.touched_between("T1", closed.seq, u64::MAX).unwrap(), [after]);
        let page = reader.house_page(None, 5).unwrap();
        assert_eq!(page.iter().map(|row| row.place).collect::<Vec<_>>(), [5, 1]);
        assert_eq!(reader.house_page(Some(5), 5).unwrap(), page[1..]);
        assert_eq!(reader.house_page(None, 1).unwrap(), page[..1]);
        assert_eq!(reader.house_entries("T1", 0).unwrap(), [opened, closed]);
        let house = reader.house("T1").unwrap();
        assert_eq!((house.shift, house.shifts, house.reports), (None, 1, 1));
        assert_eq!(reader.house("T2").unwrap(), House::default());
        // They are of no hold: what lists holds has none of them.
        assert_eq!(reader.page(&PageFilter::default(), None, 100).unwrap().len(), 6);
        assert_eq!(reader.touched(at(0), at(99)).unwrap().len(), 2);
        assert!(reader.verify(None).unwrap().is_sound());
        drop(journal);
        let path = folder.path().join("journal.db");
        let mut journal = Journal::open(&path, sample::OPENING).unwrap();
        journal.rebuild().unwrap();
        assert!(journal.read().verify(None).unwrap().is_sound());
    }

    #[test]
    fn what_does_not_follow_is_not_kept() {
        let (_folder, mut journal) = journal();
        let opened = open(&mut journal, 1);
        let fact = HouseFact::ShiftOpened {
            shift: 2,
            day: date(2027, 1, 15),
            by: None,
            signed: Vec::new(),
            taken_over: Vec::new(),
        };
        let error = journal.append_house(at(21), &[fact]).unwrap_err();
        assert!(matches!(error, JournalError::BrokenHouse(BrokenHouse::Opened)), "{error}");
        // A report that was counted before something else was written.
        let old = z(&journal, 1, opened.seq);
        keep(&mut journal, 1, "1208", "");
        assert_eq!(journal.append_house(at(30), &[old]).unwrap_err().code(), "journal.damaged");
        let fact = z(&journal, 1, opened.seq);
        assert_eq!(journal.append_house(at(30), &[fact]).unwrap()[0].seq, 5);
    }

    /// A shift that is handed over is never nobody's: both facts are kept, or none.
    #[test]
    fn two_facts_are_kept_together() {
        let (_folder, mut journal) = journal();
        let first = open(&mut journal, 1);
        let next = |shift| HouseFact::ShiftOpened {
            shift,
            day: date(2027, 1, 15),
            by: None,
            signed: Vec::new(),
            taken_over: Vec::new(),
        };
        let closed = z(&journal, 1, first.seq);
        assert!(journal.append_house(at(30), &[closed.clone(), next(3)]).is_err());
        assert_eq!(journal.read().house("T1").unwrap().shift.unwrap().number, 1);
        let entries = journal.append_house(at(30), &[closed, next(2)]).unwrap();
        assert_eq!(entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [2, 3]);
        let house = journal.read().house("T1").unwrap();
        assert_eq!((house.shift.unwrap().number, house.reports), (2, 1));
        assert!(journal.read().verify(None).unwrap().is_sound());
    }

    /// Somebody takes a shift out, and makes the chain anew: its numbers still show it.
    #[test]
    fn a_z_report_that_is_missing_is_found() {
        let (folder, mut journal) = journal();
        for shift in 1..=2 {
            let opened = open(&mut journal, shift);
            let HouseFact::ShiftClosed { day, z, .. } = z(&journal, shift, opened.seq) else {
                panic!("it is one");
            };
            let fact = HouseFact::ShiftClosed { shift, day, by: None, approval: None, z };
            journal.append_house(at(30), &[fact]).unwrap();
        }
        let path = folder.path().join("journal.db");
        drop(journal);
        let file = Connection::open(&path).unwrap();
        file.execute_batch(
            "DROP TRIGGER entry_is_never_changed; DROP TRIGGER entry_is_never_deleted;
             UPDATE entry SET body = replace(body, '\"number\":2', '\"number\":3') WHERE seq = 4;",
        )
        .unwrap();
        drop(file);
        let reader = Reader::open(&path, "training").unwrap();
        let findings = reader.verify(None).unwrap().findings;
        let house = Finding::House { terminal: "T1".to_owned(), seq: 4, what: BrokenHouse::Number };
        assert!(findings.contains(&house), "{findings:?}");
        assert!(findings.contains(&Finding::Changed { terminal: "T1".to_owned(), seq: 4 }));
    }
}
