import {
  currentTimeNanoseconds,
  FixedWindow,
  HttpCall,
  HttpCallOutcome,
  HttpHandler,
  LocalResponse,
  registerHttpHandler,
  SharedCache,
  sleep,
  TokenBucket,
} from "proxy-wasm-as";

const SECOND: u64 = 1_000_000_000;

/** Longer than a run: only the clock could end it. */
const CACHE = new SharedCache("clock-cache", 600_000);
const WINDOW = new FixedWindow("clock-window", 1_000_000, 1000);
const BUCKET = new TokenBucket("clock-bucket", 100_000, 100_000);

/** Uses everything that has to do with time, and says what came of it. */
class Clock extends HttpHandler {
  onRequest(): void {
    const known = CACHE.get("key");
    if (known == null) CACHE.set("key", "value");
    sleep(5);
    const call = new HttpCall("upstream").path("/call").timeout(5000);
    const outcome = call.wait().outcome;
    const isCalled = outcome == HttpCallOutcome.Answered;
    const isLimited =
      !WINDOW.take("a").isAllowed || !BUCKET.take("a").isAllowed;
    this.respond(
      new LocalResponse(200)
        .header("x-seconds", (currentTimeNanoseconds() / SECOND).toString())
        .text(
          (known == null ? "new" : known) +
            (isCalled ? " answered" : " failed") +
            (isLimited ? " limited" : " free"),
        ),
    );
  }
}

registerHttpHandler<Clock>("clock");
