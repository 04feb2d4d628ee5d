import {
  base64Decode,
  base64Encode,
  base64UrlDecode,
  base64UrlDecodeBytes,
  base64UrlEncode,
  crc32,
  hexDecode,
  hexEncode,
  Hmac,
  sha1,
  sha256,
  Sha256,
  sha384,
  sha512,
  Sha512,
} from "proxy-wasm-as";
import { bytes, collectAfter, input } from "./input";

export { room } from "./input";

const HMAC256 = new Hmac<Sha256>(new Uint8Array(32));
const HMAC512 = new Hmac<Sha512>(new Uint8Array(64));

/** The digests' works: each returns the first four bytes of the last digest. */
function last(digest: Uint8Array): i32 {
  collectAfter(digest.length);
  return load<i32>(digest.dataStart);
}

export function sha1OfBytes(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) out = last(sha1(bytes));
  return out;
}

export function sha256OfBytes(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) out = last(sha256(bytes));
  return out;
}

export function sha384OfBytes(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) out = last(sha384(bytes));
  return out;
}

export function sha512OfBytes(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) out = last(sha512(bytes));
  return out;
}

export function hmacSha256(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) out = last(HMAC256.sign(bytes));
  return out;
}

export function hmacSha512(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) out = last(HMAC512.sign(bytes));
  return out;
}

export function crc32OfBytes(times: i32): i32 {
  let out: u32 = 0;
  for (let i = 0; i < times; i++) out = crc32(bytes);
  return out;
}

/** The codecs' works: each returns how long the last result is. */
export function base64Encodes(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    out = base64Encode(bytes).length;
    collectAfter(out);
  }
  return out;
}

export function base64Decodes(times: i32): i32 {
  const from = input();
  let out = 0;
  for (let i = 0; i < times; i++) {
    const decoded = base64Decode(from);
    out = decoded == null ? -1 : decoded.length;
    collectAfter(out);
  }
  return out;
}

export function base64UrlEncodes(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    out = base64UrlEncode(bytes).length;
    collectAfter(out);
  }
  return out;
}

export function base64UrlDecodes(times: i32): i32 {
  const from = input();
  let out = 0;
  for (let i = 0; i < times; i++) {
    const decoded = base64UrlDecode(from);
    out = decoded == null ? -1 : decoded.length;
    collectAfter(out);
  }
  return out;
}

export function base64UrlDecodesBytes(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const decoded = base64UrlDecodeBytes(bytes);
    out = decoded == null ? -1 : decoded.length;
    collectAfter(out);
  }
  return out;
}

export function hexEncodes(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    out = hexEncode(bytes).length;
    collectAfter(out);
  }
  return out;
}

export function hexDecodes(times: i32): i32 {
  const from = input();
  let out = 0;
  for (let i = 0; i < times; i++) {
    const decoded = hexDecode(from);
    out = decoded == null ? -1 : decoded.length;
    collectAfter(out);
  }
  return out;
}
