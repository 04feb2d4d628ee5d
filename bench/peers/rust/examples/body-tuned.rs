//! The same as body.rs, eight bytes at a time.

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
        let mut words = body.chunks_exact_mut(8);
        for word in &mut words {
            let bytes = u64::from_le_bytes(word.try_into().unwrap());
            word.copy_from_slice(&upper_case(bytes).to_le_bytes());
        }
        words.into_remainder().make_ascii_uppercase();
        self.set_http_request_body(0, size, &body);
        Action::Continue
    }
}

/// Eight bytes at a time: the high bit that marks a to z becomes the bit 0x20.
fn upper_case(bytes: u64) -> u64 {
    let low = bytes & 0x7f7f_7f7f_7f7f_7f7f;
    let from_a = low + 0x1f1f_1f1f_1f1f_1f1f;
    let past_z = low + 0x0505_0505_0505_0505;
    let letters = from_a & !past_z & !bytes & 0x8080_8080_8080_8080;
    bytes ^ (letters >> 2)
}
