//! The works of the bench with the Rust SDK: each is a module of its own, in `examples`.
