use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::Language;

/// One area of words in every language.
#[derive(Debug, Clone, Copy)]
pub struct File {
    pub name: &'static str,
    english: &'static str,
    chinese: &'static str,
}

impl File {
    /// The file's text as it lies in `assets/locales/<code>/<name>.ftl`.
    pub const fn text(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Chinese => self.chinese,
        }
    }
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(File {
            name: $name,
            english: include_str!(concat!("../../assets/locales/en/", $name, ".ftl")),
            chinese: include_str!(concat!("../../assets/locales/zh/", $name, ".ftl")),
        }),*]
    };
}

/// Every file of words. A new one is one line here and one file for each language.
pub const FILES: &[File] = files![
    "words",
    "trouble",
    "scan",
    "facts",
    "refusals",
    "journal",
    "lessons",
    "cli",
    "screens",
    "holds",
    "keys",
    "scanner",
    "people",
    "report",
    "attention",
    "house",
];

/// An argument of a text. A count chooses the plural and is written as the language writes numbers;
/// amounts of money are text (`Money::words`), never a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arg<'a> {
    Text(&'a str),
    Count(u32),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Arg<'_> {
    fn from(count: u32) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Arg<'_> {
    fn from(count: usize) -> Self {
        Self::Count(u32::try_from(count).unwrap_or(u32::MAX))
    }
}

/// The words of one language. To switch is to make another one: it takes a few milliseconds.
pub struct Locale {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Locale").field(&self.language).finish()
    }
}

impl Locale {
    pub fn new(language: Language) -> Self {
        Self::of(language, FILES.iter().map(|file| file.text(language)))
    }

    /// Of any texts in Fluent's format: where two have the same key, the later one counts.
    pub fn of<'a>(language: Language, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
        // The marks take columns on terminals that do not know them.
        bundle.set_use_isolating(false);
        for text in texts {
            // What parses is used, also beside a line that does not: the test finds that line.
            let resource = match FluentResource::try_new(text.to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    pub const fn language(&self) -> Language {
        self.language
    }

    /// Whether a file has this key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The text under `key`; `[key]` where no file has it.
    pub fn text(&self, key: &str) -> String {
        self.find(key, None)
    }

    /// The text under `key` with its arguments: `format("x", &[("room", "1208")])`, or with
    /// [`Arg::Count`] among them where the text has plurals.
    pub fn format<'a, A>(&self, key: &str, args: &[(&'a str, A)]) -> String
    where
        A: Into<Arg<'a>> + Copy,
    {
        let mut values = FluentArgs::with_capacity(args.len());
        for &(name, value) in args {
            match value.into() {
                Arg::Text(text) => values.set(name, FluentValue::from(text)),
                Arg::Count(count) => values.set(name, FluentValue::from(count)),
            }
        }
        self.find(key, Some(&values))
    }

    fn find(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let message = self.bundle.get_message(key);
        let Some(pattern) = message.and_then(|message| message.value()) else {
            return format!("[{key}]");
        };
        // An argument that was forgotten shows as its name, `{$room}`; the rest is still right.
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, args, &mut errors).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_word_shows_its_key() {
        let locale = Locale::new(Language::English);
        assert_eq!(locale.text("no-such-key"), "[no-such-key]");
        assert_eq!(locale.format("no-such-key", &[("room", "1")]), "[no-such-key]");
    }

    #[test]
    fn arguments_come_without_marks_and_counts_choose_plurals() {
        let locale = Locale::new(Language::English);
        let one = locale.format("count-holds", &[("count", 1_u32)]);
        let two = locale.format("count-holds", &[("count", 2_u32)]);
        assert_eq!((one.as_str(), two.as_str()), ("1 hold", "2 holds"));
        let chinese = Locale::new(Language::Chinese);
        let room = chinese.format("room-named", &[("room", "1208")]);
        assert!(room.contains("1208") && !room.contains('\u{2068}'), "{room:?}");
    }

    #[test]
    fn a_locale_can_be_shared() {
        fn shared<T: Send + Sync>() {}
        shared::<Locale>();
    }
}
