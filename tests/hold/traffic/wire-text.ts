import {
  frames,
  PREFACE,
  FRAME,
  END_STREAM,
} from "../../envoy/http2-frames.ts";

/** No header of ours: Envoy writes it where a message has none. */
const DATE = /\r\ndate: [^\r\n]*/gi;

/**
 * What Envoy has sent over a connection, without what differs by itself: the date, and how a
 * body is cut into chunks or frames.
 */
export function wireText(bytes: Buffer, version: 1 | 2): string {
  return version === 1 ? textOfHttp1(bytes) : textOfHttp2(bytes);
}

function textOfHttp1(bytes: Buffer): string {
  const text = bytes.toString("latin1").replaceAll(DATE, "");
  let seen = "";
  for (let at = 0; at < text.length;) {
    const end = text.indexOf("\r\n\r\n", at);
    if (end < 0) return seen + text.slice(at);
    const head = text.slice(at, end + 4);
    seen += head;
    at = end + 4;
    if (!/\r\ntransfer-encoding: chunked\r\n/i.test(head)) continue;
    // An answer to HEAD has no chunks: what follows begins with no number then.
    const body = chunksAt(text, at);
    seen += body.text;
    at = body.end;
  }
  return seen;
}

/** Joins chunks, as far as there are any. */
function chunksAt(text: string, start: number): { text: string; end: number } {
  let at = start;
  let joined = "";
  for (;;) {
    const size = /^([0-9a-f]+)\r\n/i.exec(text.slice(at, at + 20));
    if (size === null) break;
    const length = Number.parseInt(size[1], 16);
    const from = at + size[0].length;
    if (length === 0) return { text: `${joined}[last]`, end: from };
    joined += text.slice(from, from + length);
    at = Math.min(text.length, from + length + 2);
  }
  return { text: joined, end: at };
}

/** The frames of each stream in their order, those of data joined. */
function textOfHttp2(bytes: Buffer): string {
  const start = bytes.subarray(0, PREFACE.length).equals(PREFACE)
    ? PREFACE.length
    : 0;
  const streams = new Map<number, string[]>();
  for (const each of frames(bytes.subarray(start))) {
    // It tells how fast data was read, which is a matter of time.
    if (each.type === FRAME.WindowUpdate) continue;
    const lines = streams.get(each.stream) ?? [];
    streams.set(each.stream, lines);
    const payload = each.payload.toString("latin1");
    if (each.type !== FRAME.Data) {
      lines.push(`${each.type} ${each.flags} ${payload}`);
      continue;
    }
    const last = lines.at(-1);
    const joins = last?.startsWith("data 0 ") ?? false;
    const before = joins ? lines.pop()!.slice("data 0 ".length) : "";
    lines.push(`data ${each.flags & END_STREAM} ${before}${payload}`);
  }
  return [...streams]
    .toSorted(([one], [other]) => one - other)
    .map(([stream, lines]) => `stream ${stream}: ${lines.join(" | ")}`)
    .join("\n");
}
