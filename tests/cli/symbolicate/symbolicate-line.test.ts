import assert from "node:assert/strict";
import { test } from "node:test";
import { lineSymbolicator } from "../../../cli/symbolicate/symbolicate-line.ts";

const positionOf = (offset: number) =>
  offset < 0x100 ? undefined : `a.ts:${offset}:1`;

test("lineSymbolicator adds positions to the frames of a backtrace, and to nothing else", () => {
  const symbolicate = lineSymbolicator(positionOf);
  const log = [
    "  0:  0x200 - not a frame: there was no backtrace",
    "[error][wasm] Function: proxy_on_log failed: Uncaught RuntimeError: unreachable",
    "Proxy-Wasm plugin in-VM backtrace:",
    "  0:  0x200 - abort",
    "  1:  0x10 - of another module",
    " 10:  0x201 - a/B#c@override<~lib/x>\r",
    "[info][main] a line",
    "  0:  0x200 - not a frame any more",
  ];
  assert.deepEqual(log.map(symbolicate), [
    ...log.slice(0, 3),
    "  0:  0x200 - abort (a.ts:512:1)",
    log[4],
    " 10:  0x201 - a/B#c@override<~lib/x> (a.ts:513:1)\r",
    ...log.slice(6),
  ]);
});

test("lineSymbolicator reads a backtrace within one line of JSON", () => {
  const symbolicate = lineSymbolicator(positionOf);
  assert.equal(
    symbolicate(
      String.raw`{"msg":"failed\nProxy-Wasm plugin in-VM backtrace:\n  0:  0x200 - a\n  1:  0x201 - b","n":1}`,
    ),
    String.raw`{"msg":"failed\nProxy-Wasm plugin in-VM backtrace:\n  0:  0x200 - a (a.ts:512:1)\n  1:  0x201 - b (a.ts:513:1)","n":1}`,
  );
});

const PREFIXES = [
  (line: string) => `proxy_1  | ${line}`,
  (line: string) => `[pod/a-7f9c/istio-proxy] ${line}`,
  (line: string, at: number) => `2026-11-29T15:00:00.12${at}Z ${line}`,
  (line: string) => `\x1b[36mproxy_1  |\x1b[0m ${line}`,
  (line: string) => `\x1b[31m${line}\x1b[0m`,
];

for (const add of PREFIXES) {
  test(`lineSymbolicator reads frames after ${JSON.stringify(add("", 0))}`, () => {
    const log = [
      "Proxy-Wasm plugin in-VM backtrace:",
      "  0:  0x200 - abort",
      " 10:  0x201 - a/B#c",
      "[info][main] a line",
      "  0:  0x200 - not a frame any more",
    ].map(add);
    const counts = { backtraces: 0, frames: 0 };
    const lines = log.map(lineSymbolicator(positionOf, counts));
    assert.deepEqual(lines, [
      log[0],
      log[1].replace("abort", "abort (a.ts:512:1)"),
      log[2].replace("a/B#c", "a/B#c (a.ts:513:1)"),
      ...log.slice(3),
    ]);
    assert.deepEqual(counts, { backtraces: 1, frames: 2 });
  });
}

test("lineSymbolicator follows the backtraces of several proxies in one log", () => {
  const log = [
    "a | Proxy-Wasm plugin in-VM backtrace:",
    "b | [info] between",
    "a |   0:  0x200 - f",
    "b | Proxy-Wasm plugin in-VM backtrace:",
    "a |   1:  0x201 - g",
    "c |   0:  0x200 - nobody's",
    "b |   0:  0x202 - h",
    "a | over",
    "a |   0:  0x200 - f",
  ];
  const changed = log.map(lineSymbolicator(positionOf));
  const at = changed.flatMap((line, index) =>
    line === log[index] ? [] : index,
  );
  assert.deepEqual(at, [2, 4, 6]);
});

for (const part of ["1", " ", "1: ", "1:  0x1 - ", "\x1b[m", "\\n", "0x"]) {
  test(`lineSymbolicator reads a megabyte of ${JSON.stringify(part)} in no time`, () => {
    const symbolicate = lineSymbolicator(positionOf);
    const long = part.repeat(1_000_000 / part.length);
    const header = "Proxy-Wasm plugin in-VM backtrace:";
    const start = performance.now();
    symbolicate(header + long);
    symbolicate(header);
    symbolicate(long);
    symbolicate(`  0:  0x200 - ${long}`);
    assert.ok(performance.now() - start < 2000);
  });
}
