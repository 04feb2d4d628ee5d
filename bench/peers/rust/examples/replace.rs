//! Replaces three texts in a response, part by part.

use aho_corasick::{AhoCorasick, MatchKind};
use proxy_wasm::traits::*;
use proxy_wasm::types::*;
use std::rc::Rc;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_root_context(|_| Box::new(Plugin { needles: Rc::new(automaton()) }));
}}

const NEEDLES: [&str; 3] = ["password", "secret", "token"];
const REPLACEMENTS: [&str; 3] = ["PASS", "HIDDEN", "REPLACED"];

fn automaton() -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(NEEDLES)
        .unwrap()
}

struct Plugin {
    needles: Rc<AhoCorasick>,
}
impl Context for Plugin {}
impl RootContext for Plugin {
    fn create_http_context(&self, _: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(Replace {
            needles: self.needles.clone(),
            held: Vec::new(),
        }))
    }
    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

struct Replace {
    needles: Rc<AhoCorasick>,
    /// The end of what came, which may begin a needle.
    held: Vec<u8>,
}
impl Replace {
    fn replaced(&mut self, part: &[u8], is_last: bool) -> Vec<u8> {
        self.held.extend_from_slice(part);
        let most = self.needles.max_pattern_len() - 1;
        let kept = if is_last { 0 } else { most };
        // What begins in front of this is whole.
        let end = self.held.len().saturating_sub(kept);
        let mut out = Vec::with_capacity(self.held.len());
        let mut at = 0;
        for found in self.needles.find_iter(&self.held) {
            if found.start() >= end {
                break;
            }
            out.extend_from_slice(&self.held[at..found.start()]);
            out.extend_from_slice(REPLACEMENTS[found.pattern()].as_bytes());
            at = found.end();
        }
        let end = end.max(at);
        out.extend_from_slice(&self.held[at..end]);
        self.held.drain(..end);
        out
    }
}
impl Context for Replace {}
impl HttpContext for Replace {
    fn on_http_response_headers(&mut self, _: usize, _: bool) -> Action {
        self.set_http_response_header("content-length", None);
        Action::Continue
    }

    fn on_http_response_body(&mut self, size: usize, end_of_stream: bool) -> Action {
        let part = self.get_http_response_body(0, size).unwrap_or_default();
        let out = self.replaced(&part, end_of_stream);
        self.set_http_response_body(0, size, &out);
        Action::Continue
    }
}
