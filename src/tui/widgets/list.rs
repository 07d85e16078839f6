use ratatui::layout::Rect;

use crate::tui::keymap::Act;
use crate::tui::page::Step;

/// Rows that a page key goes.
const PAGE: usize = 10;

/// Which row of a list is chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct List {
    chosen: usize,
}

impl List {
    pub(crate) const fn at(chosen: usize) -> Self {
        Self { chosen }
    }

    pub(crate) const fn chosen(&self) -> usize {
        self.chosen
    }

    /// Moves by an act; others change nothing.
    pub(crate) fn act(&mut self, act: Act, count: usize) -> Step {
        let last = count.saturating_sub(1);
        let now = self.chosen.min(last);
        let to = if act == Act::Up {
            now.saturating_sub(1)
        } else if act == Act::Down {
            now.saturating_add(1)
        } else if act == Act::PageUp {
            now.saturating_sub(PAGE)
        } else if act == Act::PageDown {
            now.saturating_add(PAGE)
        } else if act == Act::First {
            0
        } else if act == Act::Last {
            last
        } else {
            return Step::ignored();
        };
        let to = to.min(last);
        if to == self.chosen {
            return Step::ignored();
        }
        self.chosen = to;
        Step::stay()
    }

    /// The rows that are seen: which one, and where. The chosen one is always among them.
    pub(crate) fn window(&self, count: usize, area: Rect) -> Vec<(usize, Rect)> {
        let rows = usize::from(area.height);
        let chosen = self.chosen.min(count.saturating_sub(1));
        // The chosen row stays off the edge where there is more beyond it.
        let first = chosen.saturating_sub(rows.saturating_sub(rows / 3).saturating_sub(1));
        let first = first.min(count.saturating_sub(rows));
        let row = |y| Rect { y, height: 1, ..area };
        (first..count).zip((area.y..area.bottom()).map(row)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_stops_at_both_ends() {
        let mut list = List::default();
        for (act, chosen) in [(Act::Up, 0), (Act::Last, 4), (Act::Down, 4), (Act::First, 0)] {
            list.act(act, 5);
            assert_eq!(list.chosen(), chosen, "{act:?}");
        }
        list.act(Act::Down, 0);
        assert_eq!(list.chosen(), 0);
    }

    proptest! {
        #[test]
        fn the_chosen_row_is_seen(chosen in 0_usize..60, count in 1_usize..60, rows in 1_u16..30) {
            let rows = List::at(chosen).window(count, Rect::new(3, 4, 10, rows));
            prop_assert!(rows.iter().any(|(place, _)| *place == chosen.min(count - 1)));
            prop_assert!(rows.iter().all(|(_, row)| row.y >= 4));
        }
    }
}
