import type { Theme } from "./work.ts";

/** A mebibyte of JSON lines, with 64 of the needles in it. */
function body(): Buffer {
  const line =
    '{"id":1234,"name":"Ada Lovelace","mail":"ada@example.com","tags":["a","b"],"note":"the post office is there"}\n';
  const rest = line.repeat(Math.ceil(2 ** 20 / line.length)).slice(0, 2 ** 20);
  const bytes = Buffer.from(rest);
  const needles = ["password", "secret", "token"];
  for (let i = 0; i < 64; i++)
    bytes.write(needles[i % 3], i * 16_384 + 16_380 - (i % 3) * 5000);
  return bytes;
}

/** The patterns of docs/kit/patterns.md. */
export const PATTERNS: Theme = {
  name: "patterns",
  filter: "bench/filters/kit/patterns.ts",
  works: [
    {
      name: "needlesFind",
      of: "3 needles, 1 MiB in parts of 16 KiB",
      input: body(),
      node: (input) =>
        input.toString("latin1").match(/password|secret|token/g)?.length,
      rust: "needles_find",
      imports: ["Needles"],
      uses: 'if (new Needles(["a", "b"]).isIn("c")) return FilterHeadersStatus.StopIteration;',
    },
  ],
};
