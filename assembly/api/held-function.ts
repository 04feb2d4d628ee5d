/** A function object, in a filter whose functions take variables along. */
export class FunctionObject {}

/** What a held function is in such a filter: the collector keeps it. */
export type HeldObject = FunctionObject;

/**
 * A function that is called later, or 0. It is an address, which the collector does not
 * look at, in a filter whose functions take nothing along: they are all in static memory.
 * In others the transform makes it the same as `HeldObject`.
 */
export type HeldFunction = usize;
