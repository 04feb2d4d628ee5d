import {
  Needles,
  SseEditor,
  SseReader,
  StreamMask,
  StreamReplacer,
  UsageReader,
} from "proxy-wasm-as";
import { bytes, collectAfter } from "./input";

export { room } from "./input";

const NEEDLES = new Needles(["password", "secret", "token"]);

/** Returns a part of the input, as a proxy gives it: a copy. */
function part(at: i32, size: i32): Uint8Array {
  collectAfter(size);
  return bytes.slice(at, at + size);
}

/** Reads how many tokens a streamed answer took. */
export function countTokens(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const events = new SseReader();
    const usage = new UsageReader();
    for (let at = 0; at < bytes.length; at += 1024) {
      events.write(part(at, 1024));
      for (let e = events.next(); e != null; e = events.next()) {
        usage.readEvent(e);
      }
    }
    const total = usage.usage;
    out = total == null ? -1 : <i32>total.total;
  }
  return out;
}

/** Reads the events alone; how many there are. */
export function readEvents(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const events = new SseReader();
    out = 0;
    for (let at = 0; at < bytes.length; at += 1024) {
      events.write(part(at, 1024));
      for (let e = events.next(); e != null; e = events.next()) {
        if (!e.dataIs("[DONE]")) out++;
      }
    }
  }
  return out;
}

/** Lets events go on, but for those of a type; how many bytes there are. */
export function editEvents(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const events = new SseEditor();
    out = 0;
    for (let at = 0; at < bytes.length; at += 1024) {
      events.write(part(at, 1024));
      for (let e = events.next(); e != null; e = events.next()) {
        if (e.type == "ping") e.drop();
      }
      out += events.take().length;
    }
  }
  return out;
}

/** Masks the texts of a streamed answer; how many bytes there are. */
export function maskEvents(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const events = new SseEditor();
    const mask = new StreamMask(NEEDLES, ["***"]);
    out = 0;
    for (let at = 0; at < bytes.length; at += 1024) {
      events.write(part(at, 1024));
      for (let e = events.next(); e != null; e = events.next()) {
        const before = mask.apply(e);
        if (before != null) events.insertBytes(before);
      }
      out += events.take().length;
    }
  }
  return out;
}

/** Replaces three needles in a body; how many bytes come out. */
export function replaceInParts(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const replacer = new StreamReplacer(NEEDLES, [
      "********",
      "******",
      "*****",
    ]);
    out = 0;
    for (let at = 0; at < bytes.length; at += 16384) {
      out += replacer.write(part(at, 16384)).length;
    }
    out += replacer.end().length;
  }
  return out;
}
