//! Finds the signed part of a reply and verifies it over its own bytes (alipay-preauth.md 1.5).

use std::borrow::Cow;

use super::super::frame::{self, Envelope};
use super::{Alipay, Call, Fault};

pub(super) struct Opened<'a> {
    /// The node, in the form that was verified.
    pub(super) text: Cow<'a, str>,
    /// The node has the name that answers the call; otherwise it is the gateway's own fault.
    pub(super) own_node: bool,
    pub(super) signed: bool,
}

/// A signature that is there and does not verify is a fault, whatever the reply says.
pub(super) fn open<'a>(alipay: &Alipay, call: Call, body: &'a str) -> Result<Opened<'a>, Fault> {
    let unreadable = |why: &str| ("reply.unreadable", why.to_owned());
    let envelope = Envelope::read(body).ok_or_else(|| unreadable("the reply is not JSON"))?;
    let own = envelope.slice(&frame::node_of(call.method()));
    let fault = envelope.slice(frame::ERROR_NODE);
    let (slice, own_node) = match (own, fault) {
        (Some(own), None) => (own, true),
        (None, Some(fault)) => (fault, false),
        (Some(_), Some(_)) => return Err(unreadable("the reply says two things")),
        (None, None) => return Err(unreadable("the reply answers another call")),
    };
    let Some(signature) = envelope.signature() else {
        return Ok(Opened { text: Cow::Borrowed(slice), own_node, signed: false });
    };
    let verified = frame::signed_texts(slice)
        .find(|text| alipay.theirs.verify(text.as_bytes(), &signature))
        .ok_or_else(|| not_theirs(alipay, envelope.certificate()))?;
    Ok(Opened { text: verified, own_node, signed: true })
}

/// 1.8: a reply names the certificate that verifies it. Where another one is named and the signature
/// does not verify, a person has to fetch that one. Where it does, Alipay has issued its certificate
/// anew with the same key, and its name, which nobody signed, proves nothing against it.
fn not_theirs(alipay: &Alipay, named: Option<Cow<'_, str>>) -> Fault {
    match (&alipay.certificates, named) {
        (Some(ours), Some(theirs)) if *ours.alipay != *theirs => (
            "reply.certificate",
            "Alipay signed with a newer certificate than alipay_cert".to_owned(),
        ),
        (Some(_) | None, Some(_) | None) => {
            let why = "the signature is not Alipay's for these bytes";
            ("reply.signature", why.to_owned())
        }
    }
}
