//! Limits the requests of each client, over all workers: a token bucket by the generic cell
//! rate algorithm in shared data.

use proxy_wasm::hostcalls::{get_shared_data, set_shared_data};
use proxy_wasm::traits::*;
use proxy_wasm::types::*;
use serde::Deserialize;
use std::time::UNIX_EPOCH;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_root_context(|_| Box::new(Plugin { limits: Limits { token: 0, whole: 0 } }));
}}

#[derive(Deserialize)]
struct Settings {
    rate: f64,
    burst: u32,
}

/// The nanoseconds of a token, and of all that a bucket has.
#[derive(Clone, Copy)]
struct Limits {
    token: u64,
    whole: u64,
}

struct Plugin {
    limits: Limits,
}
impl Context for Plugin {}
impl RootContext for Plugin {
    fn on_configure(&mut self, _: usize) -> bool {
        let text = self.get_plugin_configuration().unwrap_or_default();
        let Ok(Settings { rate, burst }) = serde_json::from_slice(&text) else {
            return false;
        };
        let token = (1e9 / rate).ceil() as u64;
        let whole = token * u64::from(burst);
        self.limits = Limits { token, whole };
        true
    }
    fn create_http_context(&self, _: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(Limiter(self.limits)))
    }
    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

struct Limiter(Limits);
impl Limiter {
    fn take(&self, client: &str) -> bool {
        let Limits { token, whole } = self.0;
        let now = self.get_current_time().duration_since(UNIX_EPOCH);
        let now = now.unwrap().as_nanos() as u64;
        let key = format!("clients:{client}");
        for _ in 0..64 {
            let Ok((bytes, cas)) = get_shared_data(&key) else {
                return false;
            };
            let full_at = bytes.and_then(|bytes| bytes.try_into().ok());
            let full_at = full_at.map_or(0, u64::from_le_bytes).max(now) + token;
            if full_at - now > whole {
                return false;
            }
            match set_shared_data(&key, Some(&full_at.to_le_bytes()), cas) {
                Ok(()) => return true,
                Err(Status::CasMismatch) => continue,
                Err(_) => return false,
            }
        }
        false
    }
}
impl Context for Limiter {}
impl HttpContext for Limiter {
    fn on_http_request_headers(&mut self, _: usize, _: bool) -> Action {
        let client = self.get_http_request_header("x-client").unwrap_or_default();
        if self.take(&client) {
            return Action::Continue;
        }
        let seconds = (self.0.token / 1_000_000_000).max(1).to_string();
        self.send_http_response(429, vec![("retry-after", &seconds)], None);
        Action::Pause
    }
}
