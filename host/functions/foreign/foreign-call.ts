import type { Context } from "../../engine/context.ts";

/** What Envoy's own foreign functions act on. */
export interface ForeignCall {
  argument: Buffer;
  /** The context whose callback runs, or the one that was made effective. */
  context: Context;
  /** The context whose callback runs. */
  current: Context;
}

/** A foreign function of Envoy's own. */
export type OwnForeignFunction = (call: ForeignCall) => Uint8Array | number;
