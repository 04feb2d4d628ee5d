//! Names the first pattern that a path matches in a header.

use proxy_wasm::traits::*;
use proxy_wasm::types::*;
use regex::RegexSet;
use std::rc::Rc;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_root_context(|_| Box::new(Plugin { routes: Rc::new(RegexSet::new(ROUTES).unwrap()) }));
}}

const ROUTES: [&str; 20] = [
    r"^/$",
    r"^/health$",
    r"^/metrics$",
    r"^/login$",
    r"^/logout$",
    r"^/static/.*\.(css|js|png)$",
    r"^/api/v1/users$",
    r"^/api/v1/users/[0-9]+$",
    r"^/api/v1/users/[0-9]+/orders$",
    r"^/api/v1/users/[0-9]+/orders/[0-9a-f-]+$",
    r"^/api/v1/teams/[a-z0-9-]+/members$",
    r"^/api/v1/search$",
    r"^/api/v2/users/[0-9]+$",
    r"^/api/v2/users/[0-9]+/orders$",
    r"^/api/v[0-9]+/status$",
    r"^/admin(/|$)",
    r"^/blog/[0-9]{4}/[0-9]{2}/[a-z0-9-]+$",
    r"^/download/[^/]+/(latest|v[0-9.]+)$",
    r"^/images/.+\.(jpg|webp)$",
    r"^/docs/.*$",
];

struct Plugin {
    routes: Rc<RegexSet>,
}
impl Context for Plugin {}
impl RootContext for Plugin {
    fn create_http_context(&self, _: u32) -> Option<Box<dyn HttpContext>> {
        let routes = self.routes.clone();
        Some(Box::new(Routes { routes }))
    }
    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

struct Routes {
    routes: Rc<RegexSet>,
}
impl Context for Routes {}
impl HttpContext for Routes {
    fn on_http_request_headers(&mut self, _: usize, _: bool) -> Action {
        let path = self.get_http_request_header(":path").unwrap_or_default();
        let Some(route) = self.routes.matches(&path).iter().next() else {
            self.send_http_response(404, vec![], None);
            return Action::Pause;
        };
        self.set_http_request_header("x-found", Some(&route.to_string()));
        Action::Continue
    }
}
