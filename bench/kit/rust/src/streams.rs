//! Streams of models, and bodies that are changed part by part.
use crate::{input, repeat, Parts};
use std::hint::black_box;

/// As many bytes of a streamed answer.
const EVENTS: usize = 1024;

#[derive(serde::Deserialize)]
struct Chunk {
    usage: Option<Usage>,
}

#[derive(serde::Deserialize)]
struct Usage {
    prompt_tokens: u64,
    completion_tokens: u64,
}

/// As a filter would by hand: events end by an empty line, and their data is one line.
#[no_mangle]
pub extern "C" fn count_tokens(times: i32) -> i32 {
    repeat(times, || {
        let mut held: Vec<u8> = Vec::new();
        let mut tokens = -1;
        for part in input().chunks(EVENTS) {
            held.extend_from_slice(part);
            let mut from = 0;
            while let Some(at) = memchr::memmem::find(&held[from..], b"\n\n") {
                if let Some(data) = held[from..from + at].strip_prefix(b"data: ") {
                    if let Ok(Chunk { usage: Some(usage) }) = serde_json::from_slice(data) {
                        tokens = (usage.prompt_tokens + usage.completion_tokens) as i32;
                    }
                }
                from += at + 2;
            }
            held.drain(..from);
        }
        tokens
    })
}

#[no_mangle]
pub extern "C" fn replace_in_parts(times: i32) -> i32 {
    let needles = ["password", "secret", "token"];
    let automaton = aho_corasick::AhoCorasick::new(needles).unwrap();
    repeat(times, || {
        let mut parts = Parts { left: input() };
        let mut out = Vec::with_capacity(input().len());
        let by = ["********", "******", "*****"];
        automaton
            .try_stream_replace_all(&mut parts, &mut out, &by)
            .unwrap();
        black_box(&out).len() as i32
    })
}
