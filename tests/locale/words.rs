//! The files of words as data: every text of every message, with each choice of its plurals.

use std::collections::{BTreeMap, BTreeSet};

use counterpane::locale::{FILES, Language};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

/// One message: the arguments it names and every text it may come to.
#[derive(Debug, Default)]
pub(crate) struct Message {
    pub(crate) file: &'static str,
    pub(crate) args: BTreeSet<String>,
    pub(crate) texts: Vec<String>,
}

/// All messages of a language by key.
pub(crate) fn messages(language: Language) -> BTreeMap<String, Message> {
    let mut all = BTreeMap::new();
    for file in FILES {
        let parsed = parser::parse(file.text(language))
            .unwrap_or_else(|(_, errors)| panic!("{language}/{}.ftl: {errors:?}", file.name));
        for entry in parsed.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let pattern = message.value.expect("a message without a text");
            let mut found = Message { file: file.name, ..Message::default() };
            found.texts = texts(&pattern, &mut found.args);
            let key = message.id.name.to_owned();
            assert!(all.insert(key.clone(), found).is_none(), "{language} has {key} twice");
        }
    }
    all
}

fn texts(pattern: &Pattern<&str>, args: &mut BTreeSet<String>) -> Vec<String> {
    let mut found = vec![String::new()];
    for element in &pattern.elements {
        let parts = match element {
            PatternElement::TextElement { value } => vec![(*value).to_owned()],
            PatternElement::Placeable { expression } => choices(expression, args),
        };
        found = found
            .iter()
            .flat_map(|start| parts.iter().map(move |part| format!("{start}{part}")))
            .collect();
    }
    found
}

fn choices(expression: &Expression<&str>, args: &mut BTreeSet<String>) -> Vec<String> {
    match expression {
        Expression::Inline(inline) => vec![inline_text(inline, args)],
        Expression::Select { selector, variants } => {
            inline_text(selector, args);
            variants.iter().flat_map(|variant| texts(&variant.value, args)).collect()
        }
    }
}

fn inline_text(inline: &InlineExpression<&str>, args: &mut BTreeSet<String>) -> String {
    match inline {
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
            (*value).to_owned()
        }
        InlineExpression::VariableReference { id } => {
            args.insert(id.name.to_owned());
            sample(id.name).to_owned()
        }
        InlineExpression::FunctionReference { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. }
        | InlineExpression::Placeable { .. } => panic!("the words do without {inline:?}"),
    }
}

/// What an argument looks like on an ordinary day.
fn sample(name: &str) -> &'static str {
    match name {
        "kind" | "way" => "",
        "attempt" | "number" | "count" => "12",
        "in" | "limit_in" => "0:17",
        "room" => "1208",
        "seq" => "12047",
        "layout" => "Vietnamese",
        "order" | "hold" => "H2601157F3K2ABCDE",
        "currency" => "HKD",
        "held" | "captured" | "released" | "left" => "1,500.00",
        "amount" | "remaining" | "money" | "theirs" | "ours" | "refundable" | "limit" => {
            "HKD 1,500.00"
        }
        // Longer things are cut or wrapped by the screen: a name, a reason, a sentence.
        _ => "..",
    }
}
