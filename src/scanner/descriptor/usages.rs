use super::items::Item;

/// Usages from one to another, the last one with it.
#[derive(Debug, Clone, Copy)]
struct Span {
    page: u16,
    first: u16,
    last: u16,
    /// It said its page itself.
    own_page: bool,
}

/// The usages of the next main item, ranges as ranges: one may stand for 65,536.
#[derive(Debug, Default)]
pub(super) struct Usages {
    spans: Vec<Span>,
    minimum: Option<(Item, u16)>,
    maximum: Option<Item>,
    /// Within a delimited set; whether it has had its usage.
    within: Option<bool>,
}

impl Usages {
    pub(super) fn usage(&mut self, item: Item, page: u16) {
        match &mut self.within {
            // All of a set are names for one thing: the first is the preferred one.
            Some(true) => return,
            Some(had) => *had = true,
            None => {}
        }
        let own_page = item.high().is_some();
        let page = item.high().unwrap_or(page);
        self.spans.push(Span { page, first: item.low(), last: item.low(), own_page });
    }

    pub(super) fn minimum(&mut self, item: Item, page: u16) {
        self.minimum = Some((item, page));
        self.range();
    }

    pub(super) fn maximum(&mut self, item: Item, page: u16) {
        self.maximum = Some(item);
        if let Some((_, of_minimum)) = &mut self.minimum {
            *of_minimum = page;
        }
        self.range();
    }

    /// The beginning or the end of a set of which one is enough.
    pub(super) fn delimiter(&mut self, opens: bool) {
        self.within = opens.then_some(false);
    }

    /// Whichever end came last completes it. One that ends before it begins has nothing.
    fn range(&mut self) {
        let (Some((minimum, page)), Some(maximum)) = (self.minimum, self.maximum) else {
            return;
        };
        let own = maximum.high().or(minimum.high());
        let (first, last) = (minimum.low(), maximum.low());
        if first <= last {
            let own_page = own.is_some();
            self.spans.push(Span { page: own.unwrap_or(page), first, last, own_page });
        }
        (self.minimum, self.maximum) = (None, None);
    }

    /// Page and usage of each, for a main item at which `page` is in force.
    ///
    /// A usage is on the page that is in force at the main item (HID 1.11, 6.2.2.8). Some descriptors
    /// name a page, a usage, another page, another usage: like the kernel, one that is followed by a
    /// usage on the last page keeps its own.
    pub(super) fn complete(&mut self, page: u16) -> impl Iterator<Item = (u16, u16)> {
        for span in self.spans.iter_mut().rev().filter(|span| !span.own_page) {
            if span.page == page {
                break;
            }
            span.page = page;
        }
        self.spans.iter().flat_map(|span| (span.first..=span.last).map(|usage| (span.page, usage)))
    }
}
