import { Status } from "../abi/enums";
import { currentTimeNanoseconds } from "../api/clock";
import { SharedData } from "../api/shared-data";

/**
 * How many tokens each client may take in a window of time, for all workers together.
 *
 * The tokens of an answer are known at its end, so a client may exceed its limit by the answers
 * that are on their way: ask `left` before a request, and `spend` after its answer. Each client
 * takes one key of `SharedData`, which stays forever: count by names that you know, such as
 * those of API keys, and not by names that clients make up.
 *
 * ```ts
 * const BUDGET = new TokenBudget("tokens", 100_000, 3600);
 * class Limit extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const client = this.request.headers.get("x-client") ?? "anonymous";
 *     if (BUDGET.left(client) > 0) return FilterHeadersStatus.Continue;
 *     this.sendLocalResponse(new LocalResponse(429).text("no tokens left\n"));
 *     return FilterHeadersStatus.StopIteration;
 *   }
 * }
 * registerHttpContext<Limit>("limit");
 * ```
 */
@final
export class TokenBudget {
  /** Counts in windows of so many seconds. Throws where a window has no length. */
  constructor(
    /** In front of each client in the keys of `SharedData`. */
    private readonly name: string,
    /** How many tokens a client may take in a window. */
    readonly limit: i64,
    /** How long a window is, in seconds. Windows begin at whole multiples of it. */
    readonly seconds: i64,
  ) {
    if (seconds <= 0) {
      throw new Error("Cannot limit tokens: the window has no length");
    }
  }

  /** How many tokens a client has left; below 0 where it took too many. */
  left(client: string): i64 {
    const spent = SharedData.get(this.keyOf(client));
    return this.limit - spentIn(this.window, spent);
  }

  /** Notes that a client took tokens; returns how many it has left. */
  spend(client: string, tokens: i64): i64 {
    const change = new Spending(this.window, tokens);
    const result = SharedData.updateWith<Spending>(
      this.keyOf(client),
      change,
      (old, change) => change.apply(old),
      50,
    );
    if (result.status != Status.Ok) return this.left(client);
    return this.limit - spentIn(change.window, result.text());
  }

  /** How many seconds it takes until the next window begins. */
  get secondsLeft(): i64 {
    return this.seconds - (seconds() % this.seconds);
  }

  private get window(): i64 {
    return seconds() / this.seconds;
  }

  private keyOf(client: string): string {
    return `${this.name}:${client}`;
  }
}

class Spending {
  constructor(
    readonly window: i64,
    readonly tokens: i64,
  ) {}

  apply(old: string | null): string {
    const sum = spentIn(this.window, old) + this.tokens;
    return `${this.window}:${sum}`;
  }
}

/** Returns what was spent in a window, given the value of the key. */
function spentIn(window: i64, value: string | null): i64 {
  if (value == null) return 0;
  const colon = value.indexOf(":");
  if (colon < 0 || I64.parseInt(value.substring(0, colon)) != window) return 0;
  return I64.parseInt(value.substring(colon + 1));
}

function seconds(): i64 {
  return <i64>(currentTimeNanoseconds() / 1_000_000_000);
}
