//! Alipay pre-authorization (alipay-preauth.md).
