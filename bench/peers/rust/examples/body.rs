//! Collects a request's body and converts it to upper case.

use proxy_wasm::traits::*;
use proxy_wasm::types::*;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_http_context(|_, _| Box::new(UpperCase));
}}

struct UpperCase;
impl Context for UpperCase {}
impl HttpContext for UpperCase {
    fn on_http_request_headers(&mut self, _: usize, _: bool) -> Action {
        self.set_http_request_header("content-length", None);
        Action::Continue
    }

    fn on_http_request_body(&mut self, size: usize, end_of_stream: bool) -> Action {
        if !end_of_stream {
            return Action::Pause;
        }
        let Some(mut body) = self.get_http_request_body(0, size) else {
            return Action::Continue;
        };
        body.make_ascii_uppercase();
        self.set_http_request_body(0, size, &body);
        Action::Continue
    }
}
