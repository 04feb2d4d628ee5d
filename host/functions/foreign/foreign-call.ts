import type { Context } from "../../engine/context.ts";

/** What Envoy's own foreign functions act on. */
export interface ForeignCall {
  argument: Buffer;
  /** The context whose callback is running, or the one that was made effective. */
  context: Context;
  /** The context whose callback is running. */
  current: Context;
}

/** One of Envoy's own foreign functions. */
export type OwnForeignFunction = (call: ForeignCall) => Uint8Array | number;
