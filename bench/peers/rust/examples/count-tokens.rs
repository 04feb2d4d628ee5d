//! Counts the tokens of a streamed answer, which its last event says.

use proxy_wasm::hostcalls::{define_metric, increment_metric};
use proxy_wasm::traits::*;
use proxy_wasm::types::*;
use serde::Deserialize;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_root_context(|_| Box::new(Plugin { tokens: 0 }));
}}

#[derive(Deserialize)]
struct Event {
    usage: Option<Usage>,
}

#[derive(Deserialize)]
struct Usage {
    total_tokens: i64,
}

struct Plugin {
    tokens: u32,
}
impl Context for Plugin {}
impl RootContext for Plugin {
    fn on_configure(&mut self, _: usize) -> bool {
        self.tokens = define_metric(MetricType::Counter, "bench_tokens").unwrap();
        true
    }
    fn create_http_context(&self, _: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(CountTokens {
            tokens: self.tokens,
            held: Vec::new(),
            total: None,
        }))
    }
    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

struct CountTokens {
    tokens: u32,
    /// An event that is not whole.
    held: Vec<u8>,
    total: Option<i64>,
}
impl CountTokens {
    /// Events end by an empty line, and their data is one line.
    fn read(&mut self, part: &[u8]) {
        self.held.extend_from_slice(part);
        let mut from = 0;
        while let Some(size) = memchr::memmem::find(&self.held[from..], b"\n\n") {
            let event = &self.held[from..from + size];
            if let Some(data) = event.strip_prefix(b"data: ") {
                if let Ok(Event { usage: Some(usage) }) = serde_json::from_slice(data) {
                    self.total = Some(usage.total_tokens);
                }
            }
            from += size + 2;
        }
        self.held.drain(..from);
    }
}
impl Context for CountTokens {}
impl HttpContext for CountTokens {
    fn on_http_response_body(&mut self, size: usize, end_of_stream: bool) -> Action {
        if let Some(part) = self.get_http_response_body(0, size) {
            self.read(&part);
        }
        if let (true, Some(total)) = (end_of_stream, self.total) {
            increment_metric(self.tokens, total).unwrap();
        }
        Action::Continue
    }
}
