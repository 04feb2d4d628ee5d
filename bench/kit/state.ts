import type { Theme } from "./work.ts";

const KEY = Buffer.from("203.0.113.195");
const of = "a key of 13 bytes";

export const STATE: Theme = {
  name: "state",
  filter: "bench/filters/kit/state.ts",
  works: [
    {
      name: "tokenBucketTakes",
      of,
      input: KEY,
      rust: "token_bucket_takes",
      imports: ["TokenBucket"],
      uses: stopUnless('new TokenBucket("a", 10, 20).take("b").isAllowed'),
    },
    {
      name: "fixedWindowTakes",
      of,
      input: KEY,
      imports: ["FixedWindow"],
      uses: stopUnless('new FixedWindow("a", 10, 1000).take("b").isAllowed'),
    },
    {
      name: "slidingWindowTakes",
      of,
      input: KEY,
      imports: ["SlidingWindow"],
      uses: stopUnless('new SlidingWindow("a", 10, 1000).take("b").isAllowed'),
    },
    {
      name: "sharedCounterAdds",
      of: "one",
      input: KEY,
      rust: "shared_counter_adds",
      imports: ["SharedCounter"],
      uses: stopUnless('new SharedCounter("a").add() < 10'),
    },
    {
      name: "sharedCacheGets",
      of,
      input: KEY,
      imports: ["SharedCache"],
      uses: stopUnless('new SharedCache("a", 1000).get("b") == null'),
    },
    {
      name: "lruCacheGets",
      of,
      input: KEY,
      imports: ["LruCache"],
      uses: stopUnless('new LruCache<string, string>(9).get("b") == null'),
    },
  ],
};

function stopUnless(condition: string): string {
  return `if (!(${condition})) return FilterHeadersStatus.StopIteration;`;
}
