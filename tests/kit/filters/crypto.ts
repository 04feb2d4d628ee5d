import {
  base64DecodeBytes,
  base64EncodeBytes,
  base64UrlDecodeBytes,
  base64UrlEncodeBytes,
  crc32 as crc32Of,
  hexDecodeBytes,
  hexEncodeBytes,
  Hmac,
  sha1 as sha1Of,
  sha256 as sha256Of,
  Sha256,
  sha384 as sha384Of,
  sha512 as sha512Of,
  utf8Decode as utf8DecodeOf,
  utf8Encode as utf8EncodeOf,
} from "proxy-wasm-as";
import { input, put } from "../../module/filters/input-output";

export { place, room } from "../../module/filters/input-output";

export function base64Decode(): i32 {
  return put(base64DecodeBytes(input));
}

export function base64Encode(): i32 {
  return put(base64EncodeBytes(input));
}

export function base64UrlDecode(): i32 {
  return put(base64UrlDecodeBytes(input));
}

export function base64UrlEncode(): i32 {
  return put(base64UrlEncodeBytes(input));
}

export function hexDecode(): i32 {
  return put(hexDecodeBytes(input));
}

export function hexEncode(): i32 {
  return put(hexEncodeBytes(input));
}

export function utf8(): i32 {
  return put(utf8EncodeOf(utf8DecodeOf(input)));
}

export function crc32(): i32 {
  const bytes = new Uint8Array(4);
  store<u32>(bytes.dataStart, crc32Of(input));
  return put(bytes);
}

export function sha1(): i32 {
  return put(sha1Of(input));
}

export function sha256(): i32 {
  return put(sha256Of(input));
}

export function sha384(): i32 {
  return put(sha384Of(input));
}

export function sha512(): i32 {
  return put(sha512Of(input));
}

/** The first half of the input is the key. */
export function hmacSha256(): i32 {
  const cut = input.length >> 1;
  const hmac = new Hmac<Sha256>(input.subarray(0, cut));
  const message = input.subarray(cut);
  const signature = hmac.sign(message);
  return hmac.verify(message, signature) ? put(signature) : -1;
}
