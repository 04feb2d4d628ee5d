import type { Header } from "../abi/pairs.ts";
import type { Exchange, UpstreamAnswer } from "../message/exchange.ts";
import type { HttpStream } from "../http/http-stream.ts";

/** The parts that a spec adds one by one; a part that it does not add is absent. */
interface SpecParts {
  headers?: Header[];
  body?: Uint8Array[];
  trailers?: Header[];
}

/** A response that a spec describes. */
export type SpecAnswer = UpstreamAnswer & SpecParts;

/** A request that a spec describes, and how its stream opens. */
export type SpecExchange = Exchange & SpecParts & { openStream(): HttpStream };
