//! Reads the name and the value of each request header.

use proxy_wasm::traits::*;
use proxy_wasm::types::*;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_http_context(|_, _| Box::new(EachHeader { sum: 0 }));
}}

struct EachHeader {
    sum: usize,
}
impl Context for EachHeader {}
impl HttpContext for EachHeader {
    fn on_http_request_headers(&mut self, _: usize, _: bool) -> Action {
        for (name, value) in self.get_http_request_headers() {
            self.sum += name.len() + value.len();
        }
        Action::Continue
    }
}
