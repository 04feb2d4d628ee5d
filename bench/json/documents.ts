/** A document that all libraries read, of one of three shapes and about a size. */
export interface Document {
  shape: Shape;
  size: number;
  text: string;
}

export type Shape = "records" | "settings" | "chat";

export const SHAPES: readonly Shape[] = ["records", "settings", "chat"];
export const SIZES = [1024, 65_536, 1_048_576];

const WORDS =
  "the proxy reads each request once and answers while its filters look at headers bodies and trailers of streams that come in go out or wait for a call".split(
    " ",
  );

/** Returns a document, the same one each time, that is at least as long as wanted. */
export function documentOf(shape: Shape, size: number): Document {
  // The number of parts that reaches the size; all parts are about as long.
  const one = textOf(shape, 1).length;
  const part = (textOf(shape, 101).length - one) / 100;
  let parts = Math.max(3, Math.round((size - one) / part) + 1);
  let text = textOf(shape, parts);
  while (text.length < size) text = textOf(shape, ++parts);
  return { shape, size, text };
}

function textOf(shape: Shape, parts: number): string {
  const next = numbers();
  const list = Array.from({ length: parts }, (_, index) => index);
  if (shape === "records") {
    const items = list.map((index) => record(index, next));
    return JSON.stringify({ total: parts, page: 1, items });
  }
  if (shape === "settings") {
    const services = list.map((index) => [`s${index}`, service(index, next)]);
    const settings = {
      version: 3,
      services: Object.fromEntries(services) as unknown,
    };
    return `${JSON.stringify(settings, undefined, 2)}\n`;
  }
  const choices = list.map((index) => ({
    index,
    finish_reason: "stop",
    message: { role: "assistant", content: prose(next, 60) },
  }));
  return JSON.stringify({
    id: "chatcmpl-9f2c",
    object: "chat.completion",
    model: "gpt-large",
    choices,
    usage: { prompt_tokens: 31, completion_tokens: 1290, total_tokens: 1321 },
  });
}

function record(index: number, next: () => number) {
  return {
    id: 1_000_000 + index,
    name: `${wordOf(next)} ${wordOf(next)}`,
    price: Math.round(next() * 100_000) / 100,
    active: next() < 0.7,
    tags: [wordOf(next), wordOf(next)],
    email: next() < 0.3 ? null : `${wordOf(next)}@example.com`,
  };
}

function service(index: number, next: () => number) {
  return {
    hosts: [`${wordOf(next)}-${index}.internal:8080`, `10.0.0.${index % 255}`],
    limits: {
      rate: Math.round(next() * 1000),
      burst: { size: 50, every: 1.5 },
    },
    retry: { on: ["5xx", "reset"], attempts: 3, backoff: { base: "25ms" } },
    tls: { enabled: next() < 0.5, ca: null },
  };
}

/** Text with what needs an escape, and now and then letters that are not ASCII. */
function prose(next: () => number, words: number): string {
  const parts = Array.from({ length: words }, (_, index) => {
    const mark = index % 20 === 19 ? ".\n\n" : next() < 0.03 ? ' "so"' : "";
    return (next() < 0.03 ? "größer – 世界" : wordOf(next)) + mark;
  });
  return parts.join(" ");
}

function wordOf(next: () => number): string {
  return WORDS[Math.floor(next() * WORDS.length)];
}

function numbers(): () => number {
  let state = 7;
  return () => {
    // A linear congruential generator, with the constants of Numerical Recipes.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
