//! Enums that are kept in the books and read from the lessons by their names.

/// An enum whose variants have a name each, in the books and in the lessons' file alike.
macro_rules! words {
    (
        $(#[$about:meta])*
        $seen:vis enum $name:ident { $( $(#[$each:meta])* $variant:ident = $word:literal, )+ }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        $seen enum $name { $( $(#[$each])* $variant, )+ }

        impl $name {
            /// Every one, in the order of their listing.
            $seen const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];

            /// The name in the books.
            $seen const fn name(self) -> &'static str {
                match self { $( Self::$variant => $word, )+ }
            }

            /// The one of that name.
            $seen fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }

        impl rusqlite::types::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                Ok(self.name().into())
            }
        }

        impl rusqlite::types::FromSql for $name {
            fn column_result(
                value: rusqlite::types::ValueRef<'_>,
            ) -> rusqlite::types::FromSqlResult<Self> {
                Self::named(value.as_str()?).ok_or(rusqlite::types::FromSqlError::InvalidType)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let name = String::deserialize(from)?;
                Self::named(&name).ok_or_else(|| {
                    serde::de::Error::custom(format!("{name:?} is no {}", stringify!($name)))
                })
            }
        }
    };
}

pub(super) use words;
