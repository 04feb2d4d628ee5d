import { MapType, Status } from "proxy-wasm-as/assembly/abi/enums";
import { HeaderMap } from "proxy-wasm-as/assembly/api/header-map";
import { FixedWindow } from "proxy-wasm-as/assembly/state/fixed-window";
import { RateLimiter } from "proxy-wasm-as/assembly/state/rate-limiter";
import { SlidingWindow } from "proxy-wasm-as/assembly/state/sliding-window";
import { TokenBucket } from "proxy-wasm-as/assembly/state/token-bucket";
import { blocksLost } from "../blocks";
import {
  callCount,
  openMap,
  readHeaders,
  refuse,
  reset,
  setClock,
} from "../test-host";

const SECOND: u64 = 1_000_000_000;

/** A time that begins a minute, in seconds. */
const NOON: u64 = 1_767_268_800;

beforeEach(() => {
  reset();
  at(0);
});

/** Sets both clocks to milliseconds after noon. */
function at(milliseconds: u64): void {
  const time = NOON * SECOND + milliseconds * 1_000_000;
  setClock(0, time);
  setClock(1, time);
}

/** Takes as many tokens as there are, at most 100, one by one. */
function takeAll(limiter: RateLimiter, key: string = ""): i32 {
  for (let i = 0; i < 100; i++) {
    if (!limiter.take(key).isAllowed) return i;
  }
  return 100;
}

describe("TokenBucket", () => {
  test("TokenBucket.take gives a burst, then as many a second as the rate", () => {
    const limiter = new TokenBucket("bucket", 2, 3);
    expect(takeAll(limiter)).toBe(3);
    at(499);
    expect(takeAll(limiter)).toBe(0);
    at(500);
    expect(takeAll(limiter)).toBe(1);
    at(60_000);
    expect(takeAll(limiter)).toBe(3);
  });

  test("TokenBucket.take tells what is left, and when there is more", () => {
    const limiter = new TokenBucket("bucket", 2, 3);
    const first = limiter.take();
    expect(first.limit).toBe(3);
    expect(first.window).toBe(1500);
    expect(first.remaining).toBe(2);
    expect(first.reset).toBe(500);
    expect(first.retryAfter).toBe(0);
    limiter.take("", 2);
    at(100);
    const refused = limiter.take();
    expect(refused.isAllowed).toBe(false);
    expect(refused.remaining).toBe(0);
    expect(refused.retryAfter).toBe(400);
    expect(limiter.take("", 3).retryAfter).toBe(1400);
    expect(refused.status).toBe(Status.Ok);
  });

  test("TokenBucket.take never gives more tokens than a bucket has", () => {
    const limiter = new TokenBucket("bucket", 1000, 3);
    const refused = limiter.take("", 4);
    expect(refused.isAllowed).toBe(false);
    expect(refused.retryAfter > 0).toBe(true);
    expect(takeAll(limiter)).toBe(3);
  });

  test("TokenBucket.take rounds the time of a token up", () => {
    const limiter = new TokenBucket("bucket", 3, 1);
    limiter.take();
    setClock(1, NOON * SECOND + 333_333_333);
    expect(limiter.take().isAllowed).toBe(false);
    setClock(1, NOON * SECOND + 333_333_334);
    expect(limiter.take().isAllowed).toBe(true);
  });

  test("TokenBucket.take has a bucket for each key, and forgets full ones", () => {
    const limiter = new TokenBucket("bucket", 1, 2).slots(1);
    expect(takeAll(limiter, "a")).toBe(2);
    expect(takeAll(limiter, "b")).toBe(2);
    expect(takeAll(limiter, "é".repeat(100))).toBe(2);
    expect(takeAll(limiter, "a")).toBe(0);
    at(2000);
    expect(limiter.take("c").remaining).toBe(1);
    expect(takeAll(limiter, "a")).toBe(2);
  });

  test("TokenBucket throws where it would never have a token", () => {
    expect(() => {
      new TokenBucket("bucket", 0, 1);
    }).toThrow();
    expect(() => {
      new TokenBucket("bucket", NaN, 1);
    }).toThrow();
    expect(() => {
      new TokenBucket("bucket", 1, 0);
    }).toThrow();
    expect(() => {
      new TokenBucket("bucket", 1e-9, 100);
    }).toThrow();
  });
});

describe("FixedWindow", () => {
  test("FixedWindow.take begins again with each minute of the clock", () => {
    at(59_000);
    const limiter = new FixedWindow("window", 5, 60_000);
    const first = limiter.take();
    expect(first.remaining).toBe(4);
    expect(first.reset).toBe(1000);
    expect(takeAll(limiter)).toBe(4);
    const refused = limiter.take();
    expect(refused.retryAfter).toBe(1000);
    at(60_000);
    expect(takeAll(limiter)).toBe(5);
    at(119_999);
    expect(takeAll(limiter)).toBe(0);
  });

  test("FixedWindow.take counts on where another worker's clock is ahead", () => {
    const limiter = new FixedWindow("window", 5, 60_000);
    at(60_001);
    expect(takeAll(limiter)).toBe(5);
    at(59_999);
    const refused = limiter.take();
    expect(refused.isAllowed).toBe(false);
    expect(refused.retryAfter).toBe(60_001);
  });
});

describe("SlidingWindow", () => {
  test("SlidingWindow.take never gives more than its limit in a window, wherever that begins", () => {
    const limiter = new SlidingWindow("sliding", 7, 1000);
    const times: i32[] = [];
    for (let time = 0; time < 5000; time += 37) {
      at(time);
      if (limiter.take().isAllowed) times.push(time);
    }
    for (let i = 0; i + 7 < times.length; i++) {
      expect(times[i + 7] - times[i]).toBeGreaterThan(999);
    }
    // An eighth of a window late, at most.
    expect(times.length).toBeGreaterThan(7 * 4);
  });

  test("SlidingWindow.take tells when the request would pass", () => {
    const limiter = new SlidingWindow("sliding", 2, 800);
    limiter.take();
    at(300);
    const second = limiter.take();
    expect(second.remaining).toBe(0);
    const refused = limiter.take();
    expect(refused.isAllowed).toBe(false);
    at(300 + refused.retryAfter - 1);
    expect(limiter.take().isAllowed).toBe(false);
    at(300 + refused.retryAfter);
    expect(limiter.take().isAllowed).toBe(true);
    const all = limiter.take("", 2);
    at(300 + refused.retryAfter + all.retryAfter - 1);
    expect(limiter.peek("", 2).isAllowed).toBe(false);
    at(300 + refused.retryAfter + all.retryAfter);
    expect(limiter.peek("", 2).isAllowed).toBe(true);
    expect(limiter.take("", 2).isAllowed).toBe(true);
  });
});

describe("RateLimiter", () => {
  test("RateLimiter.peek takes nothing", () => {
    const limiter = new SlidingWindow("peeked", 1, 1000);
    expect(limiter.peek().isAllowed).toBe(true);
    expect(limiter.peek().remaining).toBe(1);
    expect(limiter.take().isAllowed).toBe(true);
    expect(limiter.peek().isAllowed).toBe(false);
  });

  test("RateLimiter.take lets no request pass that it could not count", () => {
    const limiter = new FixedWindow("refused", 5, 60_000);
    refuse("proxy_set_shared_data", Status.InternalFailure);
    const refused = limiter.take();
    expect(refused.isAllowed).toBe(false);
    expect(refused.status).toBe(Status.InternalFailure);
    expect(callCount("proxy_set_shared_data")).toBe(1);
    reset();
    refuse("proxy_set_shared_data", Status.CasMismatch);
    expect(new TokenBucket("b", 1, 1).take().status).toBe(Status.CasMismatch);
    expect(callCount("proxy_set_shared_data")).toBe(64);
    reset();
    refuse("proxy_get_shared_data", Status.InternalFailure);
    expect(new SlidingWindow("s", 1, 9).take().isAllowed).toBe(false);
  });

  test("RateLimiter.take and RateLimiter.peek leave none of the host's blocks", () => {
    expect(
      blocksLost(() => {
        const limiter = new TokenBucket("lost", 1, 2).slots(1);
        limiter.take("a".repeat(300));
        limiter.peek("a".repeat(300));
        limiter.take("b");
        limiter.take("b", 5);
      }),
    ).toBe(0);
  });
});

describe("RateLimit", () => {
  test("RateLimit.writeTo has the fields of draft-ietf-httpapi-ratelimit-headers-10", () => {
    openMap(MapType.ResponseHeaders);
    const headers = HeaderMap.of(MapType.ResponseHeaders);
    new FixedWindow("per minute", 100, 60_000).take().writeTo(headers);
    new TokenBucket('a "b" é', 1, 3).take().writeTo(headers);
    expect(readHeaders(MapType.ResponseHeaders)).toBe(
      'ratelimit-policy="per minute";q=100;w=60; ' +
        'ratelimit="per minute";r=99;t=60; ' +
        'ratelimit-policy="a \\"b\\" ?";q=3;w=3; ' +
        'ratelimit="a \\"b\\" ?";r=2;t=1',
    );
  });

  test("RateLimit.writeKongTo has Kong's headers", () => {
    openMap(MapType.ResponseHeaders);
    const headers = HeaderMap.of(MapType.ResponseHeaders);
    new FixedWindow("kong", 5, 60_000).take().writeKongTo(headers, "Minute");
    expect(readHeaders(MapType.ResponseHeaders)).toBe(
      "x-ratelimit-limit-minute=5; x-ratelimit-remaining-minute=4",
    );
  });
});
