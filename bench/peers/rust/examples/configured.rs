//! Takes a response header's value from its configuration.

use proxy_wasm::traits::*;
use proxy_wasm::types::*;
use std::rc::Rc;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_root_context(|_| Box::new(Plugin { greeting: Rc::from("world") }));
}}

struct Plugin {
    greeting: Rc<str>,
}
impl Context for Plugin {}
impl RootContext for Plugin {
    fn on_configure(&mut self, _: usize) -> bool {
        let text = self.get_plugin_configuration().unwrap_or_default();
        match String::from_utf8(text) {
            Ok(text) if !text.is_empty() => self.greeting = Rc::from(text),
            _ => {}
        }
        true
    }
    fn create_http_context(&self, _: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(AddHeader {
            greeting: self.greeting.clone(),
        }))
    }
    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

struct AddHeader {
    greeting: Rc<str>,
}
impl Context for AddHeader {}
impl HttpContext for AddHeader {
    fn on_http_response_headers(&mut self, _: usize, _: bool) -> Action {
        self.set_http_response_header("hello", Some(&self.greeting));
        Action::Continue
    }
}
