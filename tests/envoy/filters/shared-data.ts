import {
  FixedWindow,
  RateLimiter,
  registerHttpContext,
  SharedCounter,
  SharedData,
  SlidingWindow,
  TokenBucket,
} from "proxy-wasm-as";
import { list, Probe } from "./probe";

class Shared extends Probe {
  run(path: string): void {
    if (path == "/write") this.write();
    else if (path == "/read") this.read();
    else if (path == "/count") this.count();
    else if (path == "/increment") this.increment();
    else if (path == "/limit") this.limit();
    else this.conflict();
  }

  private write(): void {
    this.note("before", SharedData.get("text"));
    this.note("set", SharedData.set("text", "é€😀").toString());
    SharedData.set("empty", "");
    const bytes = new Uint8Array(3);
    bytes[0] = 0xff;
    bytes[2] = 0x61;
    this.note("set-bytes", SharedData.setBytes("bytes", bytes).toString());
  }

  private read(): void {
    this.note("text", SharedData.get("text"));
    this.note("empty", SharedData.get("empty"));
    this.note("bytes", list(SharedData.getBytes("bytes")));
    this.note("absent", SharedData.get("absent"));
    const value = SharedData.read("text");
    if (value == null) return this.note("read", null);
    this.note("read", value.text() + " " + value.size.toString());
  }

  private count(): void {
    const status = SharedData.update("count", (old: string | null): string =>
      old == null ? "1" : (I32.parseInt(old) + 1).toString(),
    );
    this.note("update", status.toString());
    this.note("count", SharedData.get("count"));
  }

  private increment(): void {
    const count = SharedData.increment("sum", 2);
    this.note("status", count.status.toString());
    this.note("sum", count.value.toString());
    const texts = SharedData.updateWith<i64>(
      "texts",
      count.value,
      (old, sum) => (old == null ? sum.toString() : old + " " + sum.toString()),
    );
    this.note("with", texts.status.toString());
    this.note("texts", texts.text());
  }

  private limit(): void {
    this.note("sum", new SharedCounter("counter").add(2).toString());
    const limiters: RateLimiter[] = [
      new TokenBucket("bucket", 0.001, 40),
      new FixedWindow("fixed", 41, 100_000_000_000),
      new SlidingWindow("sliding", 42, 100_000_000),
    ];
    for (let i = 0; i < limiters.length; i++) {
      // One slot, so that the limiters' keys share it.
      const limiter = limiters[i].slots(1);
      limiter.take("other");
      this.note(limiter.name, limiter.take("a").isAllowed.toString());
    }
  }

  private conflict(): void {
    this.note("create", SharedData.create("cas", "a").toString());
    this.note("create-again", SharedData.create("cas", "b").toString());
    const one = SharedData.read("cas");
    if (one == null) return this.note("first", null);
    const status = SharedData.compareAndSet("cas", "c", one.cas);
    this.note("first", status.toString());
    const late = SharedData.compareAndSet("cas", "d", one.cas);
    this.note("late", late.toString());
    this.note("after", SharedData.get("cas"));
    const bytes = new Uint8Array(1);
    const now = SharedData.read("cas");
    if (now == null) return this.note("bytes-set", null);
    const set = SharedData.compareAndSetBytes("cas", bytes, now.cas);
    this.note("bytes-set", set.toString());
    this.note("bytes-after", list(SharedData.getBytes("cas")));
    const again = SharedData.createBytes("cas", bytes);
    this.note("bytes-create", again.toString());
    const updated = SharedData.updateBytes(
      "cas",
      (old: Uint8Array | null): Uint8Array => {
        const next = new Uint8Array(2);
        next[0] = old == null || old.length == 0 ? 9 : old[0] + 1;
        return next;
      },
    );
    this.note("bytes-update", updated.toString());
    this.note("bytes-updated", list(SharedData.getBytes("cas")));
  }
}

registerHttpContext<Shared>("");
