//! Overrides nothing.

use proxy_wasm::traits::*;
use proxy_wasm::types::*;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_http_context(|_, _| Box::new(Noop));
}}

struct Noop;
impl Context for Noop {}
impl HttpContext for Noop {}
