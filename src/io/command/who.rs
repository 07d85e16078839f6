//! In whose name a command is given, and who agreed: numbers from the arguments, PINs from a file
//! descriptor or from the terminal, never from the arguments.

use std::io::{BufRead as _, BufReader, IsTerminal as _, Read as _};

use zeroize::Zeroizing;

use crate::domain::{Approval, Authority, Badge, Member, Pin, Why};
use crate::locale::StaffTrouble;

use super::super::clock::wall;
use super::super::failure::Failure;
use super::super::staff::Staff;
use super::House;

/// Longest line that is read as a PIN, in bytes.
const LONGEST: u64 = 64;

impl House<'_> {
    pub(super) fn staff(&self) -> Staff {
        Staff::of(self.settings)
    }

    /// The authority of whoever the arguments name; none where nobody is registered.
    ///
    /// # Errors
    /// Nobody is named and people are registered, or the other way round; a PIN is wrong.
    pub(super) fn authority(&self) -> Result<Option<Authority>, Failure> {
        let registered = !self.told(self.staff().people())?.is_empty();
        let who = &self.who;
        let Some(badge) = &who.named else {
            if registered {
                return Err(self.trouble(&StaffTrouble::Unnamed));
            }
            return Ok(None);
        };
        if !registered {
            return Err(self.trouble(&StaffTrouble::Nobody));
        }
        let Member { person, role } = self.member(badge, who.pin_fd)?;
        let agreed = who.approved_by.as_ref().zip(who.why);
        let approval = agreed.map(|(other, why)| self.approval(badge, other, why)).transpose()?;
        Ok(Some(Authority { by: person, role, approval }))
    }

    /// Whoever else has a part in it, by their own PIN.
    pub(super) fn member(&self, badge: &Badge, fd: Option<u32>) -> Result<Member, Failure> {
        if self.told(self.staff().people())?.is_empty() {
            return Err(self.trouble(&StaffTrouble::Nobody));
        }
        let pin = self.pin_of(badge, fd)?;
        self.told(self.staff().verify(badge, &pin, wall()))
    }

    fn approval(&self, badge: &Badge, other: &Badge, why: Why) -> Result<Approval, Failure> {
        let pin = self.pin_of(other, self.who.approver_pin_fd)?;
        let note = self.who.note.as_deref().unwrap_or_default();
        let note = note.split_whitespace().collect::<Vec<_>>().join(" ");
        self.told(self.staff().approve(badge, (other, &pin), (why, note), wall()))
    }

    fn pin_of(&self, badge: &Badge, fd: Option<u32>) -> Result<Pin, Failure> {
        let asked = self.locale.format("pin-ask", &[("badge", &badge.to_string())]);
        self.told(Pin::typed(&self.typed(fd, &asked)?).map_err(StaffTrouble::Typed))
    }

    /// A new PIN, typed twice at a terminal.
    pub(super) fn new_pin(&self, badge: &Badge, fd: Option<u32>) -> Result<Pin, Failure> {
        let args = [("badge", &badge.to_string())];
        let first = self.typed(fd, &self.locale.format("pin-new", &args))?;
        let pin = self.told(Pin::chosen(&first, badge).map_err(StaffTrouble::Typed))?;
        if fd.is_none() {
            let again = self.typed(None, &self.locale.format("pin-again", &args))?;
            if *again != *first {
                return Err(self.trouble(&StaffTrouble::PinsDiffer));
            }
        }
        Ok(pin)
    }

    fn typed(&self, fd: Option<u32>, asked: &str) -> Result<Zeroizing<String>, Failure> {
        let failed = |error: std::io::Error| Failure::own("io.pin", &error);
        if let Some(fd) = fd {
            return read_fd(fd).map_err(failed);
        }
        if !std::io::stdin().is_terminal() {
            return Err(self.trouble(&StaffTrouble::NoTerminal));
        }
        rpassword::prompt_password(asked).map(Zeroizing::new).map_err(failed)
    }

    /// What came of it, or what is wrong in the words of the settings' language.
    pub(super) fn told<T>(&self, came: Result<T, impl Into<StaffTrouble>>) -> Result<T, Failure> {
        came.map_err(|error| self.trouble(&error.into()))
    }

    pub(super) fn trouble(&self, trouble: &StaffTrouble) -> Failure {
        Failure::staff(trouble, &self.locale)
    }
}

/// A line of an open file, without its end. A line, not everything: whoever writes it may keep the pipe
/// open.
fn read_fd(fd: u32) -> std::io::Result<Zeroizing<String>> {
    let mut line = Zeroizing::new(String::with_capacity(128));
    if fd == 0 {
        std::io::stdin().lock().take(LONGEST).read_line(&mut line)?;
    } else {
        let file = std::fs::File::open(format!("/dev/fd/{fd}"))?;
        BufReader::new(file).take(LONGEST).read_line(&mut line)?;
    }
    let length = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(length);
    Ok(line)
}
