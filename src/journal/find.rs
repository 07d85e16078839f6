use super::grams::{Keys, Query};
use super::{JournalError, Reader};
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
        let mut select = self.connection.prepare_cached(
            "SELECT hold.id, hold.stay_key, hold.number_key
             FROM hold_find CROSS JOIN hold ON hold.opened = hold_find.rowid
             WHERE hold_find MATCH ?1 ORDER BY hold_find.rowid DESC",
        )?;
        let mut rows = select.query([query.matching()])?;
        let mut found = Vec::new();
        while found.len() < limit {
            let Some(row) = rows.next()? else {
                break;
            };
            let keys = Keys {
                stay: row.get(1)?,
                numbers: row.get(2)?,
            };
            if query.is_in(&keys) {
                found.push(super::list::id(row.get(0)?)?);
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
        for part in [
            order.as_str(),
            &order.as_str()[5..],
            &order.as_str()[9..13].to_lowercase(),
        ] {
            assert_eq!(find(part), [ouyang.clone()], "{part}");
        }
        assert_eq!(find("u1bbbb"), []);
        assert_eq!(reader.find("bk", 1).unwrap(), [muller]);
    }
}
