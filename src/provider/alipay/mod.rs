//! Alipay pre-authorization (alipay-preauth.md).

mod call;
pub mod cert;
mod codes;
pub mod frame;
pub mod sign;

#[cfg(test)]
mod testing;
