//! Which trouble a request meets: the script's, or that of its guest's lesson.

use std::collections::VecDeque;

use serde_json::Value;

use super::api::{self, Api};
use super::books::{BooksError, current_lesson, notes};
use super::call::Call;
use super::fault::{Fault, Trouble};
use super::lesson::{self, Lesson};

/// The first entry of the script that waits for this interface. A request that the door turned away
/// meets none.
pub(super) fn of_script(script: &mut VecDeque<Trouble>, api: Option<Api>) -> Option<Trouble> {
    let api = api?;
    let place = script.iter().position(|trouble| trouble.meets(api))?;
    let entry = script.get_mut(place)?;
    let met = entry.clone();
    entry.times = entry.times.saturating_sub(1);
    if entry.times == 0 {
        script.remove(place);
    }
    Some(met)
}

/// The trouble of the guest's lesson that this request meets, counted per order.
pub(super) fn of_lesson(call: &mut Call<'_>) -> Result<Option<Trouble>, BooksError> {
    let number = call.fields.get("out_order_no").and_then(Value::as_str).map(str::to_owned);
    let (order_no, lesson): (String, &'static Lesson) = match api::order_of(call)? {
        Some(order) => (order.order_no.clone(), order.guest()?),
        // A hold that is about to begin.
        None => match number.filter(|_| call.api.begins_a_hold()) {
            Some(number) => (number, about_to_come(call)?),
            None => return Ok(None),
        },
    };
    for (place, trouble) in lesson.trouble.iter().enumerate() {
        if trouble.meets(call.api)
            && notes::meet_trouble(call.books, &order_no, place, trouble.times)?
        {
            return Ok(Some(trouble.clone()));
        }
    }
    Ok(None)
}

/// The lesson of the guest of a new hold.
fn about_to_come(call: &Call<'_>) -> Result<&'static Lesson, BooksError> {
    let code = call.fields.get("auth_code").and_then(Value::as_str);
    match code.and_then(lesson::of_code) {
        Some(lesson) => Ok(lesson),
        None => current_lesson(call.books),
    }
}

/// A code that the gateway has seen ages, also where the request came to nothing.
pub(super) fn see_code(call: &Call<'_>, fault: Fault) -> Result<(), BooksError> {
    let text = |name: &str| call.fields.get(name).and_then(Value::as_str);
    let arrived = matches!(fault, Fault::Limited | Fault::SystemError);
    if let (true, Some(code), Some(order_no)) = (arrived, text("auth_code"), text("out_order_no")) {
        notes::see_code(call.books, code, order_no, call.now)?;
    }
    Ok(())
}
