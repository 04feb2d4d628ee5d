/** What the page has behind its last needle. */
export const PAGE_END = ".\n";

/** How many tokens the streamed answer says that it took. */
export const TOKENS = 597;

const PAGE_SIZE = 1 << 20;
const PART_SIZE = 16 * 1024;
const EVENTS = 500;
const NEEDLES = ["password", "secret", "token"];

/** A page of 1 MiB in parts of 16 KiB: lines of JSON, with a needle in each part, some of them cut. */
export function pageParts(): Buffer[] {
  const line =
    '{"id":1234,"name":"Ada Lovelace","mail":"ada@example.com","tags":["a","b"],"note":"the post office is there"}\n';
  const page = Buffer.alloc(PAGE_SIZE, line);
  for (let i = 0; i < PAGE_SIZE / PART_SIZE; i++) {
    const at = (i + 1) * PART_SIZE - 4 - (i % 3) * 5000;
    page.write(NEEDLES[i % NEEDLES.length], at);
  }
  const end = `token${PAGE_END}`;
  page.write(end, PAGE_SIZE - end.length);
  return Array.from({ length: PAGE_SIZE / PART_SIZE }, (_, i) =>
    page.subarray(i * PART_SIZE, (i + 1) * PART_SIZE),
  );
}

/** A streamed answer of a model, each event a part; the last of which says how many tokens it took. */
export function eventParts(): Buffer[] {
  const chunk = {
    id: "chatcmpl-0123456789",
    object: "chat.completion.chunk",
    created: 1_700_000_000,
    model: "small-7",
  };
  const words = "The quick brown fox jumps over the lazy dog".split(" ");
  const events = Array.from({ length: EVENTS - 2 }, (_, i) => ({
    ...chunk,
    choices: [
      {
        index: 0,
        delta: { content: ` ${words[i % words.length]}` },
        finish_reason: null,
      },
    ],
  }));
  const usage = {
    prompt_tokens: TOKENS - (EVENTS - 2),
    completion_tokens: EVENTS - 2,
    total_tokens: TOKENS,
  };
  const last = { ...chunk, choices: [], usage };
  return [...events, last]
    .map((event) => JSON.stringify(event))
    .concat("[DONE]")
    .map((data) => Buffer.from(`data: ${data}\n\n`));
}
