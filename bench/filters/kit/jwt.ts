import { JwtSecret, JwtVerifier, Sha256, utf8Encode } from "proxy-wasm-as";
import { bytes, collectAfter, input } from "./input";

export { room } from "./input";

const VERIFIER = JwtVerifier.of(
  new JwtSecret<Sha256>(utf8Encode("a secret of thirty-two bytes, or")),
)
  .issuer("https://login.example.com")
  .audience("api");

/** Verifies the token, in bytes; 1 where it is right. */
export function verifyBytes(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    out = i32(VERIFIER.verifyBytes(bytes) != null);
    collectAfter();
  }
  return out;
}

/** Verifies the token, as a text, and reads its subject; how long that is. */
export function verifyText(times: i32): i32 {
  const text = input();
  let out = 0;
  for (let i = 0; i < times; i++) {
    const jwt = VERIFIER.verify(text);
    let subject: string | null = null;
    if (jwt != null) subject = jwt.text("sub");
    out = subject == null ? -1 : subject.length;
    collectAfter();
  }
  return out;
}
