//! Money, stays, holds and what is known about them.
//!
//! Comes in: facts with the time they were written. Goes out: what a hold is now. Absent: clocks,
//! dice, files, networks, screens, and any word of a provider's protocol.

mod answer;
mod ask;
mod capabilities;
mod code;
mod digit_row;
mod fact;
mod folded;
mod garbled;
mod hold;
mod house;
mod in_house;
mod money;
mod number;
mod report;
mod staff;
mod stay;

pub use answer::{
    Answer, Authorization, CancelAction, Class, Done, OrderStatus, Payer, Reason, Standing,
};
pub use ask::{Ask, Kind};
pub use capabilities::Capabilities;
pub use code::{Classified, PaymentCode, ScanKind, classify, may_be_code};
pub use digit_row::Row;
pub use fact::{Entry, Fact, Finding, News, Opened, Planned, Source, UndoWhy, Uptime};
pub use folded::{folded, narrow};
pub use garbled::Garbled;
pub use hold::{
    Active, Broken, Capture, Hold, MoneyState, Phase, Progress, Refund, Release, State, Undo,
};
pub use house::{
    AuditLine, AuditList, BrokenHouse, Frozen, House, HouseEntry, HouseFact, NightAudit, OpenShift,
};
pub use in_house::{FoundList, HotelList, InHouse, ListFault, Lodger};
pub use money::{Currency, Money, MoneyError};
pub use number::{HoldId, Number, NumberError};
pub use report::{Agreed, Days, Moved, Report, Row as ReportRow, Total, Whose};
pub use staff::{
    Approval, Authority, Badge, Member, Night, Person, Pin, Right, Role, StaffError, Why,
};
pub use stay::{Stay, Way};
