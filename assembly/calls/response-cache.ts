import { HeldFunction } from "../api/held-function";
import { HeaderEntries } from "../api/header-entries";
import { HttpAnswer } from "../api/http-answer";
import { HttpCall } from "../api/http-call";
import { Script } from "../api/script";
import { Status } from "../abi/enums";
import { Context } from "../contexts/context";
import { LruCache } from "../state/lru-cache";
import { CallPolicy } from "./call-policy";
import { AnsweringScript } from "./answering-script";
import { CallScript } from "./call-script";
import { KeptAnswer } from "./kept-answer";
import { Pending } from "../api/pending";

/**
 * Answers to calls, kept in this VM as long as their `cache-control` says (RFC 9111, as a
 * shared cache), so of one worker: at most so many, and those that were used longest ago go
 * first.
 *
 * Only answers to GET and HEAD are kept, with the statuses that a cache may keep, a body of 64
 * KiB at most, and an explicit time: `s-maxage`, `max-age` or `expires`, less `age`. Answers
 * that are `private`, `no-cache` or `no-store`, or have `vary: *`, are not kept. Requests that
 * differ in a header that `vary` names have answers of their own. When the time is over, the
 * whole answer is fetched again.
 *
 * Those who ask for the same while it is fetched wait for that one call. The plugin makes it,
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
export class ResponseCache {
  private readonly kept: LruCache<string, KeptAnswer>;
  /** The names of the headers that decide on the answer, by what is asked for. */
  private readonly varying: LruCache<string, string[]>;
  private readonly fetches: Map<string, Fetch> = new Map<string, Fetch>();
  private policy: CallPolicy = new CallPolicy();

  /** Makes a cache of at most `limit` answers, whose calls are the plugin's. */
  constructor(
    private readonly plugin: Context,
    limit: i32,
  ) {
    this.kept = new LruCache<string, KeptAnswer>(limit);
    this.varying = new LruCache<string, string[]>(limit);
  }

  /** Sets how calls are made. */
  callBy(policy: CallPolicy): this {
    this.policy = policy;
    return this;
  }

  /** Forgets all answers. */
  clear(): void {
    this.kept.clear();
    this.varying.clear();
  }

  /** Returns a fresh answer that is kept, or `null`; in every callback. */
  find(call: HttpCall): HttpAnswer | null {
    const target = targetOf(call);
    const names = this.varying.get(target);
    if (names == null) return null;
    const key = keyOf(target, names, headersOf(call));
    const kept = this.kept.get(key);
    return kept == null ? null : kept.restore();
  }

  /**
   * Returns the answer to a call: one that is kept, or that of the call, for which it waits;
   * in a handler's method or a task.
   */
  wait(call: HttpCall): HttpAnswer {
    const method = call.sdkMethod;
    if (method != "GET" && method != "HEAD") return this.policy.wait(call);
    const found = this.find(call);
    if (found != null) return found;
    const script = Script.running;
    const key = targetOf(call) + allOf(headersOf(call));
    const isFirst = !this.fetches.has(key);
    if (isFirst) {
      const fetch = new Fetch(this.plugin, this, call, key);
      this.fetches.set(key, fetch);
      // The call would end with the stream, and others wait for it.
      if (this.plugin.activate() == Status.Ok) fetch.begin();
      script.activate();
      fetch.wait();
      return fetch.answer!.restore();
    }
    const fetch = this.fetches.get(key);
    fetch.wait();
    const answer = fetch.answer!;
    return answer.isShared ? answer.restore() : this.policy.wait(call);
  }

  /**
   * As `CallPolicy.send`, by what `wait` does. Ask `find` first, as the function is called in
   * a later callback only.
   */
  send<T extends Context>(
    context: T,
    call: HttpCall,
    onAnswer: (self: T, answer: HttpAnswer) => void,
  ): Status {
    const held = changetype<HeldFunction>(onAnswer);
    return new CachedScript(context, this, call, held).start();
  }

  /** Makes a call, and keeps its answer where that may be; for the SDK. */
  sdkFetch(call: HttpCall, key: string): KeptAnswer {
    const headers = headersOf(call);
    const answer = new KeptAnswer(
      this.policy.wait(call),
      isAuthorized(headers),
    );
    this.fetches.delete(key);
    if (answer.freshness > 0) {
      const names = answer.varying;
      const target = targetOf(call);
      this.varying.set(target, names);
      const milliseconds = <u64>answer.freshness * 1000;
      this.kept.set(keyOf(target, names, headers), answer, milliseconds);
    }
    return answer;
  }
}

/** A call of the plugin, for all who ask for the same. */
class Fetch extends CallScript {
  answer: KeptAnswer | null = null;
  private waiters: FetchWaiter[] = [];

  constructor(
    plugin: Context,
    private readonly cache: ResponseCache,
    private readonly call: HttpCall,
    private readonly key: string,
  ) {
    super(plugin);
  }

  override run(): void {
    this.answer = this.cache.sdkFetch(this.call, this.key);
  }

  /** Waits until it is done. */
  wait(): void {
    if (this.isDone) return;
    const waiter = new FetchWaiter();
    this.waiters.push(waiter);
    waiter.wait();
  }

  override settle(): void {
    super.settle();
    if (!this.isDone) return;
    const waiters = this.waiters;
    this.waiters = [];
    for (let i = 0; i < waiters.length; i++) waiters[i].arrive();
  }
}

class FetchWaiter extends Pending {
  wait(): void {
    this.sdkWait();
  }

  arrive(): void {
    this.sdkArrive();
  }
}

/** Asks the cache for a context, and calls its function. */
class CachedScript extends AnsweringScript {
  constructor(
    context: Context,
    private readonly cache: ResponseCache,
    private readonly call: HttpCall,
    onAnswer: HeldFunction,
  ) {
    super(context, onAnswer);
  }

  protected override ask(): HttpAnswer {
    return this.cache.wait(this.call);
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

function isAuthorized(headers: HeaderEntries): bool {
  for (let i = 0; i < headers.length; i++) {
    if (headers.hasName(i, "authorization")) return true;
  }
  return false;
}

/** What a call asks for, with the headers that decide on its answer. */
function keyOf(
  target: string,
  names: string[],
  headers: HeaderEntries,
): string {
  let key = target;
  for (let i = 0; i < names.length; i++) {
    for (let j = 0; j < headers.length; j++) {
      if (headers.hasName(j, names[i])) key += headers.value(j) + "\0";
    }
    key += "\n";
  }
  return key;
}

function allOf(headers: HeaderEntries): string {
  let all = "";
  for (let i = 0; i < headers.length; i++) {
    all += `${headers.name(i)}:${headers.value(i)}\n`;
  }
  return all;
}
