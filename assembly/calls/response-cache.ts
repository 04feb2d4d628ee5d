import { Status } from "../abi/enums";
import { HeaderEntries } from "../api/header-entries";
import { HeldFunction } from "../api/held-function";
import { HttpAnswer } from "../api/http-answer";
import { HttpCall } from "../api/http-call";
import { HttpCallOutcome } from "../api/http-call-response";
import { Script } from "../api/script";
import { Context } from "../contexts/context";
import { CacheControl } from "../http/cache-control";
import { LruCache } from "../state/lru-cache";
import { Answering, AnsweringScript } from "./answering-script";
import { CallPolicy } from "./call-policy";
import { Flight } from "./flight";
import { KeptAnswer } from "./kept-answer";

/**
 * Keeps answers to calls as long as their `cache-control` says (RFC 9111, as a shared cache).
 * Each worker has its own, with at most so many answers: those that were used longest ago go
 * first.
 *
 * Only answers to GET and HEAD are kept, with the statuses that a cache may keep and a body of
 * 64 KiB at most. They are used for an explicit time: `s-maxage`, `max-age` or `expires`, less
 * `age`. Answers that are `private` or `no-store`, or have `vary: *`, are not kept. Requests that
 * differ in a header that `vary` names have answers of their own. Answers come without trailers.
 *
 * Answers about a part or a condition of the call's own (206, 304, 412, 416) leave the kept one as
 * it is. One below 400 to another method than GET, HEAD, OPTIONS or TRACE has all answers to the
 * same path forgotten. Of a call's own `cache-control`, `no-store` goes past the cache, and
 * `no-cache` or `max-age=0` asks the service again.
 *
 * When the time is over, the service is asked whether the answer is still right, by its `etag`
 * or `last-modified`; a 304 makes it fresh again. `stale-while-revalidate` and `stale-if-error`
 * (RFC 5861) allow an old answer while that call is under way, and if it fails.
 *
 * All who ask for the same while it is fetched wait for that one call. The plugin makes it,
 * so it does not end with the stream that was first.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   users: ResponseCache = new ResponseCache(this, 1000);
 *   createHttpContext(): HttpContext {
 *     return new Auth();
 *   }
 * }
 * class Auth extends HttpHandlerOf<Plugin> {
 *   onRequest(): void {
 *     const answer = this.plugin.users.wait(new HttpCall("users").path("/me"));
 *     if (answer.status != 200) this.respond(new LocalResponse(503));
 *   }
 * }
 * registerRootContext<Plugin>("caching");
 * ```
 */
export class ResponseCache implements Answering {
  private readonly kept: LruCache<string, KeptAnswer>;
  /** What decides on the answer, by what is asked for. */
  private readonly varying: LruCache<string, Variants>;
  private variants: u32 = 0;
  /** How often answers were forgotten: those on their way are from before. */
  private changes: u32 = 0;
  private readonly fetches: Map<string, Fetch> = new Map<string, Fetch>();
  private policy: CallPolicy = new CallPolicy();

  /** Makes a cache of at most `limit` answers, whose calls are the plugin's. */
  constructor(
    private readonly plugin: Context,
    limit: i32,
  ) {
    this.kept = new LruCache<string, KeptAnswer>(limit);
    this.varying = new LruCache<string, Variants>(limit);
  }

  /** Sets how calls are made. */
  callBy(policy: CallPolicy): this {
    this.policy = policy;
    return this;
  }

  /** Forgets all answers. */
  clear(): void {
    this.changes++;
    this.kept.clear();
    this.varying.clear();
  }

  /**
   * Returns a fresh answer that is kept, or `null`; in every callback. Given the context of that
   * callback, it also returns one that may be used while it is asked for again, and begins to ask.
   */
  find(call: HttpCall, context: Context | null = null): HttpAnswer | null {
    const headers = headersOf(call);
    if (wantOf(headers) != Want.Kept) return null;
    const kept = this.keptFor(call, headers);
    if (kept == null) return null;
    if (!kept.isFresh) {
      if (context == null || !kept.isLateFresh) return null;
      const fetch = this.newFetch(call, keyOfAll(call));
      if (fetch != null) {
        fetch.launch();
        context.activate();
      }
    }
    return kept.restore();
  }

  /**
   * Returns an answer that is kept, or else makes the call and waits for its answer; in a
   * handler's method or a task.
   */
  wait(call: HttpCall): HttpAnswer {
    const method = call.sdkMethod;
    const headers = headersOf(call);
    const want = wantOf(headers);
    if ((method != "GET" && method != "HEAD") || want == Want.Past) {
      const answer = this.policy.wait(call);
      if (mayHaveChanged(method, answer)) this.forget(call);
      return answer;
    }
    const script = Script.running;
    const kept = want == Want.Kept ? this.keptFor(call, headers) : null;
    if (kept != null && kept.isFresh) return kept.restore();
    const key = keyOfAll(call);
    const first = this.newFetch(call, key);
    if (first != null) {
      first.launch();
      script.activate();
    }
    if (kept != null && kept.isLateFresh) return kept.restore();
    const fetch = first == null ? this.fetches.get(key) : first;
    fetch.wait();
    const answer = fetch.answer!;
    return first != null || answer.isShared
      ? answer.restore()
      : this.policy.wait(call);
  }

  /**
   * Does what `wait` does for callbacks; see `CallPolicy.send`. Ask `find` first, as the
   * function is only called in a later callback.
   */
  send<T extends Context>(
    context: T,
    call: HttpCall,
    onAnswer: (self: T, answer: HttpAnswer) => void,
  ): Status {
    const held = changetype<HeldFunction>(onAnswer);
    return new AnsweringScript(context, this, call, held).start();
  }

  /** Makes a call, and keeps its answer where that may be; for the SDK. */
  sdkFetch(call: HttpCall, key: string): KeptAnswer {
    const headers = headersOf(call);
    const isAuthorized = hasName(headers, "authorization");
    const old = this.keptFor(call, headers);
    const changes = this.changes;
    let answer: KeptAnswer | null = null;
    if (old != null && old.hasValidator && !isConditional(headers)) {
      const asked = this.policy.wait(old.conditional(call));
      // One about another answer has no body to use instead.
      if (asked.status != 304) answer = new KeptAnswer(asked);
      else if (old.refresh(asked, isAuthorized)) answer = old;
    }
    if (answer == null) answer = new KeptAnswer(this.policy.wait(call));
    this.fetches.delete(key);
    if (old != null && !answer.isRight) {
      return old.isRightAfterError ? old : answer;
    }
    if (answer != old) answer.read(isAuthorized);
    if (changes == this.changes && !answer.isPartial) {
      this.keep(call, headers, answer);
    }
    return answer;
  }

  private keep(
    call: HttpCall,
    headers: HeaderEntries,
    answer: KeptAnswer,
  ): void {
    const target = targetOf(call);
    let variants = this.varying.get(target);
    if (!answer.isKeepable) {
      if (variants != null) this.kept.delete(variants.keyOf(target, headers));
      return;
    }
    if (variants == null) variants = new Variants(this.variants++);
    variants.names = answer.varying;
    this.varying.set(target, variants);
    const key = variants.keyOf(target, headers);
    this.kept.set(key, answer, answer.lifetime);
  }

  private keptFor(call: HttpCall, headers: HeaderEntries): KeptAnswer | null {
    const target = targetOf(call);
    const variants = this.varying.get(target);
    if (variants == null) return null;
    return this.kept.get(variants.keyOf(target, headers));
  }

  /** Forgets the answers to what a call has changed. */
  private forget(call: HttpCall): void {
    const target = call.sdkTarget;
    this.changes++;
    this.varying.delete(`GET ${target}\n`);
    this.varying.delete(`HEAD ${target}\n`);
  }

  /** Returns a fetch that has yet to begin; `null` where one is under way. */
  private newFetch(call: HttpCall, key: string): Fetch | null {
    if (this.fetches.has(key)) return null;
    const fetch = new Fetch(this.plugin, this, call, key);
    this.fetches.set(key, fetch);
    return fetch;
  }
}

/** A call of the plugin, for all who ask for the same. */
class Fetch extends Flight {
  constructor(
    plugin: Context,
    private readonly cache: ResponseCache,
    private readonly call: HttpCall,
    private readonly key: string,
  ) {
    super(plugin);
  }

  protected override fetch(): KeptAnswer {
    return this.cache.sdkFetch(this.call, this.key);
  }
}

/** What a call asks for, without its headers. */
function targetOf(call: HttpCall): string {
  return `${call.sdkMethod} ${call.sdkTarget}\n`;
}

/** The headers of a call that were added to it. */
function headersOf(call: HttpCall): HeaderEntries {
  const list = call.sdkHeaders;
  if (list == null) return new HeaderEntries(new ArrayBuffer(4));
  const pairs = new ArrayBuffer(<i32>list.encodedSize);
  list.encodeTo(changetype<usize>(pairs));
  return new HeaderEntries(pairs);
}

/** Whether a call asks by conditions of its own. */
function isConditional(headers: HeaderEntries): bool {
  return (
    hasName(headers, "if-none-match") ||
    hasName(headers, "if-modified-since") ||
    hasName(headers, "if-match") ||
    hasName(headers, "if-unmodified-since") ||
    hasName(headers, "if-range") ||
    hasName(headers, "range")
  );
}

function hasName(headers: HeaderEntries, name: string): bool {
  for (let i = 0; i < headers.length; i++) {
    if (headers.hasName(i, name)) return true;
  }
  return false;
}

/** What decides on the answer to what is asked for. */
class Variants {
  /** The names of headers, by the answer's `vary`. */
  names: string[] = [];

  /** Takes a number of its own, so that answers from before are not found any more. */
  constructor(private readonly number: u32) {}

  /** What a call asks for, with the headers that decide on its answer. */
  keyOf(target: string, headers: HeaderEntries): string {
    const names = this.names;
    let key = `${this.number} ${target}`;
    for (let i = 0; i < names.length; i++) {
      for (let j = 0; j < headers.length; j++) {
        if (headers.hasName(j, names[i])) key += headers.value(j) + "\0";
      }
      key += "\n";
    }
    return key;
  }
}

/** What a call wants of the cache, by its own `cache-control`. */
enum Want {
  Kept,
  /** That the service is asked. */
  Asked,
  /** To go past it. */
  Past,
}

function wantOf(headers: HeaderEntries): Want {
  let values = "";
  for (let i = 0; i < headers.length; i++) {
    if (headers.hasName(i, "cache-control")) values += headers.value(i) + ",";
  }
  if (values.length == 0) return Want.Kept;
  const control = new CacheControl(values);
  if (control.has("no-store")) return Want.Past;
  return control.has("no-cache") || control.seconds("max-age") == 0
    ? Want.Asked
    : Want.Kept;
}

/** Whether a method was not safe, and has succeeded (RFC 9111, section 4.4). */
function mayHaveChanged(method: string, answer: HttpAnswer): bool {
  const isSafe =
    method == "GET" ||
    method == "HEAD" ||
    method == "OPTIONS" ||
    method == "TRACE";
  return (
    !isSafe && answer.outcome == HttpCallOutcome.Answered && answer.status < 400
  );
}

/** What a call asks for, with all of its headers. */
function keyOfAll(call: HttpCall): string {
  const headers = headersOf(call);
  let key = targetOf(call);
  for (let i = 0; i < headers.length; i++) {
    key += `${headers.name(i)}:${headers.value(i)}\n`;
  }
  return key;
}
