import assert from "node:assert/strict";
import { test } from "node:test";
import { readInterface } from "../../host/engine/wasm/module-interface.ts";

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const text = (value: string) => [value.length, ...Buffer.from(value)];

/** A module of sections, each with its number. */
const module = (...sections: [number, number[]][]) =>
  Uint8Array.from([
    ...HEADER,
    ...sections.flatMap(([id, content]) => [id, content.length, ...content]),
  ]);

test("readInterface reads signatures that follow types of garbage collection", () => {
  const reference = [0x64, 0];
  const types = [
    3,
    ...[0x4e, 2, 0x50, 0, 0x5f, 2, 0x78, 1, ...reference, 0, 0x5e, 0x77, 1],
    ...[0x4f, 1, 0, 0x60, 1, ...reference, 1, 0x7f],
    ...[0x60, 2, 0x7e, 0x6e, 0],
  ];
  const { functions } = readInterface(
    module(
      [1, types],
      [3, [2, 2, 3]],
      [7, [2, ...text("a"), 0, 0, ...text("b"), 0, 1]],
    ),
  );
  assert.deepEqual(
    [...functions],
    [
      ["a", "?>i"],
      ["b", "I?>"],
    ],
  );
});

test("readInterface reads imports of every kind", () => {
  const named = (kind: number, ...type: number[]) => [
    ...text("env"),
    ...text(`n${kind}`),
    kind,
    ...type,
  ];
  const { imports } = readInterface(
    module(
      [1, [1, 0x60, 0, 0]],
      [
        2,
        [
          6,
          ...named(1, 0x63, 0x70, 1, 1, 2),
          ...named(2, 0x05, 1, 0x80, 0x80, 0x04),
          ...named(2, 0x09, 1, 2, 0),
          ...named(3, 0x64, 0, 1),
          ...named(4, 0, 0),
          ...named(0, 0),
        ],
      ],
    ),
  );
  assert.deepEqual(
    imports.map(({ kind, signature }) => [kind, signature]),
    [
      ["table", undefined],
      ["memory", undefined],
      ["memory", undefined],
      ["global", undefined],
      ["tag", undefined],
      ["function", ">"],
    ],
  );
});

test("readInterface throws a RangeError for unknown kinds, and for a module that is cut off", () => {
  for (const bytes of [
    module([1, [1, 0x40]]),
    module([1, [2, 0x60, 0, 0]]),
    module([1, [0xff, 0xff, 0xff, 0xff, 0x0f]]),
    module([2, [1, ...text("a"), ...text("b"), 9]]),
    module([2, [1, 9, 0x61]]),
    module([1, new Array<number>(11).fill(0x80)]),
  ]) {
    assert.throws(() => readInterface(bytes), RangeError);
  }
});

test("readInterface ignores a custom section whose name is cut off", () => {
  assert.equal(readInterface(module([0, [5, 0x61]])).hasNames, false);
  assert.equal(readInterface(module([0, []])).hasNames, false);
  assert.equal(readInterface(module([0, text("name")])).hasNames, true);
});
