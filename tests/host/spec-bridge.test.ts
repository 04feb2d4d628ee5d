import assert from "node:assert/strict";
import { test } from "node:test";
import { linkBridge, type Controls } from "../../host/spec/bridge/bridge.ts";
import {
  bool,
  bytes,
  bytesList,
  bytesOrNull,
  binary,
  i32,
  listOf,
  nothing,
  numbers,
  object,
  oneOf,
  orNull,
  pairs,
  text,
  textOrNull,
  texts,
  u32,
  u64,
  type BridgeMemory,
  type Kind,
  type Raw,
} from "../../host/spec/bridge/kinds.ts";

/** A memory whose addresses count what it holds. */
class Memory implements BridgeMemory {
  readonly #held: unknown[] = [];

  put(value: unknown): number {
    return this.#held.push(value);
  }

  text(address: Raw): string {
    return this.#held[Number(address) - 1] as string;
  }

  bytes(address: Raw): Uint8Array {
    return this.#held[Number(address) - 1] as Uint8Array;
  }

  newText(value: string): number {
    return this.put(value);
  }

  newBytes(value: Uint8Array): number {
    return this.put(value);
  }

  keep(object: object, kind: string): number {
    return this.put({ object, kind });
  }

  find(number: Raw, kinds: readonly string[]): object {
    const found = this.#held[Number(number) - 1] as {
      object: object;
      kind: string;
    };
    assert.ok(kinds.includes(found.kind), `${kinds.join()} ${found.kind}`);
    return found.object;
  }
}

/** What comes back of a value that is written and read again. */
function crossed<T>(kind: Kind<T>, value: T): T {
  const memory = new Memory();
  return kind.read(memory, kind.write(memory, value)!);
}

test("kinds bring a value to the other side as it was", () => {
  assert.equal(crossed(bool, true), true);
  assert.equal(crossed(text, "mélon"), "mélon");
  assert.equal(crossed(textOrNull, null), null);
  assert.equal(crossed(textOrNull, ""), "");
  assert.equal(crossed(binary, "\u00c3\u00bc"), "\u00c3\u00bc");
  assert.deepEqual(
    crossed(bytes, Uint8Array.of(0, 255)),
    Uint8Array.of(0, 255),
  );
  assert.equal(crossed(bytesOrNull, null), null);
  assert.deepEqual(crossed(texts, ["", "é", "b"]), ["", "é", "b"]);
  assert.deepEqual(crossed(numbers, [0n, 2n ** 64n - 1n]), [
    0n,
    2n ** 64n - 1n,
  ]);
  const list = [Uint8Array.of(1, 2), new Uint8Array(0)];
  assert.deepEqual(
    crossed(bytesList, list).map((each) => [...each]),
    [[1, 2], []],
  );
  assert.deepEqual(crossed(pairs, [["a", "\u00ff"]]), [["a", "\u00ff"]]);
  assert.deepEqual(crossed(pairs, []), []);
});

test("kinds read numbers without a sign as such, as WebAssembly does not", () => {
  const memory = new Memory();
  assert.equal(i32.read(memory, -1), -1);
  assert.equal(u32.read(memory, -1), 2 ** 32 - 1);
  assert.equal(u64.read(memory, -1n), 2n ** 64n - 1n);
});

test("object keeps objects, and refuses one of another kind", () => {
  const memory = new Memory();
  const host = object<{ name: string }>("host");
  const queue = object<object>("queue");
  const one = { name: "one" };
  assert.equal(host.read(memory, host.write(memory, one)!), one);
  assert.equal(crossed(orNull(host), null), null);
  assert.deepEqual(crossed(listOf(host), [one, { name: "two" }]), [
    one,
    { name: "two" },
  ]);
  const id = queue.write(memory, {})!;
  assert.throws(() => host.read(memory, id), /host queue/);
});

test("linkBridge hands over arguments by name, and fails the test with what is thrown", () => {
  const memory = new Memory();
  const failures: unknown[] = [];
  const { send } = linkBridge(
    {
      send: {
        summary: "Sends.",
        takes: { side: oneOf("up", "down"), count: i32 },
        gives: text,
      },
      stop: { summary: "Stops.", takes: {}, gives: nothing },
    },
    {
      memory,
      controls: {
        send: ({ side, count }) => `${count} ${side}`,
        stop: () => {},
      },
      fail: (error) => failures.push(String(error)),
    },
  ) as { send: (side: number, count: number) => number };
  assert.equal(memory.text(send(memory.put("up"), 3)), "3 up");
  assert.throws(() => send(memory.put("left"), 3));
  assert.deepEqual(failures, ['Error: "left" is not one of up, down']);
});

/** A function with a parameter and a result, and what implements it. */
type Count = Controls<{
  count: {
    summary: string;
    takes: { name: Kind<string> };
    gives: Kind<number>;
  };
}>;
type IsCount<T> = T extends Count ? true : false;

test("Controls refuses a function that is missing or has another type", () => {
  // tsc checks these: each is the only value that its type allows.
  const right: IsCount<{ count: (args: { name: string }) => number }> = true;
  const missing: IsCount<object> = false;
  const argument: IsCount<{ count: (args: { name: number }) => number }> =
    false;
  const result: IsCount<{ count: (args: { name: string }) => string }> = false;
  assert.deepEqual(
    [right, missing, argument, result],
    [true, false, false, false],
  );
});
