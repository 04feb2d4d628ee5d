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
