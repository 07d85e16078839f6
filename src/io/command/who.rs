//! In whose name a command is given, and who agreed: numbers from the arguments, PINs from a file
//! descriptor or from the terminal, never from the arguments.

use std::io::{BufRead as _, BufReader, IsTerminal as _, Read as _};

use zeroize::Zeroizing;

use crate::domain::{Approval, Authority, Badge, Member, Pin, Role, StaffError, Why};
use crate::locale::StaffTrouble;

use super::super::clock::wall;
use super::super::failure::Failure;
use super::super::staff::{Staff, Verdict};
use super::House;

/// Longest line that is read as a PIN, in bytes.
const LONGEST: u64 = 64;

impl House<'_> {
    pub(super) fn staff(&self) -> Staff {
        Staff::at(self.settings.files.staff.clone())
    }

    /// The authority of whoever the arguments name; none where nobody is registered.
    ///
    /// # Errors
    /// Nobody is named and people are registered, or the other way round; a PIN is wrong.
    pub(super) fn authority(&self) -> Result<Option<Authority>, Failure> {
        let registered =
            !self.staff().people().map_err(|error| self.trouble(&error.into()))?.is_empty();
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
        let Member { person, role } = self.verified(badge, who.pin_fd)?;
        let agreed = who.approved_by.as_ref().zip(who.why);
        let approval = agreed.map(|(other, why)| self.approval(badge, other, why.0)).transpose()?;
        Ok(Some(Authority { by: person, role, approval }))
    }

    fn approval(&self, badge: &Badge, other: &Badge, why: Why) -> Result<Approval, Failure> {
        let who = &self.who;
        let now = wall().to_zoned(self.settings.hotel.time_zone.clone()).time();
        let alone = other == badge;
        if alone && !self.settings.night.is_some_and(|night| night.covers(now)) {
            return Err(self.trouble(&StaffTrouble::OneSelf));
        }
        let member = self.verified(other, who.approver_pin_fd)?;
        if member.role != Role::Supervisor && !alone {
            return Err(self.trouble(&StaffTrouble::NotSupervisor));
        }
        let note = who.note.as_deref().unwrap_or_default();
        let note = note.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(Approval { by: member.person, why, note, alone })
    }

    /// The person with that number, if the PIN is theirs.
    fn verified(&self, badge: &Badge, fd: Option<u32>) -> Result<Member, Failure> {
        let asked = self.locale.format("pin-ask", &[("badge", &badge.to_string())]);
        let pin = self.typed(fd, &asked)?;
        let pin = Pin::typed(&pin).map_err(|error| self.trouble(&StaffTrouble::Typed(error)))?;
        match self.staff().verify(badge, &pin, wall()) {
            Ok(Verdict::Right(member)) => Ok(member),
            Ok(Verdict::Wrong { wait }) => Err(self.trouble(&StaffTrouble::Wrong(wait))),
            Ok(Verdict::Wait { left }) => Err(self.trouble(&StaffTrouble::Wait(left))),
            Err(error) => Err(self.trouble(&error.into())),
        }
    }

    /// A new PIN, typed twice at a terminal.
    pub(super) fn new_pin(&self, badge: &Badge, fd: Option<u32>) -> Result<Pin, Failure> {
        let shape = |error: StaffError| self.trouble(&StaffTrouble::Typed(error));
        let args = [("badge", &badge.to_string())];
        let first = self.typed(fd, &self.locale.format("pin-new", &args))?;
        let pin = Pin::chosen(&first, badge).map_err(shape)?;
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
