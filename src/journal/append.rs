use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::TransactionBehavior;

use super::projection::Folded;
use super::record::{Draft, Tip};
use super::{Journal, JournalError};
use crate::domain::{Entry, Fact, HoldId, HouseEntry, HouseFact};

impl Journal {
    /// Keeps `facts` in this order, all or none. When this returns, they are on the disk.
    ///
    /// The time is kept to the microsecond. Each fact must apply to what is known of its hold:
    /// [`JournalError::Broken`] otherwise. After an error nothing of them is kept, and the journal
    /// can be written again as soon as its cause is gone, a full disk for example.
    pub fn append(
        &mut self,
        at: Timestamp,
        facts: &[(HoldId, Fact)],
    ) -> Result<Vec<Entry>, JournalError> {
        self.assert_in_place()?;
        let connection = &mut self.reader.connection;
        if !connection.is_autocommit() {
            // What is left of an append whose end failed as well.
            connection.execute_batch("ROLLBACK")?;
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut tip = Tip::of(&transaction, &self.reader.mode, &self.terminal)?;
        let mut entries = Vec::with_capacity(facts.len());
        let mut holds: BTreeMap<HoldId, Folded> = BTreeMap::new();
        for (hold, fact) in facts {
            let (record, next) = tip.next(&self.terminal, at, Draft::of(hold, fact)?);
            let before = match holds.remove(hold) {
                Some(folded) => Some(folded),
                None => Folded::of(&transaction, hold)?,
            };
            holds.insert(hold.clone(), Folded::and(before, &record)?);
            record.insert(&transaction)?;
            entries.push(record.entry()?);
            tip = next;
        }
        for folded in holds.values() {
            folded.keep(&transaction)?;
        }
        transaction.commit()?;
        Ok(entries)
    }

    /// Keeps facts of the house, all or none. Each has to follow those before it.
    ///
    /// # Errors
    /// [`JournalError::BrokenHouse`] where one does not.
    pub fn append_house(
        &mut self,
        at: Timestamp,
        facts: &[HouseFact],
    ) -> Result<Vec<HouseEntry>, JournalError> {
        self.assert_in_place()?;
        let mut house = self.reader.house(&self.terminal)?;
        let connection = &mut self.reader.connection;
        if !connection.is_autocommit() {
            connection.execute_batch("ROLLBACK")?;
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut tip = Tip::of(&transaction, &self.reader.mode, &self.terminal)?;
        let mut entries = Vec::with_capacity(facts.len());
        for fact in facts {
            let (record, next) = tip.next(&self.terminal, at, Draft::of_house(fact)?);
            let entry = record.house_entry()?;
            house = house.apply(&entry).map_err(JournalError::BrokenHouse)?;
            record.insert(&transaction)?;
            entries.push(entry);
            tip = next;
        }
        transaction.commit()?;
        Ok(entries)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, at, held, id, journal, keep, opened, release, sending};
    use super::*;
    use rusqlite::Connection;

    fn count(journal: &Journal) -> i64 {
        let count = "SELECT count(*) FROM entry";
        let file = &journal.reader.connection;
        file.query_row(count, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn what_is_appended_is_read_again() {
        let (folder, mut journal) = journal();
        let id = id(1);
        let when = at(5) + jiff::SignedDuration::from_nanos(1_234_567);
        let facts = [opened(&id, "1208", "张伟"), sending(&id)].map(|fact| (id.clone(), fact));
        let entries = journal.append(when, &facts).unwrap();
        assert_eq!(entries[1].at, at(5) + jiff::SignedDuration::from_micros(1_234));
        assert_eq!(entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(journal.read().entries_of(&id).unwrap(), entries);
        drop(journal);
        let path = folder.path().join("journal.db");
        let mut journal = Journal::open(&path, sample::OPENING).unwrap();
        assert_eq!(journal.read().entries_of(&id).unwrap(), entries);
        let third = journal.append(at(6), &[(id.clone(), held(&id))]).unwrap();
        assert_eq!(third[0].seq, 3);
        assert_eq!(journal.read().head().unwrap().unwrap().seq, 3);
        assert!(journal.append(at(7), &[]).unwrap().is_empty());
    }

    #[test]
    fn a_fact_that_does_not_fit_takes_the_others_with_it() {
        let (_folder, mut journal) = journal();
        let kept = keep(&mut journal, 1, "1208", "张伟");
        let facts = [(id(2), opened(&id(2), "1", "")), (kept.clone(), held(&kept))];
        let error = journal.append(at(9), &facts).unwrap_err();
        assert_eq!(error.code(), "journal.broken", "{error}");
        assert_eq!(
            journal.append(at(9), &[(id(3), held(&id(3)))]).unwrap_err().code(),
            error.code()
        );
        assert_eq!(count(&journal), 3);
        assert_eq!(journal.read().open_holds().unwrap(), [kept]);
    }

    #[test]
    fn a_settled_hold_is_open_no_more() {
        let (_folder, mut journal) = journal();
        let first = keep(&mut journal, 1, "1208", "张伟");
        let second = keep(&mut journal, 2, "1209", "欧阳娜娜");
        assert_eq!(journal.read().open_holds().unwrap(), [first.clone(), second.clone()]);
        for fact in release(&first) {
            journal.append(at(9), &[(first.clone(), fact)]).unwrap();
        }
        assert_eq!(journal.read().open_holds().unwrap(), [second]);
    }

    #[test]
    fn a_full_disk_loses_nothing_and_is_over_when_there_is_room() {
        let (_folder, mut journal) = journal();
        keep(&mut journal, 1, "1208", "张伟");
        let file = &journal.reader.connection;
        let pages: i64 = file.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        let limit = |journal: &Journal, pages: i64| {
            let file = &journal.reader.connection;
            file.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
        };
        limit(&journal, pages);
        let mut which = 1;
        let error = loop {
            which += 1;
            let facts = [(id(which), opened(&id(which), "1209", &"x".repeat(500)))];
            if let Err(error) = journal.append(at(9), &facts) {
                break error;
            }
        };
        assert_eq!(error.code(), "journal.disk_full", "{error}");
        assert_eq!(u64::try_from(count(&journal)).unwrap(), which + 1);
        limit(&journal, 1_000_000);
        keep(&mut journal, which, "1209", "");
        assert_eq!(u64::try_from(count(&journal)).unwrap(), which + 4);
    }

    #[test]
    fn the_file_itself_refuses_changes() {
        let (folder, mut journal) = journal();
        keep(&mut journal, 1, "1208", "张伟");
        drop(journal);
        let file = Connection::open(folder.path().join("journal.db")).unwrap();
        for sql in [
            "UPDATE entry SET at = 0",
            "UPDATE OR REPLACE entry SET seq = 1 WHERE seq = 2",
            "DELETE FROM entry",
            "DELETE FROM entry WHERE seq = 3",
            "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE seq = 3",
            "INSERT INTO entry SELECT 5, terminal, 5, at, hold, kind, request, body, hash, hash
             FROM entry WHERE seq = 3",
            "INSERT INTO entry SELECT 4, terminal, 4, at, hold, kind, request, body, prev_hash, hash
             FROM entry WHERE seq = 3",
        ] {
            let error = file.execute(sql, []).unwrap_err().to_string();
            assert!(error.contains("append-only") || error.contains("does not follow"), "{error}");
        }
    }
}
