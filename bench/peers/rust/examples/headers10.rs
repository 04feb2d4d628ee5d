//! Gets 10 headers, sets 8, removes 1, and iterates over all of them.

use proxy_wasm::traits::*;
use proxy_wasm::types::*;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_http_context(|_, _| Box::new(Headers10 { sum: 0 }));
}}

const NAMES: [&str; 8] = [
    "x-h0", "x-h1", "x-h2", "x-h3", "x-h4", "x-h5", "x-h6", "x-h7",
];

struct Headers10 {
    sum: usize,
}
impl Context for Headers10 {}
impl HttpContext for Headers10 {
    fn on_http_request_headers(&mut self, _: usize, _: bool) -> Action {
        let path = self.get_http_request_header(":path");
        let agent = self.get_http_request_header("user-agent");
        let lengths: usize = NAMES
            .iter()
            .filter_map(|name| self.get_http_request_header(name))
            .map(|value| value.len())
            .sum();
        if let Some(path) = path {
            self.add_http_request_header("x-add-0", &path);
        }
        if let Some(agent) = agent {
            self.add_http_request_header("x-add-1", &agent);
        }
        self.add_http_request_header("x-add-2", &lengths.to_string());
        self.sum = self
            .get_http_request_headers()
            .iter()
            .map(|(name, value)| name.len() + value.len())
            .sum();
        Action::Continue
    }

    fn on_http_response_headers(&mut self, _: usize, _: bool) -> Action {
        self.set_http_response_header("x-set-0", Some("value-0"));
        self.set_http_response_header("x-set-1", Some("value-1"));
        self.set_http_response_header("x-set-2", Some("value-2"));
        self.set_http_response_header("x-set-3", Some("value-3"));
        self.set_http_response_header("x-remove", None);
        self.set_http_response_header("x-set-4", Some(&self.sum.to_string()));
        Action::Continue
    }
}
