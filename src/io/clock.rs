//! The clock. Waiting is measured on one that goes on while the computer sleeps and that nobody can
//! set; the provider and the journal's reader want the one on the wall.

use jiff::{SignedDuration, Timestamp};

use crate::desk::Boot;

/// A wall clock reading that from then on only moves forward.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    wall: Timestamp,
    since: Uptime,
}

impl Clock {
    pub fn start() -> Self {
        Self { wall: wall(), since: Uptime::now() }
    }

    /// When this computer was started, by this clock; `None` where the system does not tell one start
    /// from another.
    pub fn boot(&self) -> Option<Boot> {
        let id = boot_id()?;
        let at = self.wall.checked_sub(self.since.length()).ok()?;
        Some(Boot { id, at })
    }

    /// The time by which the desk counts. It agrees with the wall clock when the program starts; a
    /// step of the wall clock after that does not change how long anything waits.
    pub fn now(&self) -> Timestamp {
        self.wall.checked_add(self.since.elapsed()).unwrap_or(self.wall)
    }
}

/// The wall clock, which signed requests carry.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub fn wall() -> Timestamp {
    Timestamp::now()
}

#[cfg(any(target_os = "linux", target_os = "android"))]
#[derive(Debug, Clone, Copy)]
struct Uptime(SignedDuration);

#[cfg(any(target_os = "linux", target_os = "android"))]
impl Uptime {
    /// `CLOCK_BOOTTIME` counts the time asleep, which `Instant` does not on Linux.
    fn now() -> Self {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
        let nanos = i32::try_from(time.tv_nsec).unwrap_or(0);
        Self(SignedDuration::new(time.tv_sec, nanos))
    }

    fn elapsed(self) -> SignedDuration {
        Self::now().0.saturating_sub(self.0)
    }

    const fn length(self) -> SignedDuration {
        self.0
    }
}

/// The kernel makes one at each start. A part of it is enough to tell two of them apart.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn boot_id() -> Option<String> {
    let text = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let id: String = text.chars().filter(char::is_ascii_hexdigit).take(BOOT_ID).collect();
    (id.len() == BOOT_ID).then_some(id)
}

#[cfg(any(target_os = "linux", target_os = "android"))]
const BOOT_ID: usize = 12;

#[cfg(not(any(target_os = "linux", target_os = "android")))]
#[derive(Debug, Clone, Copy)]
struct Uptime(std::time::Instant);

#[cfg(not(any(target_os = "linux", target_os = "android")))]
impl Uptime {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    fn now() -> Self {
        Self(std::time::Instant::now())
    }

    fn elapsed(self) -> SignedDuration {
        SignedDuration::try_from(self.0.elapsed()).unwrap_or(SignedDuration::MAX)
    }

    const fn length(self) -> SignedDuration {
        SignedDuration::ZERO
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
const fn boot_id() -> Option<String> {
    None
}
