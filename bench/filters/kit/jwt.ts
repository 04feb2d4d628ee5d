import {
  JwtSecret,
  JwtVerifier,
  Sha256,
  utf8Decode,
  utf8Encode,
} from "proxy-wasm-as";

let bytes: Uint8Array = new Uint8Array(0);
let text: string = "";

const VERIFIER = JwtVerifier.of(
  new JwtSecret<Sha256>(utf8Encode("a secret of thirty-two bytes, or")),
)
  .issuer("https://login.example.com")
  .audience("api");

/** Makes room for an input, and returns where it is. */
export function room(size: i32): usize {
  bytes = new Uint8Array(size);
  text = "";
  __collect();
  return bytes.dataStart;
}

let left: i32 = 0;

/** Collects now and then, as the SDK does between callbacks. */
function collectNow(): void {
  if (++left < 1000) return;
  left = 0;
  __collect();
}

/** Verifies the token, in bytes; 1 where it is right. */
export function verifyBytes(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    out = i32(VERIFIER.verifyBytes(bytes) != null);
    collectNow();
  }
  return out;
}

/** Verifies the token, as a text, and reads its subject; how long that is. */
export function verifyText(times: i32): i32 {
  if (text.length == 0) text = utf8Decode(bytes);
  let out = 0;
  for (let i = 0; i < times; i++) {
    const jwt = VERIFIER.verify(text);
    let subject: string | null = null;
    if (jwt != null) subject = jwt.text("sub");
    out = subject == null ? -1 : subject.length;
    collectNow();
  }
  return out;
}
