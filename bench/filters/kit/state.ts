import {
  FixedWindow,
  LruCache,
  RateLimiter,
  SharedCache,
  SharedCounter,
  SlidingWindow,
  TokenBucket,
} from "proxy-wasm-as";
import { collectAfter, input } from "./input";

export { room } from "./input";

// As many tokens as are taken while the clock stands still.
const MANY: u32 = 4_000_000_000;
const bucket = new TokenBucket("bucket", 1e9, MANY);
const fixed = new FixedWindow("fixed", MANY, 60_000);
const sliding = new SlidingWindow("sliding", MANY, 60_000);
const counter = new SharedCounter("counter");
const shared = new SharedCache("cache", 60_000);
const lru = new LruCache<string, string>(1000);

/** The limiters' works: each returns whether the last request may pass. */
function take(limiter: RateLimiter, times: i32): i32 {
  const key = input();
  let out = 0;
  for (let i = 0; i < times; i++) {
    out = i32(limiter.take(key).isAllowed);
    collectAfter();
  }
  return out;
}

export function tokenBucketTakes(times: i32): i32 {
  return take(bucket, times);
}

export function fixedWindowTakes(times: i32): i32 {
  return take(fixed, times);
}

export function slidingWindowTakes(times: i32): i32 {
  return take(sliding, times);
}

export function sharedCounterAdds(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) out = i32(counter.add() > 0);
  return out;
}

/** The caches' works: each returns how long the value is. */
export function sharedCacheGets(times: i32): i32 {
  const key = input();
  shared.set(key, key);
  let out = 0;
  for (let i = 0; i < times; i++) {
    const value = shared.get(key);
    out = value == null ? -1 : value.length;
    collectAfter();
  }
  return out;
}

export function lruCacheGets(times: i32): i32 {
  const key = input();
  lru.set(key, key);
  let out = 0;
  for (let i = 0; i < times; i++) {
    const value = lru.get(key);
    out = value == null ? -1 : value.length;
  }
  return out;
}
