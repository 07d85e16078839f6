//! The application core: inputs become facts and effects. No IO, no clock, no dice of its own.
//!
//! Comes in: an [`Input`] with the time. Goes out: [`Effect`]s, one after the other from
//! [`Desk::poll_effect`], and the next time it wants to be woken from [`Desk::poll_deadline`].

mod command;
mod policy;
mod view;
mod words;

pub use command::{Command, Effect, How, Input, Refusal, Ticket};
pub use policy::Policy;
pub use view::{
    Action, Activity, CaptureView, HoldView, Next, Notice, Snapshot, TimelineRow, Trouble,
};
