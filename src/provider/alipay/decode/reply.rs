//! A reply's fields, and the one gate through which an answer that proves something goes.

use std::borrow::Cow;

use super::echo::{self, Echo};
use super::{Answer, Ask, Class, Done, Fault, Members, Reason};
use crate::domain::{Authorization, Currency, Money, Payer};

pub(super) struct Reply<'a> {
    fields: Members<'a>,
    echoes: Vec<Echo<'a>>,
    trace: Option<&'a str>,
    signed: bool,
    code: String,
    sub_code: Option<String>,
}

impl<'a> Reply<'a> {
    /// `None` where there is no code, or where one of the two codes is neither a text nor a number.
    pub(super) fn new(
        fields: Members<'a>,
        ask: &'a Ask,
        trace: Option<&'a str>,
        signed: bool,
    ) -> Option<Self> {
        if ["code", "sub_code"].into_iter().any(|name| is_odd(&fields, name)) {
            return None;
        }
        Some(Self {
            code: text(&fields, "code")?.into_owned(),
            sub_code: text(&fields, "sub_code").map(Cow::into_owned),
            echoes: echo::expected(ask),
            fields,
            trace,
            signed,
        })
    }

    pub(super) fn code(&self) -> &str {
        &self.code
    }

    pub(super) fn sub_code(&self) -> Option<&str> {
        self.sub_code.as_deref()
    }

    /// 4.1: the call itself went through.
    pub(super) fn is_success(&self) -> bool {
        matches!(self.code.as_str(), "10000" | "10003")
    }

    /// A field, unless it is missing, null or empty. A number is its digits as they came.
    pub(super) fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        text(&self.fields, name)
    }

    /// A field that is kept as a name of something: one of any other kind than text or number names
    /// nothing.
    pub(super) fn name(&self, name: &str) -> Option<Cow<'a, str>> {
        self.text(name).filter(|_| !is_odd(&self.fields, name))
    }

    /// An amount that came as text or as a number; an error where it is neither.
    pub(super) fn money(&self, name: &str, currency: Currency) -> Result<Option<Money>, Fault> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        let odd = || ("echo.amount", format!("{name} is {}", shortened(&text)));
        echo::money(&text, currency).ok_or_else(odd).map(Some)
    }

    /// What later requests need of the hold; `None` without its number.
    pub(super) fn authorization(&self) -> Option<Authorization> {
        let owned = |name: &str| self.name(name).map(Cow::into_owned);
        let user = owned("payer_user_id").map(Payer::UserId);
        Some(Authorization {
            auth_no: owned("auth_no")?,
            operation_id: owned("operation_id").unwrap_or_default(),
            payer: user.or_else(|| owned("payer_open_id").map(Payer::OpenId)),
            payer_login: owned("payer_logon_id").unwrap_or_default(),
            on_credit: self.text("pre_auth_type").as_deref() == Some("CREDIT_AUTH"),
        })
    }

    /// Something in the reply that is not what was asked.
    pub(super) fn mismatch(&self) -> Option<Reason> {
        self.echoes.iter().find_map(|echo| {
            let got = self.text(echo.field)?;
            let code = echo.differs(&got)?;
            let why = format!("{} is {}, not {}", echo.field, shortened(&got), echo.want());
            Some(self.ours(Class::Unknown, code, why))
        })
    }

    /// The gate: what proves an answer has to be there, and to be what was asked.
    fn proven(&self, answer: Answer) -> Answer {
        let missing = |echo: &&Echo<'_>| echo.must && self.text(echo.field).is_none();
        match self.echoes.iter().find(missing) {
            Some(echo) => self.incomplete(echo.field),
            None => answer,
        }
    }

    pub(super) fn done(&self, done: Done) -> Answer {
        self.proven(Answer::Done(done))
    }

    /// Refused by what the books say, not by an error's code.
    pub(super) fn refused(&self, code: &str, why: impl Into<String>) -> Answer {
        self.proven(Answer::Refused(self.ours(Class::Refused, code, why)))
    }

    pub(super) fn incomplete(&self, field: &str) -> Answer {
        self.unknown("reply.incomplete", format!("{field} is missing"))
    }

    pub(super) fn unknown(&self, code: &str, why: impl Into<String>) -> Answer {
        self.unknown_of(Class::Unknown, code, why)
    }

    pub(super) fn unknown_of(&self, class: Class, code: &str, why: impl Into<String>) -> Answer {
        Answer::Unknown(self.ours(class, code, why))
    }

    /// The provider's own code and words.
    pub(super) fn reason(&self, class: Class) -> Reason {
        let words = self.text("sub_msg").or_else(|| self.text("msg"));
        let code = self.sub_code.as_deref().unwrap_or(&self.code);
        self.ours(class, code, words.unwrap_or_default())
    }

    /// A reason with a code of ours, from this reply.
    pub(super) fn ours(&self, class: Class, code: &str, why: impl Into<String>) -> Reason {
        Reason {
            class,
            code: code.to_owned(),
            text: why.into(),
            trace: self.trace.map(str::to_owned),
            signed: self.signed,
        }
    }
}

/// A field that is there and neither a text nor a number.
fn is_odd(fields: &Members<'_>, name: &str) -> bool {
    fields.raw(name).filter(|raw| *raw != "null").is_some_and(|raw| match raw.as_bytes().first() {
        Some(b'"') => fields.text(name).is_none(),
        Some(b'-' | b'0'..=b'9') => false,
        Some(_) | None => true,
    })
}

fn text<'a>(fields: &Members<'a>, name: &str) -> Option<Cow<'a, str>> {
    let raw = fields.raw(name).filter(|raw| *raw != "null")?;
    let text = fields.text(name).unwrap_or(Cow::Borrowed(raw));
    (!text.trim().is_empty()).then_some(text)
}

/// For a reason's words: a hostile field is not worth more.
fn shortened(text: &str) -> String {
    text.chars().take(64).collect()
}
