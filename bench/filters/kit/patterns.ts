import { Needles } from "proxy-wasm-as";
import { bytes, collectAfter } from "./input";

export { room } from "./input";

/** What a body's filter sees of its bytes at a time. */
const PART = 16384;

const needles = new Needles(["password", "secret", "token"]);

export function needlesFind(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const search = needles.search();
    out = 0;
    for (let at = 0; at < bytes.length; at += PART) {
      search.feed(bytes.subarray(at, min(at + PART, bytes.length)));
      while (search.next()) out++;
    }
    search.finish();
    while (search.next()) out++;
    collectAfter(8192);
  }
  return out;
}
