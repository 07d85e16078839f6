//! Takes out of a failing plan whatever it fails without: deeds, faults, crashes, one half after the
//! other, then one by one.

use crate::campaign::play;
use crate::plan::Plan;

/// Plans that are tried at most: a short one is wanted, not the shortest.
const MOST_TRIES: u32 = 600;

pub(crate) fn shrink(plan: &Plan, why: &str) -> Plan {
    let mut hush = Hush::begin();
    let mut best = plan.clone();
    let mut tries = 0;
    let mut size = parts(&best).div_ceil(2);
    while size > 0 && tries < MOST_TRIES {
        let mut from = 0;
        while from < parts(&best) && tries < MOST_TRIES {
            let shorter = without(&best, from, size);
            tries += 1;
            if play(&shorter, None).1.is_err_and(|other| same(&other, why)) {
                best = shorter;
            } else {
                from += size;
            }
        }
        size /= 2;
    }
    hush.end();
    best
}

/// The same rule was broken: the same words, whatever the numbers.
fn same(one: &str, other: &str) -> bool {
    let words = |text: &str| {
        let words = text.split_whitespace();
        let plain = words.filter(|word| word.chars().all(|c| c.is_ascii_lowercase()));
        plain.take(5).map(str::to_owned).collect::<Vec<_>>()
    };
    words(one) == words(other)
}

fn parts(plan: &Plan) -> usize {
    plan.deeds.len() + plan.lines.len() + plan.disks.len() + plan.crashes.len()
}

/// All parts stand in one row: deeds, then what happens on the line, on the disk, to the program.
fn without(plan: &Plan, from: usize, count: usize) -> Plan {
    let mut short = plan.clone();
    let mut place = 0;
    let mut stays = || {
        let stays = !(from..from + count).contains(&place);
        place += 1;
        stays
    };
    short.deeds.retain(|_| stays());
    short.lines.retain(|_, _| stays());
    short.disks.retain(|_, _| stays());
    short.crashes.retain(|_, _| stays());
    short
}

type Hook = Box<dyn Fn(&std::panic::PanicHookInfo<'_>) + Sync + Send>;

/// No word of the panics that are only tried.
struct Hush(Option<Hook>);

impl Hush {
    fn begin() -> Self {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        Self(Some(hook))
    }

    fn end(&mut self) {
        if let Some(hook) = self.0.take() {
            std::panic::set_hook(hook);
        }
    }
}
