//! The works of `bench/kit`, by the crates that a filter in Rust would use.
mod streams;

use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use base64::Engine;
use hmac::{Hmac, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};
use std::hint::black_box;

static mut INPUT: Vec<u8> = Vec::new();

#[no_mangle]
pub extern "C" fn room(size: usize) -> *mut u8 {
    unsafe {
        INPUT = vec![0; size];
        (*&raw mut INPUT).as_mut_ptr()
    }
}

fn input() -> &'static [u8] {
    black_box(unsafe { &*&raw const INPUT })
}

fn first(digest: &[u8]) -> i32 {
    i32::from_le_bytes(digest[..4].try_into().unwrap())
}

fn repeat(times: i32, work: impl Fn() -> i32) -> i32 {
    let mut out = 0;
    for _ in 0..times {
        out = black_box(work());
    }
    out
}

#[no_mangle]
pub extern "C" fn sha1_of_bytes(times: i32) -> i32 {
    repeat(times, || first(&Sha1::digest(input())))
}

#[no_mangle]
pub extern "C" fn sha256_of_bytes(times: i32) -> i32 {
    repeat(times, || first(&Sha256::digest(input())))
}

#[no_mangle]
pub extern "C" fn sha384_of_bytes(times: i32) -> i32 {
    repeat(times, || first(&Sha384::digest(input())))
}

#[no_mangle]
pub extern "C" fn sha512_of_bytes(times: i32) -> i32 {
    repeat(times, || first(&Sha512::digest(input())))
}

#[no_mangle]
pub extern "C" fn hmac_sha256(times: i32) -> i32 {
    let key = Hmac::<Sha256>::new_from_slice(&[0; 32]).unwrap();
    repeat(times, || {
        let mut mac = key.clone();
        mac.update(input());
        first(&mac.finalize().into_bytes())
    })
}

#[no_mangle]
pub extern "C" fn hmac_sha512(times: i32) -> i32 {
    let key = Hmac::<Sha512>::new_from_slice(&[0; 64]).unwrap();
    repeat(times, || {
        let mut mac = key.clone();
        mac.update(input());
        first(&mac.finalize().into_bytes())
    })
}

#[no_mangle]
pub extern "C" fn crc32_of_bytes(times: i32) -> i32 {
    repeat(times, || crc32fast::hash(input()) as i32)
}

#[no_mangle]
pub extern "C" fn base64_encodes(times: i32) -> i32 {
    repeat(times, || black_box(STANDARD.encode(input())).len() as i32)
}

#[no_mangle]
pub extern "C" fn base64_decodes(times: i32) -> i32 {
    repeat(times, || match STANDARD.decode(input()) {
        Ok(bytes) => black_box(bytes).len() as i32,
        Err(_) => -1,
    })
}

#[no_mangle]
pub extern "C" fn base64_url_encodes(times: i32) -> i32 {
    repeat(times, || {
        black_box(URL_SAFE_NO_PAD.encode(input())).len() as i32
    })
}

#[no_mangle]
pub extern "C" fn base64_url_decodes(times: i32) -> i32 {
    repeat(times, || match URL_SAFE_NO_PAD.decode(input()) {
        Ok(bytes) => black_box(bytes).len() as i32,
        Err(_) => -1,
    })
}

/// The claims that a filter looks at.
#[derive(serde::Deserialize)]
struct Claims {
    sub: String,
}

fn jwt(check: impl Fn(&Claims) -> i32, times: i32) -> i32 {
    use jsonwebtoken::{decode, Algorithm, DecodingKey, Validation};
    let key = DecodingKey::from_secret(b"a secret of thirty-two bytes, or");
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_issuer(&["https://login.example.com"]);
    validation.set_audience(&["api"]);
    repeat(times, || {
        let token = std::str::from_utf8(input()).unwrap();
        match decode::<Claims>(token, &key, &validation) {
            Ok(token) => check(&token.claims),
            Err(_) => -1,
        }
    })
}

#[no_mangle]
pub extern "C" fn jwt_verify(times: i32) -> i32 {
    jwt(|_| 1, times)
}

#[no_mangle]
pub extern "C" fn jwt_verify_subject(times: i32) -> i32 {
    jwt(|claims| claims.sub.len() as i32, times)
}

/// What a body's filter sees of its bytes at a time.
const PART: usize = 16 * 1024;

#[no_mangle]
pub extern "C" fn needles_find(times: i32) -> i32 {
    let needles = ["password", "secret", "token"];
    let automaton = aho_corasick::AhoCorasick::new(needles).unwrap();
    repeat(times, || {
        let parts = Parts { left: input() };
        automaton.stream_find_iter(parts).count() as i32
    })
}

pub struct Parts<'a> {
    pub left: &'a [u8],
}

impl std::io::Read for Parts<'_> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let size = self.left.len().min(to.len()).min(PART);
        to[..size].copy_from_slice(&self.left[..size]);
        self.left = &self.left[size..];
        Ok(size)
    }
}

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

#[no_mangle]
pub extern "C" fn regex_routes(times: i32) -> i32 {
    let routes = regex::RegexSet::new(ROUTES).unwrap();
    let text = std::str::from_utf8(input()).unwrap();
    let paths: Vec<&str> = text.split('\n').collect();
    repeat(times, || {
        let first = |path: &&str| match routes.matches(path).iter().next() {
            Some(index) => index as i32,
            None => -1,
        };
        paths.iter().map(first).sum()
    })
}

const USER: &str = "^/api/v[0-9]+/users/(?P<id>[0-9]+)";

#[no_mangle]
pub extern "C" fn regex_test(times: i32) -> i32 {
    let user = regex::Regex::new(USER).unwrap();
    let path = std::str::from_utf8(input()).unwrap();
    repeat(times, || user.is_match(path) as i32)
}

#[no_mangle]
pub extern "C" fn regex_groups(times: i32) -> i32 {
    let user = regex::Regex::new(USER).unwrap();
    repeat(times, || {
        let path = std::str::from_utf8(input()).unwrap();
        match user.captures(path) {
            Some(found) => found[1].to_string().len() as i32,
            None => -1,
        }
    })
}

#[no_mangle]
pub extern "C" fn regex_at_run_time(times: i32) -> i32 {
    let slow = regex::bytes::Regex::new("(?:a|b|ab)*c").unwrap();
    repeat(times, || slow.is_match(input()) as i32)
}

#[no_mangle]
pub extern "C" fn regex_compile(times: i32) -> i32 {
    repeat(times, || {
        let pattern = std::str::from_utf8(input()).unwrap();
        regex::Regex::new(pattern).is_ok() as i32
    })
}

#[no_mangle]
pub extern "C" fn router_find(times: i32) -> i32 {
    let mut router = matchit::Router::new();
    for i in 0..2000 {
        let items = format!("/v1/service-{i}/items/{{id}}");
        router.insert(&items, i).unwrap();
        router.insert(format!("{items}/parts/{{part}}"), i).unwrap();
    }
    repeat(times, || {
        let path = std::str::from_utf8(input()).unwrap();
        router.at(path).map_or(-1, |found| *found.value)
    })
}

/// Changes a value by its version until no other worker is first; `None` keeps it.
fn update(key: &str, change: impl Fn(Option<u64>) -> Option<u64>) -> bool {
    use proxy_wasm::hostcalls::{get_shared_data, set_shared_data};
    use proxy_wasm::types::Status;
    for _ in 0..64 {
        let Ok((bytes, cas)) = get_shared_data(key) else {
            return false;
        };
        let old = bytes.and_then(|bytes| bytes.try_into().ok());
        let Some(next) = change(old.map(u64::from_le_bytes)) else {
            return false;
        };
        match set_shared_data(key, Some(&next.to_le_bytes()), cas) {
            Ok(()) => return true,
            Err(Status::CasMismatch) => continue,
            Err(_) => return false,
        }
    }
    false
}

/// A token bucket by the generic cell rate algorithm, as a filter would have it by hand.
#[no_mangle]
pub extern "C" fn token_bucket_takes(times: i32) -> i32 {
    use std::time::{SystemTime, UNIX_EPOCH};
    const TOKEN: u64 = 1;
    const WHOLE: u64 = 4_000_000_000;
    repeat(times, || {
        let client = std::str::from_utf8(input()).unwrap();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let now = now.as_nanos() as u64;
        update(&format!("bucket:{client}"), |full_at| {
            let full_at = full_at.unwrap_or(0).max(now) + TOKEN;
            (full_at - now <= WHOLE).then_some(full_at)
        }) as i32
    })
}

#[no_mangle]
pub extern "C" fn shared_counter_adds(times: i32) -> i32 {
    repeat(times, || {
        update("counter", |count| Some(count.unwrap_or(0) + 1)) as i32
    })
}
