use serde::{de::IgnoredAny, Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;

#[no_mangle]
pub extern "C" fn room(size: usize) -> *mut u8 {
    let mut bytes = Vec::<u8>::with_capacity(size);
    let at = bytes.as_mut_ptr();
    std::mem::forget(bytes);
    at
}

unsafe fn input<'a>(at: *const u8, size: usize) -> &'a [u8] {
    std::slice::from_raw_parts(at, size)
}

#[no_mangle]
pub unsafe extern "C" fn check(at: *const u8, size: usize) -> i32 {
    serde_json::from_slice::<IgnoredAny>(input(at, size)).is_ok() as i32
}

/// Checks that texts are UTF-8 as well, which `IgnoredAny` leaves out.
#[no_mangle]
pub unsafe extern "C" fn utf8(at: *const u8, size: usize) -> i32 {
    std::str::from_utf8(input(at, size))
        .map_or(false, |text| serde_json::from_str::<IgnoredAny>(text).is_ok()) as i32
}

#[no_mangle]
pub unsafe extern "C" fn tree(at: *const u8, size: usize) -> i32 {
    serde_json::from_slice::<Value>(input(at, size)).is_ok() as i32
}

/// Three values by path, of each of the three shapes.
#[no_mangle]
pub unsafe extern "C" fn pick(at: *const u8, size: usize, shape: i32) -> i32 {
    let value: Value = match serde_json::from_slice(input(at, size)) {
        Ok(value) => value,
        Err(_) => return -1,
    };
    let paths: [&str; 3] = match shape {
        0 => ["/total", "/items/1/name", "/items/2/price"],
        1 => ["/version", "/services/s1/limits/rate", "/services/s2/hosts/0"],
        _ => ["/model", "/usage/total_tokens", "/choices/0/message/role"],
    };
    paths.iter().filter(|path| value.pointer(path).is_some()).count() as i32
}

#[derive(Serialize, Deserialize)]
struct Item {
    id: u64,
    name: String,
    price: f64,
    active: bool,
    tags: Vec<String>,
    email: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Page {
    total: i32,
    page: i32,
    items: Vec<Item>,
}

#[derive(Serialize, Deserialize)]
struct Burst {
    size: u32,
    every: f64,
}

#[derive(Serialize, Deserialize)]
struct Limits {
    rate: u32,
    burst: Burst,
}

#[derive(Serialize, Deserialize)]
struct Backoff {
    base: String,
}

#[derive(Serialize, Deserialize)]
struct Retry {
    on: Vec<String>,
    attempts: u32,
    backoff: Backoff,
}

#[derive(Serialize, Deserialize)]
struct Tls {
    enabled: bool,
    ca: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Service {
    hosts: Vec<String>,
    limits: Limits,
    retry: Retry,
    tls: Tls,
}

#[derive(Serialize, Deserialize)]
struct Settings {
    version: u32,
    services: HashMap<String, Service>,
}

#[derive(Serialize, Deserialize)]
struct Message {
    role: String,
    content: String,
}

#[derive(Serialize, Deserialize)]
struct Choice {
    index: u32,
    finish_reason: String,
    message: Message,
}

#[derive(Serialize, Deserialize)]
struct Usage {
    prompt_tokens: u32,
    completion_tokens: u32,
    total_tokens: u32,
}

#[derive(Serialize, Deserialize)]
struct Chat {
    id: String,
    object: String,
    model: String,
    choices: Vec<Choice>,
    usage: Usage,
}

/// What documents of the three shapes are decoded into.
enum Decoded {
    Page(Page),
    Settings(Settings),
    Chat(Chat),
}

unsafe fn decoded(at: *const u8, size: usize, shape: i32) -> Option<Decoded> {
    let bytes = input(at, size);
    match shape {
        0 => serde_json::from_slice(bytes).ok().map(Decoded::Page),
        1 => serde_json::from_slice(bytes).ok().map(Decoded::Settings),
        _ => serde_json::from_slice(bytes).ok().map(Decoded::Chat),
    }
}

#[no_mangle]
pub unsafe extern "C" fn decode(at: *const u8, size: usize, shape: i32) -> i32 {
    decoded(at, size, shape).is_some() as i32
}

static mut KEPT: Option<Decoded> = None;

#[no_mangle]
pub unsafe extern "C" fn keep(at: *const u8, size: usize, shape: i32) -> i32 {
    KEPT = decoded(at, size, shape);
    KEPT.is_some() as i32
}

#[no_mangle]
pub unsafe extern "C" fn encode() -> usize {
    let bytes = match &KEPT {
        Some(Decoded::Page(page)) => serde_json::to_vec(page),
        Some(Decoded::Settings(settings)) => serde_json::to_vec(settings),
        Some(Decoded::Chat(chat)) => serde_json::to_vec(chat),
        None => return 0,
    };
    bytes.map_or(0, |bytes| bytes.len())
}

/// Sets one value, given the part of the document that it is in, and writes all of it.
#[no_mangle]
pub unsafe extern "C" fn set(at: *const u8, size: usize, shape: i32, part: i32) -> usize {
    let mut value: Value = match serde_json::from_slice(input(at, size)) {
        Ok(value) => value,
        Err(_) => return 0,
    };
    let path = match shape {
        0 => format!("/items/{}/name", part),
        1 => format!("/services/s{}/limits/rate", part),
        _ => format!("/choices/{}/message/role", part),
    };
    match value.pointer_mut(&path) {
        Some(target) => *target = Value::from("new"),
        None => return 0,
    }
    serde_json::to_vec(&value).map_or(0, |bytes| bytes.len())
}
