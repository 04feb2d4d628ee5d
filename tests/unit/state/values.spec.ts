import { Status } from "proxy-wasm-as/assembly/abi/enums";
import { SharedData } from "proxy-wasm-as/assembly/api/shared-data";
import { SharedQueue } from "proxy-wasm-as/assembly/api/shared-queue";
import { JsonModel } from "proxy-wasm-as/assembly/models/json-model";
import { LeaderElection } from "proxy-wasm-as/assembly/state/leader-election";
import { LruCache } from "proxy-wasm-as/assembly/state/lru-cache";
import { ModelQueue } from "proxy-wasm-as/assembly/state/model-queue";
import { SharedCache } from "proxy-wasm-as/assembly/state/shared-cache";
import { SharedCounter } from "proxy-wasm-as/assembly/state/shared-counter";
import { SharedVariable } from "proxy-wasm-as/assembly/state/shared-variable";
import { arrayHex, hex } from "../bytes";
import {
  callCount,
  readLogs,
  refuse,
  reset,
  setClock,
  writeShared,
} from "../test-host";

class Point extends JsonModel {
  x: i32 = 0;
  label: string = "";
}

beforeEach(() => reset());

/** Sets the monotonic clock to milliseconds after it began. */
function at(milliseconds: u64): void {
  setClock(1, 1_000_000_000 + milliseconds * 1_000_000);
}

describe("SharedCounter", () => {
  test("SharedCounter.add returns each sum once, and counts from 0", () => {
    const counter = new SharedCounter("counter");
    expect(counter.get()).toBe(0);
    expect(counter.add()).toBe(1);
    expect(counter.add(10)).toBe(11);
    expect(new SharedCounter("counter").add(-12)).toBe(-1);
    expect(counter.get()).toBe(-1);
    expect(counter.status).toBe(Status.Ok);
    expect(arrayHex(SharedData.getBytes("counter")!)).toBe("ffffffffffffffff");
    expect(counter.set(5)).toBe(Status.Ok);
    expect(counter.get()).toBe(5);
  });

  test("SharedCounter.add leaves a value that is not 64 bits long, and says why it did not count", () => {
    writeShared("counter", "text");
    const counter = new SharedCounter("counter");
    expect(counter.add()).toBe(0);
    expect(counter.status).toBe(Status.BadArgument);
    expect(SharedData.get("counter")).toBe("text");
    refuse("proxy_set_shared_data", Status.CasMismatch);
    const other = new SharedCounter("other");
    expect(other.add()).toBe(0);
    expect(other.status).toBe(Status.CasMismatch);
    expect(callCount("proxy_set_shared_data")).toBe(64);
    refuse("proxy_set_shared_data", Status.InternalFailure);
    expect(other.add()).toBe(0);
    expect(other.status).toBe(Status.InternalFailure);
    expect(callCount("proxy_set_shared_data")).toBe(65);
  });
});

describe("SharedVariable", () => {
  test("SharedVariable keeps numbers, booleans, texts, bytes and models", () => {
    const number = new SharedVariable<f64>("number", 0.5);
    expect(number.get()).toBe(0.5);
    expect(number.update((old) => old + 1)).toBe(1.5);
    expect(new SharedVariable<f64>("number", 0).get()).toBe(1.5);
    const flag = new SharedVariable<bool>("flag", false);
    flag.set(true);
    expect(flag.get()).toBe(true);
    const text = new SharedVariable<string>("text", "é");
    expect(text.update((old) => old + "!")).toBe("é!");
    expect(SharedData.get("text")).toBe("é!");
    const bytes = new SharedVariable<Uint8Array>("b", new Uint8Array(0));
    bytes.set(Uint8Array.wrap(hex("ff00")));
    expect(arrayHex(bytes.get())).toBe("ff00");
    const point = new SharedVariable<Point>("point", new Point());
    point.update((old) => {
      const next = new Point();
      next.x = old.x + 2;
      next.label = '"';
      return next;
    });
    expect(SharedData.get("point")).toBe('{"x":2,"label":"\\""}');
    expect(point.get().label).toBe('"');
  });

  test("SharedVariable.update is asked again with what another worker has written", () => {
    const variable = new SharedVariable<string>("raced", "");
    const value = variable.update((old) => {
      if (old.length < 2) writeShared("raced", old + "a");
      return old + "b";
    });
    expect(value).toBe("aab");
    expect(variable.status).toBe(Status.Ok);
  });

  test("SharedVariable.get has the initial value for what is not of its type", () => {
    writeShared("number", "three");
    expect(new SharedVariable<i32>("number", 7).get()).toBe(7);
    writeShared("point", "{");
    const point = new Point();
    expect(new SharedVariable<Point>("point", point).get() === point).toBe(
      true,
    );
    refuse("proxy_get_shared_data", Status.InternalFailure);
    const refused = new SharedVariable<i32>("number", 7);
    expect(refused.update((old) => old + 1)).toBe(7);
    expect(refused.status).toBe(Status.InternalFailure);
  });
});

describe("SharedCache", () => {
  test("SharedCache.get returns a value until its time is over", () => {
    at(0);
    const cache = new SharedCache("cache", 1000);
    expect(cache.get("a")).toBeNull();
    expect(cache.set("a", "é")).toBe(Status.Ok);
    expect(cache.setBytes("b", Uint8Array.wrap(hex("ff")), 5000)).toBe(0);
    at(999);
    expect(cache.get("a")).toBe("é");
    at(1000);
    expect(cache.get("a")).toBeNull();
    expect(arrayHex(cache.getBytes("b")!)).toBe("ff");
    expect(cache.delete("b")).toBe(Status.Ok);
    expect(cache.delete("b")).toBe(Status.Ok);
    expect(cache.getBytes("b")).toBeNull();
  });

  test("SharedCache.set leaves out what was written longest ago where a slot is full", () => {
    at(0);
    const cache = new SharedCache("cache", 1000).bounds(1, 3 * 20);
    for (let i = 0; i < 5; i++) cache.set(i.toString(), "abc");
    expect(cache.get("4")).toBe("abc");
    expect(cache.get("2")).toBe("abc");
    expect(cache.get("1")).toBeNull();
    expect(SharedData.getBytes("cache\0\0\0\0\0")!.length).toBe(60);
    cache.set("2", "x");
    cache.set("5", "y");
    expect(cache.get("2")).toBe("x");
    expect(cache.get("3")).toBeNull();
    expect(cache.set("6", "a".repeat(44))).toBe(Status.BadArgument);
    expect(cache.set("6", "a".repeat(43))).toBe(Status.Ok);
    expect(cache.get("5")).toBeNull();
  });

  test("SharedCache takes no value from a slot that another program wrote", () => {
    at(0);
    const cache = new SharedCache("cache", 1000).bounds(1, 100);
    writeShared("cache\0\0\0\0\0", "no entry, but a text that is long enough");
    expect(cache.get("a")).toBeNull();
    cache.set("a", "b");
    expect(cache.get("a")).toBe("b");
  });
});

describe("LruCache", () => {
  test("LruCache.set drops the value that was used longest ago", () => {
    const cache = new LruCache<string, string>(2);
    cache.set("a", "1");
    cache.set("b", "2");
    expect(cache.get("a")).toBe("1");
    cache.set("c", "3");
    expect(cache.has("b")).toBe(false);
    expect(cache.peek("a")).toBe("1");
    cache.set("d", "4");
    expect(cache.get("a")).toBeNull();
    expect(cache.size).toBe(2);
    expect(cache.delete("c")).toBe(true);
    expect(cache.delete("c")).toBe(false);
    cache.set("e", "5");
    expect(cache.get("d")).toBe("4");
    cache.clear();
    expect(cache.size).toBe(0);
    cache.set("f", "6");
    expect(cache.get("f")).toBe("6");
  });

  test("LruCache.get returns a value until its time is over", () => {
    at(0);
    const cache = new LruCache<i32, string>(8, 100);
    cache.set(1, "a");
    cache.set(2, "b", 200);
    at(100);
    expect(cache.get(1)).toBeNull();
    expect(cache.get(2)).toBe("b");
    expect(cache.size).toBe(1);
  });
});

describe("LeaderElection", () => {
  test("LeaderElection.campaign has one leader, and another once its lease is over", () => {
    at(0);
    const one = new LeaderElection("leader", 1000);
    const two = new LeaderElection("leader", 1000);
    expect(one.campaign()).toBe(true);
    expect(two.campaign()).toBe(false);
    at(900);
    expect(one.campaign()).toBe(true);
    expect(one.term).toBe(1);
    at(1899);
    expect(two.campaign()).toBe(false);
    expect(one.isLeader).toBe(true);
    at(1900);
    expect(one.isLeader).toBe(false);
    expect(two.campaign()).toBe(true);
    expect(one.campaign()).toBe(false);
    expect(one.term).toBe(2);
    expect(two.isLeader).toBe(true);
  });

  test("LeaderElection.resign lets another one lead at once", () => {
    at(0);
    const one = new LeaderElection("leader", 1000);
    const two = new LeaderElection("leader", 1000);
    one.campaign();
    two.resign();
    expect(one.campaign()).toBe(true);
    one.resign();
    expect(one.isLeader).toBe(false);
    expect(two.campaign()).toBe(true);
    expect(two.term).toBe(2);
  });

  test("LeaderElection.campaign leads nobody where the proxy refuses", () => {
    at(0);
    const one = new LeaderElection("leader", 1000);
    refuse("proxy_set_shared_data", Status.CasMismatch);
    expect(one.campaign()).toBe(false);
    expect(one.isLeader).toBe(false);
    refuse("proxy_get_shared_data", Status.InternalFailure);
    expect(one.campaign()).toBe(false);
  });
});

describe("ModelQueue", () => {
  test("ModelQueue.dequeue returns models in order, and leaves out what is none", () => {
    const queue = new ModelQueue<Point>(SharedQueue.register("points")!);
    const point = new Point();
    point.x = 3;
    expect(queue.enqueue(point)).toBe(Status.Ok);
    queue.queue.enqueue('{"x":"three"}');
    point.x = 4;
    queue.enqueue(point);
    expect(queue.dequeue()!.x).toBe(3);
    expect(queue.dequeue()!.x).toBe(4);
    expect(queue.dequeue() == null).toBe(true);
    expect(readLogs()).toBe(
      '3: An item of a queue was left out: $.x: found "three", wanted a whole number from -2147483648 to 2147483647',
    );
  });
});
