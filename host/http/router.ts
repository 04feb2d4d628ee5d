import { notEmulated } from "../base/host-error.ts";
import type { HeaderMap } from "../message/header-map.ts";
import type { LocalReply } from "../message/local-reply.ts";
import { routeNotFound } from "../message/proxy-replies.ts";
import { RETRY_ON, setExpectedTimeout } from "../message/upstream-timeout.ts";
import { isUpgrade } from "./request-codec.ts";

/** Headers without which a request has no route. */
const ROUTED_BY = [":path", "x-forwarded-proto"];

/** The default timeout of a route in milliseconds. */
const DEFAULT_TIMEOUT = 15_000;

/** The lowest status after which a filter may ask for a retry. */
const FIRST_ERROR = 400;

/**
 * Envoy's router with a single route, for the prefix `/`.
 *
 *     const router = new Router(headers); // as they came
 *     router.route(headers); // null, as filters have left them
 */
export class Router {
  /** Headers that the request had on arrival and cannot be routed without. */
  readonly #names: readonly string[];
  /** Whether the request arrived as an upgrade that Envoy accepted. */
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
   * Routes a request, and sets the timeout that the upstream is told. Returns what
   * Envoy answers if the request cannot be routed.
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
      throw notEmulated("Turning a request into an upgrade");
    }
    this.#retries = RETRY_ON.some((name) => headers.get(name));
    setExpectedTimeout(headers, DEFAULT_TIMEOUT);
    return null;
  }

  /** Throws where a filter has asked for a retry after such a status, or after none. */
  expectNoRetry(status: number | null): void {
    if (!this.#retries) return;
    if (status !== null && status < FIRST_ERROR) return;
    throw notEmulated("A retry that a filter requests by x-envoy-retry-on");
  }
}
