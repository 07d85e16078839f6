//! What a provider may answer, and what is asked of the desk, in few words.

use crate::desk::{Command, How};
use crate::domain::{
    Answer, Authorization, CancelAction, Class, Classified, Done, Money, OrderStatus, Payer,
    PaymentCode, Reason, Standing, Stay, classify,
};

pub(in crate::desk::tests) fn hkd(amount: &str) -> Money {
    Money::parse(amount, "HKD".parse().unwrap()).unwrap()
}

pub(in crate::desk::tests) fn code(text: &str) -> PaymentCode {
    match classify(text) {
        Classified::Alipay { code, .. } => code,
        Classified::Other(kind) => panic!("{kind:?}"),
    }
}

pub(in crate::desk::tests) fn hold(room: &str, amount: &str, how: How) -> Command {
    let stay = Stay { room: room.to_owned(), guest: "李明".to_owned(), ..Stay::default() };
    Command::Hold { stay, money: hkd(amount), how }
}

pub(in crate::desk::tests) fn authorization() -> Authorization {
    Authorization {
        auth_no: "2026011510002001000512340042".to_owned(),
        operation_id: "20260115000123450042".to_owned(),
        payer: Some(Payer::UserId("2088000000000042".to_owned())),
        payer_login: "138****0042".to_owned(),
        on_credit: false,
    }
}

/// The undo was carried out.
pub(in crate::desk::tests) fn undone() -> Answer {
    Answer::Done(Done::Cancelled(CancelAction::Closed))
}

/// The answer to an undo of what the provider does not have.
pub(in crate::desk::tests) fn not_there() -> Answer {
    Answer::Unknown(signed(Class::Absent, "AUTH_ORDER_NOT_EXIST"))
}

pub(in crate::desk::tests) fn held() -> Answer {
    Answer::Done(Done::Held(authorization()))
}

pub(in crate::desk::tests) fn stands(order: OrderStatus, rest: &str) -> Answer {
    Answer::Done(Done::Standing(Standing {
        order,
        authorization: Some(authorization()),
        rest: Some(hkd(rest)),
        captured: None,
    }))
}

pub(in crate::desk::tests) fn unknown() -> Answer {
    Answer::Unknown(Reason::ours(Class::Unknown, "net.timeout", ""))
}

pub(in crate::desk::tests) fn not_sent() -> Answer {
    Answer::NotSent(Reason::ours(Class::Unknown, "net.not_sent", ""))
}

pub(in crate::desk::tests) fn refused(code: &str) -> Answer {
    Answer::Refused(signed(Class::Refused, code))
}

pub(in crate::desk::tests) fn absent() -> Answer {
    Answer::Done(Done::Absent(signed(Class::Absent, "AUTH_ORDER_NOT_EXIST")))
}

pub(in crate::desk::tests) fn signed(class: Class, code: &str) -> Reason {
    Reason { signed: true, ..Reason::ours(class, code, "") }
}

pub(in crate::desk::tests) fn captured() -> Answer {
    Answer::Done(Done::Captured { trade_no: "2026011722001400421400000042".to_owned() })
}
