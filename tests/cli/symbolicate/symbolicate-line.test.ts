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
