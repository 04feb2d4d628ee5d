//! Lets requests with a right token pass, and says who sends them.

use jsonwebtoken::{decode, Algorithm, DecodingKey, Validation};
use proxy_wasm::traits::*;
use proxy_wasm::types::*;
use serde::Deserialize;
use std::rc::Rc;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_root_context(|_| Box::new(Plugin { verifier: None }));
}}

#[derive(Deserialize)]
struct Claims {
    sub: String,
}

struct Verifier {
    key: DecodingKey,
    validation: Validation,
}

struct Plugin {
    verifier: Option<Rc<Verifier>>,
}
impl Context for Plugin {}
impl RootContext for Plugin {
    fn on_configure(&mut self, _: usize) -> bool {
        let secret = self.get_plugin_configuration().unwrap_or_default();
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&["https://login.example.com"]);
        validation.set_audience(&["api"]);
        self.verifier = Some(Rc::new(Verifier {
            key: DecodingKey::from_secret(&secret),
            validation,
        }));
        true
    }
    fn create_http_context(&self, _: u32) -> Option<Box<dyn HttpContext>> {
        let verifier = self.verifier.clone()?;
        Some(Box::new(VerifyJwt { verifier }))
    }
    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

struct VerifyJwt {
    verifier: Rc<Verifier>,
}
impl VerifyJwt {
    fn user(&self) -> Option<String> {
        let header = self.get_http_request_header("authorization")?;
        let token = header.strip_prefix("Bearer ")?;
        let Verifier { key, validation } = &*self.verifier;
        let token = decode::<Claims>(token, key, validation).ok()?;
        Some(token.claims.sub)
    }
}
impl Context for VerifyJwt {}
impl HttpContext for VerifyJwt {
    fn on_http_request_headers(&mut self, _: usize, _: bool) -> Action {
        let Some(user) = self.user() else {
            self.send_http_response(401, vec![], None);
            return Action::Pause;
        };
        self.set_http_request_header("x-found", Some(&user));
        Action::Continue
    }
}
