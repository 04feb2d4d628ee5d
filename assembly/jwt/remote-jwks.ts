import { Status } from "../abi/enums";
import { monotonicNanoseconds } from "../api/clock";
import { HeldFunction } from "../api/held-function";
import { HttpCall } from "../api/http-call";
import { HttpCallOutcome, HttpCallResponse } from "../api/http-call-response";
import { log } from "../api/log";
import { Script } from "../api/script";
import { Context } from "../contexts/context";
import { beginFetch, endFetch, JwksFetcher } from "./jwks-fetches";
import { CallbackWaiter, HandlerWaiter, JwksWaiter } from "./jwks-waiter";
import { Jwt } from "./jwt";
import { JwtKey } from "./jwt-key";
import { JwtKeys } from "./jwt-keys";
import { parseJwks } from "./parse-jwks";

const MILLISECOND: u64 = 1_000_000;
/** How long keys are used before they are fetched again, as Envoy's own filter does. */
const MAX_AGE: u64 = 300_000 * MILLISECOND;
/** The time between two fetches that a failure or an unknown key asks for. */
const INTERVAL: u64 = 10_000 * MILLISECOND;

/**
 * The keys of an issuer (JWKS, RFC 7517), fetched by a call of the plugin and kept in this
 * VM: each worker of the proxy has its own.
 *
 * - The first token fetches them, unless `fetch` did before; who comes meanwhile waits for
 *   the same call.
 * - After `maxAge` the next token fetches them again, and nobody waits: the old ones are
 *   used until the new ones are there, also where the issuer fails.
 * - A token whose `kid` is not known fetches them once more and waits, as keys change. That
 *   and a fetch after a failure happen at most once in `interval`, so no client can have the
 *   issuer called as often as it likes.
 *
 * In a handler `waitFor` waits where a token has to; with callbacks `whenReady` calls a function.
 * Only then ask a `JwtVerifier`.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   keys: RemoteJwks = new RemoteJwks(
 *     this,
 *     new HttpCall("idp").authority("login.example.com").path("/jwks.json"),
 *   );
 *   verifier: JwtVerifier = new JwtVerifier(this.keys).audience("api");
 *   createHttpContext(): HttpContext {
 *     return new Guard();
 *   }
 * }
 * class Guard extends HttpHandler {
 *   onRequest(): void {
 *     const plugin = this.root as Plugin;
 *     const token = this.request.headers.get("x-token");
 *     if (token == null) return this.respond(new LocalResponse(401));
 *     const jwt = Jwt.parse(token);
 *     if (jwt == null) return this.respond(new LocalResponse(401));
 *     plugin.keys.waitFor(jwt);
 *     if (!plugin.verifier.check(jwt)) this.respond(new LocalResponse(403));
 *   }
 * }
 * registerRootContext<Plugin>("guard");
 * ```
 */
export class RemoteJwks extends JwtKeys {
  private readonly sdkFetcher: Fetcher;

  /** Describes the keys: the plugin calls, with this call. Fetches nothing yet. */
  constructor(plugin: Context, call: HttpCall) {
    super(new Array<JwtKey>());
    const fetcher = new Fetcher(plugin, call);
    this.sdkFetcher = fetcher;
    fetcher.keys = this;
  }

  /** Sets after how many milliseconds keys are fetched again; 300,000 by default. */
  maxAge(milliseconds: u32): RemoteJwks {
    this.sdkFetcher.maxAge = <u64>milliseconds * MILLISECOND;
    return this;
  }

  /**
   * Sets how many milliseconds are between two fetches that a failure or an unknown key asks
   * for, at least; 10,000 by default.
   */
  interval(milliseconds: u32): RemoteJwks {
    this.sdkFetcher.interval = <u64>milliseconds * MILLISECOND;
    return this;
  }

  /** Whether keys were fetched. */
  get isLoaded(): bool {
    return this.sdkFetcher.isLoaded;
  }

  /** Why the last fetch failed; `""` where it did not. */
  get error(): string {
    return this.sdkFetcher.error;
  }

  /**
   * Fetches the keys, unless a fetch is under way; in a callback of the plugin, such as
   * `onTick`. Returns whether the proxy took the call.
   */
  fetch(): Status {
    return this.sdkFetcher.fetch();
  }

  /** Waits for keys where a token needs them; in a handler's `onRequest` or `onResponse`. */
  waitFor(jwt: Jwt): void {
    const script = Script.running;
    const fetcher = this.sdkFetcher;
    const needs = fetcher.needs(jwt);
    // The call was the plugin's.
    if (fetcher.isPluginActive) script.activate();
    if (!needs) return;
    const waiter = new HandlerWaiter();
    fetcher.waiters.push(waiter);
    waiter.wait();
  }

  /**
   * Calls a function once the keys that a token needs are there, or could not be fetched: at
   * once, or in a later callback, in which the context is active. Returns whether it was
   * called at once; where not, the callback should stop the message and the function continue
   * it. It is not called where the stream has ended by then.
   *
   * ```ts
   * class Plugin extends RootContext {
   *   keys: RemoteJwks = new RemoteJwks(this, new HttpCall("idp").path("/jwks"));
   *   createHttpContext(): HttpContext {
   *     return new Guard();
   *   }
   * }
   * class Guard extends HttpContext {
   *   jwt: Jwt | null = null;
   *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
   *     const jwt = Jwt.parse("a token");
   *     if (jwt == null) return FilterHeadersStatus.Continue;
   *     this.jwt = jwt;
   *     const keys = (this.root as Plugin).keys;
   *     if (keys.whenReady<Guard>(this, jwt, (self) => self.decide())) {
   *       return FilterHeadersStatus.Continue;
   *     }
   *     return FilterHeadersStatus.StopAllIterationAndWatermark;
   *   }
   *   decide(): void {
   *     this.continueRequest();
   *   }
   * }
   * registerRootContext<Plugin>("guard");
   * ```
   */
  whenReady<T extends Context>(
    context: T,
    jwt: Jwt,
    onKeys: (self: T) => void,
  ): bool {
    const fetcher = this.sdkFetcher;
    const needs = fetcher.needs(jwt);
    if (fetcher.isPluginActive) context.activate();
    if (!needs) {
      onKeys(context);
      return true;
    }
    const held = changetype<HeldFunction>(onKeys);
    fetcher.waiters.push(new CallbackWaiter(context, held));
    return false;
  }
}

/** The fetches of a set, and who waits for them. */
class Fetcher extends JwksFetcher {
  /** Whose list it sets. */
  keys: JwtKeys | null = null;
  maxAge: u64 = MAX_AGE;
  interval: u64 = INTERVAL;
  isLoaded: bool = false;
  error: string = "";
  /** Whether `needs` has called, and so made the plugin the active context. */
  isPluginActive: bool = false;
  waiters: JwksWaiter[] = [];
  private loadedAt: u64 = 0;
  private triedAt: u64 = 0;
  private hasTried: bool = false;

  constructor(
    private readonly plugin: Context,
    private readonly request: HttpCall,
  ) {
    super();
  }

  /** Tells whether a token has to wait; begins to fetch keys that are old or not there. */
  needs(jwt: Jwt): bool {
    this.isPluginActive = false;
    const keyId = jwt.keyId;
    const now = monotonicNanoseconds();
    const mayTry = !this.hasTried || now - this.triedAt >= this.interval;
    if (this.isLoaded && (keyId == null || this.keys!.has(keyId))) {
      const isOld = now - this.loadedAt >= this.maxAge;
      if (isOld && mayTry) this.fetch();
      return false;
    }
    if (this.call == null && mayTry) this.fetch();
    return this.call != null;
  }

  fetch(): Status {
    if (this.call != null) return Status.Ok;
    this.triedAt = monotonicNanoseconds();
    this.hasTried = true;
    // A call of the stream would end with it, and others wait for this one.
    this.isPluginActive = true;
    const active = this.plugin.activate();
    if (active != Status.Ok) return active;
    const call = beginFetch(this);
    const status = this.request.sdkSend(this.plugin.id, call);
    if (status == Status.Ok) return status;
    endFetch(this);
    this.fail("the proxy refused the call, with status " + status.toString());
    return status;
  }

  override take(response: HttpCallResponse): void {
    const keys = this.read(response);
    if (keys != null) {
      this.keys!.list = keys;
      this.isLoaded = true;
      this.loadedAt = monotonicNanoseconds();
      this.error = "";
    }
    const waiters = this.waiters;
    this.waiters = [];
    for (let i = 0; i < waiters.length; i++) waiters[i].release();
  }

  private read(response: HttpCallResponse): JwtKey[] | null {
    if (response.outcome != HttpCallOutcome.Answered) {
      this.fail(response.failure);
      return null;
    }
    if (response.status != 200) {
      this.fail("the answer is " + response.status.toString());
      return null;
    }
    const keys = parseJwks(response.body.bytes());
    if (keys == null || keys.length == 0) {
      this.fail("the answer has no keys to verify with");
      return null;
    }
    return keys;
  }

  private fail(why: string): void {
    this.error = why;
    log.warn("Cannot fetch the keys of tokens: " + why);
  }
}
