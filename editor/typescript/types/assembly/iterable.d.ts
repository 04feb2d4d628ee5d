/** Without it, TypeScript 6 and 7 let `for…of` go through arrays and strings only. */
interface Iterable<T, TReturn = unknown, TNext = unknown> {
  [Symbol.iterator](): {
    next(value?: TNext): { done: bool; value: T | TReturn };
  };
}
