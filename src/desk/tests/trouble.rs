use super::World;
use super::world::{code, held, hold, stands, unknown};
use crate::desk::{Command, How};
use crate::domain::{Answer, Class, OrderStatus, Reason, State};

/// An answer without a signature says what the trouble is, and proves nothing.
#[test]
fn an_unsigned_refusal_is_not_a_refusal() {
    let reason = Reason::ours(Class::SetUp, "isv.invalid-signature", "");
    let mut world = World::new([Answer::Unknown(reason)]);
    world.scan("1208", "500.00");
    assert_eq!(world.view().state, State::Unclear);
    assert_eq!(world.view().trouble.unwrap().reason.code, "isv.invalid-signature");
    world.pass(100);
    assert_eq!(world.view().state, State::Attention);
}

#[test]
fn checking_everything_asks_about_each_open_hold_once() {
    let mut world = World::new([held()]);
    for room in 0..9 {
        let code = code(&format!("28000000000000000{room}"));
        world.command(hold(&format!("10{room}"), "500.00", How::Scan(code)));
    }
    world.asked.clear();
    world.script([stands(OrderStatus::Authorized, "500.00")]);
    world.command(Command::Check { hold: None });
    assert_eq!(world.asked.len(), 9);
    assert!(world.desk.is_quiet());
}

#[test]
fn check_now_does_not_wait_for_the_clock() {
    let mut world = World::new([unknown()]);
    world.scan("1208", "500.00");
    let id = world.view().id;
    world.script([stands(OrderStatus::Authorized, "500.00")]);
    world.command(Command::Check { hold: Some(id) });
    assert_eq!(world.course(), "0:scan 0:hold?");
    assert_eq!(world.view().state, State::Held);
}
