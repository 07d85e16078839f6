//! Alipay pre-authorization (alipay-preauth.md).

pub mod frame;
pub mod sign;

#[cfg(test)]
mod testing;
