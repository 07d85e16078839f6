//! Who works here, from the command line. A supervisor says who is registered; the first one needs
//! nobody's leave, because there is nobody.

use serde::Serialize;

use crate::cli::{AddArgs, Exit, PinArgs, StaffVerb, text};
use crate::domain::{Badge, Member, Person, Role};
use crate::locale::StaffTrouble;

use super::super::failure::Failure;
use super::super::output::Output;
use super::House;

#[derive(Serialize)]
struct People {
    people: Vec<One>,
}

#[derive(Serialize)]
struct One {
    number: String,
    name: String,
    role: Role,
}

impl From<Member> for One {
    fn from(member: Member) -> Self {
        let Member { person: Person { badge, name }, role } = member;
        Self { number: badge.to_string(), name, role }
    }
}

pub(super) fn run(house: &House<'_>, verb: &StaffVerb) -> Result<Exit, Failure> {
    match verb {
        StaffVerb::List => {}
        StaffVerb::Add(args) => add(house, args)?,
        StaffVerb::Pin(args) => pin(house, args)?,
        StaffVerb::Remove { badge } => remove(house, badge)?,
    }
    list(house)
}

fn list(house: &House<'_>) -> Result<Exit, Failure> {
    let people = house.told(house.staff().people())?;
    if house.output.is_json() {
        Output::value(&People { people: people.into_iter().map(One::from).collect() });
    } else {
        Output::text(&text::people(&people, &house.locale));
    }
    Ok(Exit::Done)
}

/// Whether whoever gives the command may change the people.
fn permitted(house: &House<'_>) -> Result<(), Failure> {
    let role = house.authority()?.map(|authority| authority.role);
    house.told(house.staff().may_change(role))
}

fn add(house: &House<'_>, args: &AddArgs) -> Result<(), Failure> {
    let person = Person::named(args.badge.clone(), &args.name).map_err(StaffTrouble::Typed);
    let person = house.told(person)?;
    permitted(house)?;
    let role = if args.supervisor { Role::Supervisor } else { Role::Cashier };
    let pin = house.new_pin(&args.badge, args.new_pin_fd)?;
    house.told(house.staff().add(&Member { person, role }, &pin))
}

fn pin(house: &House<'_>, args: &PinArgs) -> Result<(), Failure> {
    permitted(house)?;
    let pin = house.new_pin(&args.badge, args.new_pin_fd)?;
    house.told(house.staff().set_pin(&args.badge, &pin)).map(drop)
}

fn remove(house: &House<'_>, badge: &Badge) -> Result<(), Failure> {
    permitted(house)?;
    house.told(house.staff().remove(badge)).map(drop)
}
