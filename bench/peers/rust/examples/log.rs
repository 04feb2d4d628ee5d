//! Logs each request's path.

use log::info;
use proxy_wasm::traits::*;
use proxy_wasm::types::*;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_http_context(|_, _| Box::new(LogPath));
}}

struct LogPath;
impl Context for LogPath {}
impl HttpContext for LogPath {
    fn on_http_request_headers(&mut self, _: usize, _: bool) -> Action {
        if let Some(path) = self.get_http_request_header(":path") {
            info!("request path: {path}");
        }
        Action::Continue
    }
}
