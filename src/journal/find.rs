use super::grams::{Keys, Query};
use super::{JournalError, Reader, list};
use crate::domain::HoldId;

impl Reader {
    /// Holds in which every word of `text` occurs, newest first, at most `limit`.
    ///
    /// Looked for, without regard to case, accents and width: from one character on in room, guest
    /// and booking, from four on in every number of the hold.
    pub fn find(&self, text: &str, limit: usize) -> Result<Vec<HoldId>, JournalError> {
        let Some(query) = Query::of(text) else {
            return Ok(Vec::new());
        };
        let mut found = self.matches("hold_stay", &query.in_stays(), &query, limit)?;
        for numbers in query.in_numbers() {
            found.extend(self.matches("hold_number", &numbers, &query, limit)?);
        }
        found.sort_unstable_by(|one, other| other.cmp(one));
        found.dedup();
        found.truncate(limit);
        Ok(found.into_iter().map(|(_, id)| id).collect())
    }

    /// The newest candidates of one index in which the query really is, with their place.
    fn matches(
        &self,
        index: &str,
        matching: &str,
        query: &Query,
        limit: usize,
    ) -> Result<Vec<(i64, HoldId)>, JournalError> {
        let mut select = self.connection.prepare_cached(&format!(
            "SELECT hold.opened, hold.id, hold.stay_key, hold.number_key
             FROM {index} CROSS JOIN hold ON hold.opened = {index}.rowid
             WHERE {index} MATCH ?1 ORDER BY {index}.rowid DESC",
        ))?;
        let mut rows = select.query([matching])?;
        let mut found = Vec::new();
        while found.len() < limit {
            let Some(row) = rows.next()? else {
                break;
            };
            let keys = Keys { stay: row.get(2)?, numbers: row.get(3)? };
            if query.is_in(&keys) {
                found.push((row.get(0)?, list::id(row.get(1)?)?));
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{journal, keep, order_no};

    #[test]
    fn a_stay_is_found_by_any_part_of_it() {
        let (_folder, mut journal) = journal();
        let zhang = keep(&mut journal, 1, "1208", "张伟");
        let ouyang = keep(&mut journal, 2, "1209", "欧阳娜娜");
        let muller = keep(&mut journal, 3, "88A", "Jürgen Müller-O'Brien");
        let reader = journal.read();
        let find = |text: &str| reader.find(text, 10).unwrap();
        for (text, expected) in [
            ("张伟", vec![&zhang]),
            ("伟", vec![&zhang]),
            ("欧阳", vec![&ouyang]),
            ("阳娜娜", vec![&ouyang]),
            ("120", vec![&ouyang, &zhang]),
            ("１２０８", vec![&zhang]),
            ("8", vec![&muller, &zhang]),
            ("bk-12", vec![&ouyang, &zhang]),
            ("MULLER", vec![&muller]),
            ("o'brien 88a", vec![&muller]),
            ("rgen", vec![&muller]),
            ("欧伟", vec![]),
            ("\" OR stay : *", vec![]),
        ] {
            assert_eq!(find(text).iter().collect::<Vec<_>>(), expected, "{text}");
        }
        let order = order_no(&ouyang);
        for part in [order.as_str(), &order.as_str()[5..], &order.as_str()[9..13].to_lowercase()] {
            assert_eq!(find(part), std::slice::from_ref(&ouyang), "{part}");
        }
        assert_eq!(find("u1bbbb"), []);
        assert_eq!(reader.find("bk", 1).unwrap(), [muller]);
    }
}
