/** An answer with its status; Envoy passes on both. */
export interface ForeignAnswer {
  status: number;
  answer: Uint8Array | null;
}

/**
 * A function that a proxy adds to the ABI. It returns bytes, a status of the ABI
 * (for example 0 for Ok or 2 for BadArgument), or both.
 */
export type ForeignFunction = (
  argument: Uint8Array,
) => Uint8Array | number | ForeignAnswer;

/** Foreign functions by name. */
export type ForeignFunctions = Record<string, ForeignFunction>;
