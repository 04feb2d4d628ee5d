//! Refuses a body that is not JSON, and names its model in a header.

use proxy_wasm::traits::*;
use proxy_wasm::types::*;
use serde::Deserialize;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_http_context(|_, _| Box::new(PickJson));
}}

/// What else there is, serde_json goes over.
#[derive(Deserialize)]
struct Picked {
    model: String,
}

struct PickJson;
impl Context for PickJson {}
impl HttpContext for PickJson {
    fn on_http_request_headers(&mut self, _: usize, _: bool) -> Action {
        Action::Pause
    }

    fn on_http_request_body(&mut self, size: usize, end_of_stream: bool) -> Action {
        if !end_of_stream {
            return Action::Pause;
        }
        let body = self.get_http_request_body(0, size).unwrap_or_default();
        match serde_json::from_slice::<Picked>(&body) {
            Ok(picked) => {
                self.set_http_request_header("x-found", Some(&picked.model));
                Action::Continue
            }
            Err(_) => {
                self.send_http_response(400, vec![], None);
                Action::Pause
            }
        }
    }
}
