import type { LocalReply } from "../engine/context.ts";
import { notEmulated } from "../base/host-error.ts";
import type { HeaderMap } from "../message/header-map.ts";
import { routeNotFound } from "../message/proxy-replies.ts";
import { isUpgrade } from "./request-codec.ts";

/** Without these a request has no route. */
const ROUTED_BY = [":path", "x-forwarded-proto"];

const TIMEOUT = "x-envoy-upstream-rq-timeout-ms";
const TRY_TIMEOUT = "x-envoy-upstream-rq-per-try-timeout-ms";
const RETRY_ON = ["x-envoy-retry-on", "x-envoy-retry-grpc-on"];

/** What filters say to the router alone. */
const OF_ROUTER = new Set([
  TIMEOUT,
  TRY_TIMEOUT,
  ...RETRY_ON,
  "x-envoy-hedge-on-per-try-timeout",
  "x-envoy-max-retries",
  "x-envoy-retriable-header-names",
  "x-envoy-retriable-status-codes",
  "x-envoy-upstream-alt-stat-name",
  "x-envoy-upstream-rq-timeout-alt-response",
  "x-envoy-upstream-stream-duration-ms",
]);

/** Milliseconds that a route waits for an answer by default. */
const DEFAULT_TIMEOUT = 15_000;

/** The statuses from which on a retry may be asked for. */
const FIRST_ERROR = 400;

/**
 * Envoy's router, with a route of the prefix `/` and no others.
 *
 *     const router = new Router(headers); // as they came
 *     router.route(headers); // null, as filters have left them
 */
export class Router {
  /** The headers that the request came with and cannot be routed without. */
  readonly #names: readonly string[];
  /** Whether the request came as an upgrade, which Envoy has let pass. */
  readonly #isUpgrade: boolean;
  #retries = false;

  constructor(headers: HeaderMap) {
    const isConnect = headers.get(":method") === "CONNECT";
    this.#isUpgrade = isUpgrade(headers);
    this.#names = ROUTED_BY.filter(
      (name) =>
        headers.get(name) !== undefined || (isConnect && name === ":path"),
    );
  }

  /**
   * Routes a request, and tells the upstream how long Envoy waits for the answer;
   * returns what Envoy answers itself where it cannot be sent.
   */
  route(headers: HeaderMap): LocalReply | null {
    const lost = this.#names.find((name) => headers.get(name) === undefined);
    const path = headers.get(":path");
    const isElsewhere = path !== undefined && !path.startsWith("/");
    const isBare = headers.get("x-forwarded-proto") === "";
    if (lost !== undefined || isElsewhere || isBare) {
      return routeNotFound();
    }
    if (isUpgrade(headers) && !this.#isUpgrade) {
      throw notEmulated("A request that a filter makes an upgrade");
    }
    this.#retries = RETRY_ON.some((name) => headers.get(name));
    tellOfTimeout(headers, DEFAULT_TIMEOUT);
    return null;
  }

  /** Throws where a filter has asked for a retry after such a status, or none. */
  expectNoRetry(status: number | null): void {
    if (!this.#retries) return;
    if (status !== null && status < FIRST_ERROR) return;
    throw notEmulated("A retry, which a filter asks for by x-envoy-retry-on,");
  }
}

/**
 * Tells an upstream for how many milliseconds Envoy waits for its answer, 0 for
 * ever, and nothing of what is for the router.
 *
 *     tellOfTimeout(headers, 1000);
 */
export function tellOfTimeout(headers: HeaderMap, milliseconds: number): void {
  const timeout = timeoutOf(headers, milliseconds);
  headers.removeAny(OF_ROUTER);
  if (timeout === 0) return;
  headers.put("x-envoy-expected-rq-timeout-ms", String(timeout));
}

/** What headers say of a timeout, in milliseconds; 0 is never. */
function timeoutOf(headers: HeaderMap, otherwise: number): number {
  const whole = numberOf(headers.get(TIMEOUT)) ?? otherwise;
  const once = numberOf(headers.get(TRY_TIMEOUT)) ?? 0;
  if (once === 0) return whole;
  return whole === 0 ? once : Math.min(whole, once);
}

function numberOf(value: string | undefined): number | undefined {
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}
