//! Runs a scenario in the crate `proxy-wasm-host`, and prints what was seen as JSON:
//!
//!     cargo run --release -- MODULE.wasm SCENARIO.json

use std::sync::{Arc, Mutex};

use proxy_wasm_host::abi::v0_2_1::types::{Action, BufferType, LogLevel, MapType, Status, StreamType};
use proxy_wasm_host::abi::v0_2_1::{
    Access, CallScope, CalloutId, Callouts, ContextId, Guest, GuestError, Host, HttpCall,
    HttpCallRefusal, HttpCallResponse, Invocation, LocalResponse, LogContext, LogSink,
    PluginConfig, Started, StreamKind, StreamState, VmServices,
};
use proxy_wasm_host::{Buffer, Engine, HeaderMap, HeaderMapExt, Limits, Module, VecHeaderMap};
use serde_json::{json, Value};

type Pairs = Vec<(Vec<u8>, Vec<u8>)>;

/// What a module made the host do, beside its streams.
#[derive(Default)]
struct Seen {
    logs: Vec<String>,
    calls: Vec<(CalloutId, ContextId, Value)>,
}

struct Services(Arc<Mutex<Seen>>);

impl LogSink for Services {
    fn log(&self, _: LogContext<'_>, level: LogLevel, message: &[u8]) {
        let level = format!("{level:?}").to_lowercase();
        let line = format!("{level} {}", text(message));
        self.0.lock().unwrap().logs.push(line);
    }
}

impl Callouts for Services {
    fn http_call(&self, call: Invocation, id: CalloutId, request: HttpCall<'_>) -> Result<(), HttpCallRefusal> {
        let headers = request.headers.iter().map(|(k, v)| (k.to_vec(), v.to_vec())).collect();
        let value = json!({
            "cluster": text(&request.upstream),
            "headers": to_json(&headers),
            "body": text(&request.body),
        });
        self.0.lock().unwrap().calls.push((id, call.context, value));
        Ok(())
    }
}

/// A stream: its messages, and what became of it.
#[derive(Default)]
struct Stream {
    request: VecHeaderMap,
    response: VecHeaderMap,
    body: Vec<u8>,
    is_continued: bool,
    local: Option<(Pairs, Vec<u8>)>,
}

impl StreamState for Stream {
    fn header_map(&mut self, _: Invocation, _: Access, map: MapType) -> Result<&mut dyn HeaderMap, Status> {
        match map {
            MapType::HttpRequestHeaders => Ok(&mut self.request),
            MapType::HttpResponseHeaders => Ok(&mut self.response),
            _ => Err(Status::NotFound),
        }
    }

    fn buffer(&mut self, _: Invocation, _: Access, _: BufferType) -> Result<&mut dyn Buffer, Status> {
        Ok(&mut self.body)
    }

    fn continue_stream(&mut self, _: Invocation, _: StreamType) -> Result<(), Status> {
        self.is_continued = true;
        Ok(())
    }

    fn send_local_response(&mut self, _: Invocation, response: LocalResponse<'_>) -> Result<(), Status> {
        let status = response.status_code.to_string().into_bytes();
        let mut headers = vec![(b":status".to_vec(), status)];
        headers.extend(response.headers.iter().map(|(k, v)| (k.to_vec(), v.to_vec())));
        self.local = Some((headers, response.body.to_vec()));
        Ok(())
    }
}

/// Runs the callbacks of one stream.
struct Run<'a, 'g> {
    scope: &'a mut CallScope<'g, Stream>,
    id: ContextId,
    seen: Arc<Mutex<Seen>>,
    answers: Vec<Value>,
}

impl Run<'_, '_> {
    /// Answers calls until the filter lets the message go on; false where it never does.
    fn is_let_on(&mut self, action: Action) -> Result<bool, GuestError> {
        if action == Action::Continue {
            return Ok(true);
        }
        self.scope.stream_mut().is_continued = false;
        for at in 0.. {
            if self.scope.stream().local.is_some() {
                return Ok(false);
            }
            if self.scope.stream().is_continued {
                return Ok(true);
            }
            let next = self.seen.lock().unwrap().calls.get(at).map(|(id, by, _)| (*id, *by));
            let Some((id, by)) = next else { return Ok(false) };
            if self.answers.is_empty() {
                continue;
            }
            let answer = self.answers.remove(0);
            let headers = from_json(&answer["headers"]);
            let headers = headers.into_iter().map(|(k, v)| (k.into(), v.into())).collect();
            let body = answer["body"].as_str().unwrap_or("").as_bytes();
            let response = HttpCallResponse::received(headers).with_body(body);
            self.scope.on_http_call_response(by, id, response)?;
        }
        unreachable!()
    }

    /// Passes a message through the filter; returns what comes out, `None` where nothing does.
    fn pass(&mut self, is_request: bool, message: &Value) -> Result<Option<Value>, GuestError> {
        let parts: Vec<&str> = message["body"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut headers = VecHeaderMap::default();
        for (name, value) in from_json(&message["headers"]) {
            let _ = headers.add(&name, &value);
        }
        let count = headers.len() as u32;
        let is_end = parts.is_empty();
        let action = if is_request {
            self.scope.stream_mut().request = headers;
            self.scope.on_request_headers(self.id, count, is_end)?
        } else {
            self.scope.stream_mut().response = headers;
            self.scope.on_response_headers(self.id, count, is_end)?
        };
        if !self.is_let_on(action)? {
            return Ok(None);
        }
        let mut out = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            let stream = self.scope.stream_mut();
            stream.body.extend_from_slice(part.as_bytes());
            let size = stream.body.len() as u32;
            let is_end = at + 1 == parts.len();
            let action = if is_request {
                self.scope.on_request_body(self.id, size, is_end)?
            } else {
                self.scope.on_response_body(self.id, size, is_end)?
            };
            // What is not let on stays, and the next part comes after it.
            if (action == Action::Continue || is_end) && self.is_let_on(action)? {
                out.append(&mut self.scope.stream_mut().body);
            }
        }
        self.scope.stream_mut().body.clear();
        let stream = self.scope.stream();
        let headers = if is_request { stream.request.pairs() } else { stream.response.pairs() };
        Ok(Some(json!({"headers": to_json(&headers), "body": text(&out)})))
    }
}

fn run(module: &[u8], scenario: &Value, seen: &Arc<Mutex<Seen>>, result: &mut Value) -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::new()?;
    let module = Module::new(&engine, module)?;
    let host = Host::new(&engine)?;
    let services = VmServices::new(Arc::new(Services(seen.clone()))).with_callouts(Arc::new(Services(seen.clone())));
    let mut guest = Guest::new(&host, &module, services, &Limits::default())?;
    let config = PluginConfig::new()
        .with_root_id(scenario["rootId"].as_str().unwrap_or(""))
        .with_configuration(scenario["configuration"].as_str().unwrap_or(""));
    let Started::Serving(root) = guest.start(config)? else {
        return Err("refused".into());
    };
    if scenario["request"].is_null() {
        return Ok(());
    }
    let (done, stream) = guest.with(Stream::default(), |scope| {
        let id = scope.on_context_create(Some(root))?;
        scope.expect_stream_kind(id, StreamKind::Http)?;
        let answers = scenario["calls"].as_array().cloned().unwrap_or_default();
        let mut run = Run { scope, id, seen: seen.clone(), answers };
        let upstream = run.pass(true, &scenario["request"])?;
        if let (Some(_), None) = (&upstream, &run.scope.stream().local) {
            result["upstream"] = upstream.unwrap();
            if let Some(down) = run.pass(false, &scenario["response"])? {
                result["downstream"] = down;
            }
        }
        scope.on_done(id)?;
        scope.on_log(id)?;
        scope.on_delete(id)?;
        Ok::<_, GuestError>(())
    });
    if let Some((headers, body)) = stream.local {
        result["downstream"] = json!({"headers": to_json(&headers), "body": text(&body)});
    }
    Ok(done?)
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let module = std::fs::read(&args[1]).expect("the module");
    let scenario: Value = serde_json::from_slice(&std::fs::read(&args[2]).expect("the scenario")).expect("JSON");
    let seen = Arc::new(Mutex::new(Seen::default()));
    let mut result = json!({"upstream": null, "downstream": null});
    if let Err(error) = run(&module, &scenario, &seen, &mut result) {
        result["error"] = json!(error.to_string());
    }
    let seen = seen.lock().unwrap();
    result["logs"] = json!(seen.logs);
    result["calls"] = json!(seen.calls.iter().map(|(_, _, call)| call).collect::<Vec<_>>());
    println!("{result}");
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn to_json(pairs: &Pairs) -> Value {
    json!(pairs.iter().map(|(k, v)| [text(k), text(v)]).collect::<Vec<_>>())
}

fn from_json(pairs: &Value) -> Pairs {
    let item = |pair: &Value, at: usize| pair[at].as_str().unwrap_or("").as_bytes().to_vec();
    pairs.as_array().into_iter().flatten().map(|pair| (item(pair, 0), item(pair, 1))).collect()
}
