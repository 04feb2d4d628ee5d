import type { Context } from "../engine/context.ts";

/** An answer, and the status that comes with it; Envoy hands over both. */
export interface ForeignAnswer {
  status: number;
  answer: Uint8Array | null;
}

/**
 * A function that a proxy has beyond the ABI: answers with bytes, with a status of
 * the ABI alone, such as 0 for Ok or 2 for BadArgument, or with both.
 */
export type ForeignFunction = (
  argument: Uint8Array,
) => Uint8Array | number | ForeignAnswer;

/** Foreign functions by their names. */
export type ForeignFunctions = Record<string, ForeignFunction>;

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
