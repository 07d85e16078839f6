//! Why a command was not carried out, and what to do. The key comes from `desk::Refusal::words`.

use super::Locale;

/// One sentence and one piece of advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub headline: String,
    pub act: String,
}

/// Says a refusal by its key and arguments.
pub fn say_refusal(locale: &Locale, key: &str, args: &[(&'static str, String)]) -> Refused {
    let args: Vec<(&str, String)> =
        args.iter().map(|(name, value)| (*name, argument(locale, name, value))).collect();
    let args: Vec<(&str, &str)> =
        args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Refused { headline: locale.format(key, &args), act: locale.format(&format!("{key}-do"), &args) }
}

/// A field's name is a word of its own; every other argument is written as it is.
fn argument(locale: &Locale, name: &str, value: &str) -> String {
    let key = format!("field-{value}");
    if name == "field" && locale.has(&key) { locale.text(&key) } else { value.to_owned() }
}
