//! A reply taken apart so that its parts can be changed, and put together again.

use crate::naive::members;

/// Names with raw JSON behind them, in order. Nothing stops a name from being there twice.
pub(crate) type Members = Vec<(String, String)>;

#[derive(Debug, Clone)]
pub(crate) struct Letter {
    /// The name of the node.
    pub(crate) name: String,
    pub(crate) node: Members,
    /// As it came, without its quotes.
    pub(crate) signature: Option<String>,
    /// The signed slice, until the node is changed.
    pub(crate) slice: String,
}

impl Letter {
    pub(crate) fn read(body: &str) -> Self {
        let all = members(body).unwrap();
        let (name, slice) = all[0].clone();
        let signature = all.iter().find(|(name, _)| name == "sign");
        let signature = signature.map(|(_, raw)| raw.trim_matches('"').to_owned());
        let node = members(slice).unwrap();
        let node = node.into_iter().map(|(name, raw)| (name, raw.to_owned())).collect();
        Self { name, node, signature, slice: slice.to_owned() }
    }

    /// The node again from its members.
    pub(crate) fn rewrite(&mut self) {
        self.slice = object(&self.node);
    }

    /// The whole body. `more` stands between the node and the signature.
    pub(crate) fn body(&self, more: &str) -> String {
        let sign = self.signature.as_ref().map(|sign| format!(",\"sign\":\"{sign}\""));
        format!("{{\"{}\":{}{more}{}}}", self.name, self.slice, sign.unwrap_or_default())
    }
}

pub(crate) fn object(members: &Members) -> String {
    let one = |(name, raw): &(String, String)| format!("\"{name}\":{raw}");
    format!("{{{}}}", members.iter().map(one).collect::<Vec<_>>().join(","))
}
