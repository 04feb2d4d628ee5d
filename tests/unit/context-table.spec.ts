import {
  addContext,
  findContext,
  removeContext,
  liveContexts,
} from "proxy-wasm-as/assembly/context-table";
import { HttpContext } from "proxy-wasm-as/assembly/contexts/http-context";
import { collectAndOverwrite } from "./blocks";

function add(id: u32): void {
  const context = new HttpContext();
  context.sdkId = id;
  addContext(context);
}

/** Tells whether the table has just this context for a number. */
function has(id: u32): bool {
  const context = findContext(id);
  return context != null && context.id == id;
}

/** Returns the numbers of 0 to `count` - 1 in an order that jumps about. */
function mixed(count: u32): u32[] {
  const ids: u32[] = [];
  // 7919 is a prime that divides no count here, so that each number comes once.
  for (let i: u32 = 0; i < count; i++) ids.push((i * 7919) % count);
  return ids;
}

describe("the context table", () => {
  test("findContext returns null in an empty table", () => {
    expect(liveContexts()).toBe(0);
    expect(findContext(0) == null).toBe(true);
    expect(findContext(0xffff_ffff) == null).toBe(true);
  });

  test("removeContext returns null for a number that is not there", () => {
    add(1);
    expect(removeContext(2) == null).toBe(true);
    expect(removeContext(1 + 64) == null).toBe(true);
    expect(liveContexts()).toBe(1);
    expect(removeContext(1)!.id).toBe(1);
    expect(removeContext(1) == null).toBe(true);
    expect(liveContexts()).toBe(0);
  });

  test("findContext tells numbers of one bucket apart, whichever is removed", () => {
    const bucket: u32[] = [3, 3 + 0x1000, 3 + 0x2000, 0xffff_f003];
    for (let removed = 0; removed < bucket.length; removed++) {
      for (let i = 0; i < bucket.length; i++) add(bucket[i]);
      expect(removeContext(bucket[removed])!.id).toBe(bucket[removed]);
      for (let i = 0; i < bucket.length; i++) {
        expect(has(bucket[i])).toBe(i != removed);
      }
      for (let i = 0; i < bucket.length; i++) removeContext(bucket[i]);
      expect(liveContexts()).toBe(0);
    }
  });

  test("removeContext unlinks what it returns", () => {
    add(5);
    add(5 + 0x1000);
    expect(removeContext(5 + 0x1000)!.sdkNext == null).toBe(true);
    expect(removeContext(5)!.sdkNext == null).toBe(true);
  });

  test("findContext finds each of 1 to 300 contexts while they are added", () => {
    for (let count: u32 = 1; count <= 300; count++) {
      add(count);
      expect(liveContexts()).toBe(count);
      let found: u32 = 0;
      for (let id: u32 = 0; id <= count + 1; id++) found += u32(has(id));
      expect(found).toBe(count);
    }
    for (let id: u32 = 1; id <= 300; id++) removeContext(id);
  });

  test("findContext finds what is left of 5,000 contexts, removed in any order", () => {
    const ids = mixed(5_000);
    for (let i = 0; i < ids.length; i++) add(ids[i]);
    expect(liveContexts()).toBe(5_000);
    const order = mixed(4_999);
    order.push(4_999);
    let wrong = 0;
    for (let i = 0; i < order.length; i++) {
      wrong += i32(!has(order[i]));
      wrong += i32(removeContext(order[i]) == null);
      wrong += i32(has(order[i]));
    }
    expect(wrong).toBe(0);
    expect(liveContexts()).toBe(0);
  });

  test("findContext finds contexts after a collection", () => {
    for (let id: u32 = 0; id < 1_000; id++) add(id);
    collectAndOverwrite();
    let found = 0;
    for (let id: u32 = 0; id < 1_000; id++) found += i32(has(id));
    expect(found).toBe(1_000);
    for (let id: u32 = 0; id < 1_000; id++) removeContext(id);
  });
});
