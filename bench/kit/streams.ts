import type { Theme } from "./work.ts";

/** A streamed chat completion of so many events, as OpenAI sends it. */
function completion(events: number): Buffer {
  const chunk = (choices: unknown[], usage: unknown) =>
    `data: ${JSON.stringify({
      id: "chatcmpl-AxS2kqB8lFqW9pVJ5m3dJ9tYc0Q1R",
      object: "chat.completion.chunk",
      created: 1_738_598_400,
      model: "gpt-4o-2024-08-06",
      service_tier: "default",
      system_fingerprint: "fp_50cad350e4",
      choices,
      usage,
    })}\n\n`;
  const words = ["The", " answer", " is", " “", "forty", "-two", "”", ".\n"];
  const deltas = Array.from({ length: events - 1 }, (_, i) =>
    chunk(
      [
        {
          index: 0,
          delta: { content: words[i % words.length] },
          logprobs: null,
          finish_reason: null,
        },
      ],
      null,
    ),
  );
  const usage = {
    prompt_tokens: 19,
    completion_tokens: events - 2,
    total_tokens: events + 17,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  };
  return Buffer.from(
    [...deltas, chunk([], usage), "data: [DONE]\n\n"].join(""),
  );
}

/** A text of so many bytes in which a needle is now and then. */
function text(size: number): Buffer {
  const words =
    "The quick brown fox jumps over the lazy dog and takes a seat. ";
  const line = `${words.repeat(15)}The password is secret.\n`;
  return Buffer.from(line.repeat(Math.ceil(size / line.length))).subarray(
    0,
    size,
  );
}

/** As a filter in JavaScript would by hand. */
function countTokens(input: Buffer): number {
  let held = "";
  let tokens = -1;
  const decoder = new TextDecoder();
  for (let at = 0; at < input.length; at += 1024) {
    held += decoder.decode(input.subarray(at, at + 1024), { stream: true });
    const events = held.split("\n\n");
    held = events.pop() ?? "";
    for (const event of events) {
      if (event === "data: [DONE]") continue;
      const { usage } = JSON.parse(event.slice(6)) as {
        usage: { prompt_tokens: number; completion_tokens: number } | null;
      };
      if (usage) tokens = usage.prompt_tokens + usage.completion_tokens;
    }
  }
  return tokens;
}

const ANSWER = completion(500);
const of = `${Math.round(ANSWER.length / 1024)} KiB, 500 events in parts of 1 KiB`;

/** The table of docs/kit/streams.md, and of docs/kit/bodies.md. */
export const STREAMS: Theme = {
  name: "streams",
  filter: "bench/filters/kit/streams.ts",
  works: [
    {
      name: "countTokens",
      of,
      input: ANSWER,
      node: countTokens,
      rust: "count_tokens",
      imports: ["SseReader", "UsageReader"],
      uses: "const events = new SseReader(); const usage = new UsageReader(); events.write(this.request.body.bytes()); for (let e = events.next(); e != null; e = events.next()) usage.readEvent(e); if (usage.usage == null) return FilterHeadersStatus.StopIteration;",
    },
    {
      name: "readEvents",
      of,
      input: ANSWER,
      imports: ["SseReader"],
      uses: 'const events = new SseReader(); events.write(this.request.body.bytes()); for (let e = events.next(); e != null; e = events.next()) if (e.dataIs("[DONE]")) return FilterHeadersStatus.StopIteration;',
    },
    {
      name: "editEvents",
      of,
      input: ANSWER,
      imports: ["SseEditor"],
      uses: 'const events = new SseEditor(); events.read(this.request.body, true); for (let e = events.next(); e != null; e = events.next()) if (e.type == "ping") e.drop(); events.writeTo(this.request.body);',
    },
    {
      name: "maskEvents",
      of,
      input: ANSWER,
      imports: ["Needles", "SseEditor", "StreamMask"],
      uses: 'const events = new SseEditor(); const mask = new StreamMask(new Needles(["secret"]), ["*"]); events.read(this.request.body, true); for (let e = events.next(); e != null; e = events.next()) { const before = mask.apply(e); if (before != null) events.insertBytes(before); } events.writeTo(this.request.body);',
    },
    {
      name: "replaceInParts",
      of: "1 MiB in parts of 16 KiB, three needles",
      input: text(1 << 20),
      rust: "replace_in_parts",
      imports: ["Needles", "StreamReplacer"],
      uses: 'new StreamReplacer(new Needles(["password", "secret", "token"]), ["*"]).pass(this.request.body, true);',
    },
  ],
};
