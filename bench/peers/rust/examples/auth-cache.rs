//! Asks a service who sends a request, at most once a minute for each token.

use proxy_wasm::hostcalls::{get_shared_data, set_shared_data};
use proxy_wasm::traits::*;
use proxy_wasm::types::*;
use std::time::{Duration, UNIX_EPOCH};

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_http_context(|_, _| Box::new(Auth { token: String::new() }));
}}

const TTL: u64 = 60_000_000_000;

struct Auth {
    token: String,
}
impl Auth {
    fn now(&self) -> u64 {
        let now = self.get_current_time().duration_since(UNIX_EPOCH);
        now.unwrap().as_nanos() as u64
    }

    /// A user is kept behind the time at which it ends.
    fn known(&self) -> Option<String> {
        let (bytes, _) = get_shared_data(&format!("users:{}", self.token)).ok()?;
        let bytes = bytes?;
        let (end, user) = bytes.split_at_checked(8)?;
        if u64::from_le_bytes(end.try_into().ok()?) < self.now() {
            return None;
        }
        String::from_utf8(user.to_vec()).ok()
    }

    fn keep(&self, user: &str) {
        let mut bytes = (self.now() + TTL).to_le_bytes().to_vec();
        bytes.extend_from_slice(user.as_bytes());
        let _ = set_shared_data(&format!("users:{}", self.token), Some(&bytes), None);
    }
}
impl Context for Auth {
    fn on_http_call_response(&mut self, _: u32, _: usize, _: usize, _: usize) {
        let status = self.get_http_call_response_header(":status");
        let user = self.get_http_call_response_header("x-user");
        match (status.as_deref(), user) {
            (Some("200"), Some(user)) => {
                self.keep(&user);
                self.set_http_request_header("x-found", Some(&user));
                self.resume_http_request();
            }
            _ => self.send_http_response(401, vec![], None),
        }
    }
}
impl HttpContext for Auth {
    fn on_http_request_headers(&mut self, _: usize, _: bool) -> Action {
        let Some(token) = self.get_http_request_header("authorization") else {
            self.send_http_response(401, vec![], None);
            return Action::Pause;
        };
        self.token = token;
        if let Some(user) = self.known() {
            self.set_http_request_header("x-found", Some(&user));
            return Action::Continue;
        }
        let headers = vec![
            (":method", "GET"),
            (":path", "/auth"),
            (":authority", "auth"),
            ("authorization", &self.token),
        ];
        let limit = Duration::from_secs(5);
        self.dispatch_http_call("auth", headers, None, vec![], limit)
            .unwrap();
        Action::Pause
    }
}
