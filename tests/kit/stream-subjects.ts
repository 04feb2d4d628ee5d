import { isUtf8 } from "node:buffer";
import { createParser } from "eventsource-parser";
import type { Random } from "../fuzz/random.ts";
import { mutated, randomBytes } from "./mutate.ts";
import { readEvents } from "./sse-reference.ts";
import type { Subject } from "./subject.ts";

const EVENTS = [
  "data: a\n\ndata: b\r\n\r\ndata:c\r\rdata\n\n",
  "\ufeff: hi\nevent: add\nid: 1\ndata: é\ndata:  2\nretry: 300\n\nid\ndata:\n\n",
  'event: message_start\ndata: {"a":\ndata: 1}\n\ndata: [DONE]\n\n',
  ":\n\n\n\rid: 1\0\nevent:\ndat: a\ndata : b\n\ndata: cut",
];
const LINES = ['{"a":1}\n[1,"é"]\r\n\n null \n"x', '1\n{"a":\n}\n\t\n-0.5e3\n'];
const MESSAGES = [
  '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a"}}',
  '[{"jsonrpc":"2.0","method":"a"},{"jsonrpc":"2.0","id":"x","result":[]},1]',
  '{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"no","data":{}}}',
];
const ANSWERS = [
  '{"choices":[],"usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":3}}}',
  '{"type":"message_start","message":{"usage":{"input_tokens":25,"cache_read_input_tokens":5,"output_tokens":1}}}',
  '[{"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":7,"thoughtsTokenCount":2,"totalTokenCount":10}}]',
  '{"done":true,"prompt_eval_count":4,"eval_count":5}',
];
const REQUESTS = [
  '{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"a"}]}',
  '{"stream":true,"stream_options":{"include_usage":false},"model":"é","max_tokens":5}',
  '{"stream":true,"stream_options":null}',
];
const BODIES = [
  "a secret, a sec, aaaa tokens é",
  "secsecretsetoktoken",
  "aaaaa",
];

/** The needles of tests/kit/filters/streams.ts, the longest of each beginning first. */
const NEEDLES = /secret|sec|token|aaa|aa|\u00c3\u00a9/g;
const BY: Record<string, string> = {
  secret: "******",
  sec: "<sec>",
  token: "",
  aa: "2",
  aaa: "3",
  "\u00c3\u00a9": "e",
};

/** What the module puts between texts. */
const SEPARATOR = 0x1f;

/** What reads streams, and bodies part by part. */
export const STREAM_SUBJECTS: Subject[] = [
  subject("sseReader", inParts(EVENTS), (output, input) => {
    const text = decoded(input.subarray(1));
    const [all, one] = [readEvents(text).join("\x1f"), parsed(text)];
    const own = String(output);
    if (own !== all) return `${JSON.stringify(own)}, not ${all}`;
    // It has no last id, and no event without one.
    const types = own.split("\x1f").slice(0, -1);
    const withoutIds = types.filter((_, i) => i % 3 !== 2).join("\x1f");
    return withoutIds === one ? undefined : `${withoutIds}, not ${one}`;
  }),
  subject("sseEditor", inParts(EVENTS), isTheSame),
  subject("jsonLines", inParts(LINES), (output, input) => {
    const lines = input.subarray(1).toString("latin1").split("\n");
    const last = lines.pop();
    const whole = lines.map((line) => line.replace(/\r$/, ""));
    const all = [...whole, ...(last === undefined ? [] : [last])];
    const found = all.flatMap((line) => {
      if (/^[ \t\r]*$/.test(line)) return [];
      const bytes = Buffer.from(line, "latin1");
      return [isJson(bytes) ? "1" : "0", decoded(bytes)];
    });
    return String(output) === found.join("\x1f") ? undefined : String(output);
  }),
  subject("jsonLinesEditor", inParts(LINES), (output, input) => {
    const text = input.subarray(1).toString("latin1");
    const kept = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    const short = kept.filter((line) => line.replace(/\r?\n$/, "").length < 21);
    const expected = Buffer.from(short.join(""), "latin1");
    return output?.equals(expected) ? undefined : String(output);
  }),
  subject(
    "jsonRpc",
    (random) => mutated(random, MESSAGES),
    (output, input) => {
      const expected = kindsOf(input);
      return output === undefined || expected === undefined
        ? undefined
        : String(output) === expected
          ? undefined
          : `${String(output)}, not ${expected}`;
    },
  ),
  subject(
    "tokenUsage",
    (random) => mutated(random, ANSWERS),
    (output) =>
      output === undefined || /^\d+ \d+ \d+$/.test(String(output))
        ? undefined
        : String(output),
  ),
  subject(
    "modelRequest",
    (random) => mutated(random, REQUESTS),
    (output, input) => {
      if (!isJson(input)) {
        return output === undefined ? undefined : "it is not JSON";
      }
      const json = JSON.parse(String(input)) as { model?: unknown } | null;
      const isObject = typeof json === "object" && !Array.isArray(json);
      if (!isObject || json === null) {
        return output === undefined ? undefined : "it is not an object";
      }
      const model = typeof json.model === "string" ? json.model : "";
      return String(output) === Buffer.from(model).toString()
        ? undefined
        : String(output);
    },
  ),
  subject("streamReplacer", inParts(BODIES), (output, input) => {
    const expected = replaced(input.subarray(1).toString("latin1"));
    const own = output?.toString("latin1");
    return own === expected ? undefined : `${own}, not ${expected}`;
  }),
  subject("streamMask", maskInput, (output, input) => {
    const expected = replaced(contentOf(input.subarray(1)));
    const own = contentOf(output!);
    return own === expected ? undefined : `${own}, not ${expected}`;
  }),
];

function subject(
  name: string,
  input: Subject["input"],
  fault: Subject["fault"],
): Subject {
  return { name, theme: "streams", input, fault };
}

/** An input behind a byte that says how long its parts are, mostly short. */
function inParts(texts: string[]): Subject["input"] {
  return (random) =>
    Buffer.concat([
      Buffer.of(random.below(random.pick([4, 20, 256]))),
      mutated(random, texts).map((byte) => (byte === SEPARATOR ? 0x20 : byte)),
    ]);
}

function isTheSame(output: Buffer | undefined, input: Buffer) {
  const isSame = output?.equals(input.subarray(1));
  return isSame ? undefined : `${String(output)} came out`;
}

/** A chat completion whose content is cut anywhere into deltas. */
function maskInput(random: Random): Buffer {
  const alphabet = 'aesecretoken \n"\\é';
  const whole = random.pick([
    mutated(random, BODIES).toString(),
    randomBytes(random, 30, "aesrctokn").toString(),
    Array.from({ length: random.below(20) }, () =>
      random.pick([...alphabet]),
    ).join(""),
  ]);
  const events: string[] = [];
  for (let left = [...whole]; left.length > 0;) {
    const content = left.splice(0, 1 + random.below(6)).join("");
    events.push(chunkOf({ content }, null));
    if (random.below(8) === 0) events.push(": hi");
  }
  if (random.below(4) > 0) events.push(chunkOf({}, "stop"));
  if (random.below(2) > 0) events.push("data: [DONE]");
  const text = events.map((event) => `${event}\n\n`).join("");
  return Buffer.concat([Buffer.of(random.below(256)), Buffer.from(text)]);
}

function chunkOf(delta: object, finish: string | null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return `data: ${JSON.stringify({ object: "chunk", choices })}`;
}

/** The content of a chat completion, as latin1 of its UTF-8. */
function contentOf(stream: Buffer): string {
  const deltas: string[] = [];
  let hasEnded = false;
  const parser = createParser({
    onEvent: ({ data }) => {
      if (data === "[DONE]") return;
      const { choices } = JSON.parse(data) as {
        choices: { delta: { content?: string }; finish_reason: unknown }[];
      };
      const [{ delta, finish_reason: finish }] = choices;
      if (hasEnded) throw new Error("A delta comes after the end");
      hasEnded = finish !== null;
      deltas.push(delta.content ?? "");
    },
  });
  parser.feed(stream.toString());
  return Buffer.from(deltas.join("")).toString("latin1");
}

function replaced(text: string): string {
  return text.replaceAll(NEEDLES, (needle) => BY[needle] ?? "");
}

function decoded(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** The types and the data of the events that another reader finds. */
function parsed(text: string): string {
  const found: string[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => found.push(event ?? "message", data),
  });
  // It waits for what may follow a CR.
  parser.feed(text.replace(/^\ufeff/, ""));
  parser.feed(":\n");
  return found.join("\x1f");
}

function isJson(bytes: Buffer): boolean {
  if (!isUtf8(bytes) || bytes.subarray(0, 3).equals(Buffer.from("\ufeff"))) {
    return false;
  }
  try {
    JSON.parse(decoded(bytes));
    return true;
  } catch {
    return false;
  }
}

/** The kinds of JSON-RPC messages, by the words of its specification. */
function kindsOf(input: Buffer): string | undefined {
  if (!isJson(input)) return undefined;
  const json = JSON.parse(String(input)) as unknown;
  const kinds = [json].flat().map(kindOf).join("");
  return Array.isArray(json) ? `[${kinds}` : kinds;
}

function kindOf(json: unknown): number {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return 0;
  }
  const message = json as Record<string, unknown>;
  const { jsonrpc, id, method, params, error } = message;
  const has = (key: string) => Object.hasOwn(message, key);
  const isId =
    !has("id") || id === null || ["string", "number"].includes(typeof id);
  if (jsonrpc !== "2.0" || !isId) return 0;
  if (has("params") && (typeof params !== "object" || params === null)) {
    return 0;
  }
  const { code, message: text } = (error ?? {}) as Record<string, unknown>;
  const isError = typeof code === "number" && typeof text === "string";
  if (has("error") && !isError) return 0;
  const [isCall, isResult] = [has("method"), has("result")];
  if (isCall) {
    if (typeof method !== "string" || isResult || has("error")) return 0;
    return has("id") ? 1 : 2;
  }
  if (!has("id") || isResult === has("error")) return 0;
  return isResult ? 3 : 4;
}
