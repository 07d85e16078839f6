//! The settings file over the built-in one, as one flat list of keys, with the lines of all values.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use toml::de::{DeTable, DeValue};

use super::Origin;
use super::error::{ConfigError, Problem, What, excerpt};

/// A value as TOML has it; what no setting takes is only named.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Text(String),
    Whole(i64),
    Flag(bool),
    List(Vec<Value>),
    Other(&'static str),
}

#[derive(Debug, Clone)]
struct Entry {
    value: Value,
    line: usize,
}

/// A document with its dotted keys, and the lines of its sections.
#[derive(Debug, Default)]
struct Document {
    entries: BTreeMap<String, Entry>,
    sections: BTreeMap<String, usize>,
}

/// A problem with the setting was noted; [`Reader::close`] tells it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Noted;

pub(super) type Read<T> = Result<T, Noted>;

pub(super) struct Reader<'a> {
    file: &'a str,
    own: Document,
    base: Document,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub(super) fn open(text: &str, origin: Origin<'a>, base: &str) -> Result<Self, ConfigError> {
        let no_toml =
            |file: &str, problem| ConfigError { file: file.to_owned(), problems: vec![problem] };
        let own = Document::parse(text).map_err(|problem| no_toml(origin.file, problem))?;
        let base =
            Document::parse(base).map_err(|problem| no_toml(super::DEFAULT_NAME, problem))?;
        let mut reader = Self { file: origin.file, own, base, problems: Vec::new() };
        reader.find_unknown();
        Ok(reader)
    }

    /// The settings, if nothing was wrong.
    pub(super) fn close<T>(mut self, settings: Read<T>) -> Result<T, ConfigError> {
        self.problems.sort_by(|a, b| (a.line, &a.key).cmp(&(b.line, &b.key)));
        match settings {
            Ok(settings) if self.problems.is_empty() => Ok(settings),
            Ok(_) | Err(Noted) => {
                Err(ConfigError { file: self.file.to_owned(), problems: self.problems })
            }
        }
    }

    /// Notes a problem with `key`, at its line.
    pub(super) fn complain(&mut self, key: &str, what: What) -> Noted {
        let line = self.line(key);
        self.problems.push(Problem { key: key.to_owned(), line, what });
        Noted
    }

    /// Whether the hotel's own file says something about `key`.
    pub(super) fn is_own(&self, key: &str) -> bool {
        self.own.entries.contains_key(key)
    }

    /// Reads one setting with `check`; what is wrong is noted.
    pub(super) fn read<T>(
        &mut self,
        key: &'static str,
        check: impl FnOnce(&Value) -> Result<T, What>,
    ) -> Read<T> {
        let entry = self.own.entries.get(key).or_else(|| self.base.entries.get(key));
        let checked = match entry {
            Some(entry) => check(&entry.value),
            None => Err(What::Missing("here".to_owned())),
        };
        checked.map_err(|what| self.complain(key, what))
    }

    /// A text that `check` makes something of.
    pub(super) fn parsed<T>(
        &mut self,
        key: &'static str,
        check: impl FnOnce(&str) -> Result<T, What>,
    ) -> Read<T> {
        self.read(key, |value| check(value.text()?))
    }

    /// The same, where `""` means that it is not set.
    pub(super) fn optional<T>(
        &mut self,
        key: &'static str,
        check: impl FnOnce(&str) -> Result<T, What>,
    ) -> Read<Option<T>> {
        self.parsed(key, |text| match text {
            "" => Ok(None),
            some => check(some).map(Some),
        })
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(
        &mut self,
        key: &'static str,
        words: &[(&'static str, T)],
    ) -> Read<T> {
        self.parsed(key, |text| one_of(text, words))
    }

    /// A list of words, `least` of them at least.
    pub(super) fn words<T: Copy>(
        &mut self,
        key: &'static str,
        words: &[(&'static str, T)],
        least: usize,
    ) -> Read<Vec<T>> {
        self.read(key, |value| match value {
            Value::List(items) if (least..=MOST).contains(&items.len()) => {
                items.iter().map(|item| one_of(item.text()?, words)).collect()
            }
            Value::List(items) => Err(wrong_length(items.len(), least)),
            Value::Text(_) | Value::Whole(_) | Value::Flag(_) | Value::Other(_) => {
                Err(value.kind("a list of words such as [\"auto\"]"))
            }
        })
    }

    pub(super) fn flag(&mut self, key: &'static str) -> Read<bool> {
        self.read(key, |value| match value {
            Value::Flag(flag) => Ok(*flag),
            Value::Text(_) | Value::Whole(_) | Value::List(_) | Value::Other(_) => {
                Err(value.kind("true or false"))
            }
        })
    }

    pub(super) fn whole(&mut self, key: &'static str, least: i64, most: i64) -> Read<i64> {
        self.read(key, |value| match value {
            Value::Whole(number) if (least..=most).contains(number) => Ok(*number),
            Value::Whole(number) => Err(What::Range {
                found: number.to_string(),
                least: least.to_string(),
                most: most.to_string(),
            }),
            Value::Text(_) | Value::Flag(_) | Value::List(_) | Value::Other(_) => {
                Err(value.kind("a whole number"))
            }
        })
    }

    pub(super) fn duration(&mut self, key: &'static str, range: Span) -> Read<SignedDuration> {
        self.parsed(key, |text| range.check(text))
    }

    /// 1 to 20 durations.
    pub(super) fn durations(
        &mut self,
        key: &'static str,
        range: Span,
    ) -> Read<Vec<SignedDuration>> {
        self.read(key, |value| match value {
            Value::List(items) if (1..=MOST).contains(&items.len()) => {
                items.iter().map(|item| range.check(item.text()?)).collect()
            }
            Value::List(items) => Err(wrong_length(items.len(), 1)),
            Value::Text(_) | Value::Whole(_) | Value::Flag(_) | Value::Other(_) => {
                Err(value.kind("a list of durations such as [\"1s\", \"2s\"]"))
            }
        })
    }

    /// The line of a key; of a missing one the line of its section, else of `mode`, else the first.
    fn line(&self, key: &str) -> usize {
        let section = key.rsplit_once('.').map_or("", |(section, _)| section);
        let own = self.own.entries.get(key).map(|entry| entry.line);
        own.or_else(|| self.own.sections.get(section).copied())
            .or_else(|| self.own.entries.get("mode").map(|entry| entry.line))
            .unwrap_or(1)
    }

    /// What the built-in settings do not have is unknown.
    fn find_unknown(&mut self) {
        let mut unknown = Vec::new();
        for key in self.own.entries.keys() {
            if self.base.sections.contains_key(key) {
                unknown.push((key.clone(), What::NotASection(key.clone())));
            } else if !self.base.entries.contains_key(key) {
                unknown.push((key.clone(), What::Unknown(self.keys_beside(key))));
            }
        }
        for (section, line) in &self.own.sections {
            if !self.base.sections.contains_key(section) {
                unknown.retain(|(key, _)| !key.starts_with(&format!("{section}.")));
                self.problems.push(Problem {
                    key: section.clone(),
                    line: *line,
                    what: What::UnknownSection(list(
                        self.base.sections.keys().map(|name| format!("[{name}]")),
                    )),
                });
            }
        }
        for (key, what) in unknown {
            let Noted = self.complain(&key, what);
        }
    }

    /// The settings of the section in which `key` was looked for.
    fn keys_beside(&self, key: &str) -> String {
        let section = |key: &str| key.rsplit_once('.').map_or(String::new(), |(s, _)| s.to_owned());
        let wanted = section(key);
        let beside = self.base.entries.keys().filter(|known| section(known) == wanted);
        list(beside.map(|known| known.rsplit('.').next().unwrap_or(known).to_owned()))
    }
}

impl Document {
    fn parse(text: &str) -> Result<Self, Problem> {
        let table = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            Problem {
                key: key_at(text, at),
                line: line_of(text, at),
                what: What::NotToml(error.message().to_owned()),
            }
        })?;
        let mut document = Self::default();
        document.take(text, "", table.get_ref());
        Ok(document)
    }

    fn take(&mut self, text: &str, section: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let name = match section {
                "" => key.get_ref().to_string(),
                section => format!("{section}.{}", key.get_ref()),
            };
            let line = line_of(text, key.span().start);
            match value.get_ref() {
                DeValue::Table(inner) => {
                    self.sections.insert(name.clone(), line);
                    self.take(text, &name, inner);
                }
                DeValue::String(_)
                | DeValue::Integer(_)
                | DeValue::Float(_)
                | DeValue::Boolean(_)
                | DeValue::Datetime(_)
                | DeValue::Array(_) => {
                    let value = Value::of(value.get_ref());
                    self.entries.insert(name, Entry { value, line });
                }
            }
        }
    }
}

impl Value {
    fn of(value: &DeValue<'_>) -> Self {
        match value {
            DeValue::String(text) => Self::Text(text.to_string()),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_or(Self::Other("a number too large"), Self::Whole),
            DeValue::Boolean(flag) => Self::Flag(*flag),
            DeValue::Array(items) => {
                Self::List(items.iter().map(|item| Self::of(item.get_ref())).collect())
            }
            DeValue::Float(_) => Self::Other("a number with a fraction"),
            DeValue::Datetime(_) => Self::Other("a date or time"),
            DeValue::Table(_) => Self::Other("a table"),
        }
    }

    fn text(&self) -> Result<&str, What> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Whole(_) | Self::Flag(_) | Self::List(_) | Self::Other(_) => {
                Err(self.kind("a text in quotes"))
            }
        }
    }

    fn kind(&self, expected: &'static str) -> What {
        let found = match self {
            Self::Text(_) => "a text",
            Self::Whole(_) => "a whole number",
            Self::Flag(_) => "true or false",
            Self::List(_) => "a list",
            Self::Other(name) => name,
        };
        What::Kind { found, expected }
    }
}

/// Longest list.
const MOST: usize = 20;

fn wrong_length(found: usize, least: usize) -> What {
    What::Range {
        found: format!("a list of {found}"),
        least: least.to_string(),
        most: MOST.to_string(),
    }
}

fn one_of<T: Copy>(text: &str, words: &[(&'static str, T)]) -> Result<T, What> {
    let found = words.iter().find(|(word, _)| *word == text);
    found.map(|(_, value)| *value).ok_or_else(|| What::Word {
        found: excerpt(text),
        expected: list(words.iter().map(|(word, _)| format!("{word:?}"))),
    })
}

/// The range of a duration.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) least: SignedDuration,
    pub(super) most: SignedDuration,
}

impl Span {
    pub(super) const fn millis(least: i64, most: i64) -> Self {
        Self { least: SignedDuration::from_millis(least), most: SignedDuration::from_millis(most) }
    }

    pub(super) const fn seconds(least: i64, most: i64) -> Self {
        Self { least: SignedDuration::from_secs(least), most: SignedDuration::from_secs(most) }
    }

    fn check(self, text: &str) -> Result<SignedDuration, What> {
        let duration: SignedDuration = text.parse().map_err(|_| What::Shape {
            found: excerpt(text),
            expected: "a duration such as \"500ms\", \"30s\", \"3m\" or \"24h\"".to_owned(),
        })?;
        if (self.least..=self.most).contains(&duration) {
            Ok(duration)
        } else {
            Err(What::Range {
                found: excerpt(text),
                least: shown(self.least),
                most: shown(self.most),
            })
        }
    }
}

/// A duration as one writes it into the file.
pub(super) fn shown(duration: SignedDuration) -> String {
    format!("{duration:#}")
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count().saturating_add(1)
}

/// The key on the line of a place that is no TOML. Only a bare key is taken: what stands behind the
/// `=` may be a secret.
fn key_at(text: &str, at: usize) -> String {
    let line = line_of(text, at).saturating_sub(1);
    let line = text.lines().nth(line).unwrap_or_default();
    let key = line.split_once('=').map_or("", |(key, _)| key.trim());
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if key.chars().all(bare) { key.to_owned() } else { String::new() }
}

/// The range that the keys' comments name: "1s to 10m".
#[cfg(test)]
pub(super) fn range_words(range: Span) -> String {
    format!("{} to {}", shown(range.least), shown(range.most))
}
