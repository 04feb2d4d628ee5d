/**
 * What the compiler knows without an import, and its own declarations for editors
 * in `assemblyscript/std/assembly` leave out: the interface of its runtimes, and
 * the path under which it imports its standard library. For editors and `tsc`
 * only; the compiler does not read this file.
 */

/** Allocates an object of the collector's; `id` is its class, as of `idof`. */
declare function __new(size: usize, id: u32): usize;

/** Changes the size of an object, which may move: returns where it is then. */
declare function __renew(address: usize, size: usize): usize;

/** Allocates a block of the memory manager's, which is the caller's to free. */
declare function __alloc(size: usize): usize;

/** Frees a block of the memory manager's. */
declare function __free(address: usize): void;

/** Keeps an object from being collected until it is unpinned; returns `address`. */
declare function __pin(address: usize): usize;

/** Lets an object be collected again. */
declare function __unpin(address: usize): void;

/** Collects garbage. */
declare function __collect(): void;

/** Tells the collector that an object is referred to. */
declare function __visit(address: usize, cookie: u32): void;

/** Tells the collector that one object refers to another. */
declare function __link(
  parent: usize,
  child: usize,
  expectMultiple: bool,
): void;

/** Calls `__visit` for what globals refer to. */
declare function __visit_globals(cookie: u32): void;

/** Calls `__visit` for what the fields of an object refer to. */
declare function __visit_members(address: usize, cookie: u32): void;

/** A function that a module may have: called with each object before it is freed. */
declare function __finalize(address: usize): void;

/** The compiler's `Date`, also where a global of the same name takes its place. */
declare module "date" {
  const standard: typeof Date;
  export { standard as Date };
}

/** The ABI to build for; defined by the `use` of a configuration, or not at all. */
declare const PROXY_WASM_ABI: i32;

/** Defined in tests of the collector only. */
declare const PROXY_WASM_EAGER_COLLECTOR: i32;

/**
 * What `inspect` looks for in a value. The compiler checks no such bound, and compiles
 * only what a value has.
 */
interface Inspected extends ArrayLike<Inspected> {
  readonly size: i32;
  keys(): Inspected[];
  values(): Inspected[];
  toString(): string;
}

// What the transform adds to the library.

/** What a `for…of` goes through; the transform makes a loop by index of it. */
interface ListIterator<T> {
  next(): { readonly value: T; readonly done: bool };
  [Symbol.iterator](): ListIterator<T>;
}

declare namespace console {
  /** Logs values of any type, with spaces between, at level Info. */
  export function log(...values: unknown[]): void;
  /** Logs values of any type, with spaces between, at level Debug. */
  export function debug(...values: unknown[]): void;
  /** Logs values of any type, with spaces between, at level Info. */
  export function info(...values: unknown[]): void;
  /** Logs values of any type, with spaces between, at level Warn. */
  export function warn(...values: unknown[]): void;
  /** Logs values of any type, with spaces between, at level Error. */
  export function error(...values: unknown[]): void;
}

interface _Float {
  /** Returns a number with as many digits behind the point, rounded as JavaScript does. */
  toFixed(digits?: i32): string;
}

interface Array<T> {
  /** Returns the first element that a function accepts, or `null`. */
  find(fn: (value: T, index: i32, array: Array<T>) => bool): T | null;
  /** Returns the last element that a function accepts, or `null`. */
  findLast(fn: (value: T, index: i32, array: Array<T>) => bool): T | null;
  /** Returns the elements of all lists that a function returns, in one. */
  flatMap<U>(fn: (value: T, index: i32, array: Array<T>) => U[]): U[];
  /** Returns the elements in order, in an array of its own. */
  toSorted(comparator?: (a: T, b: T) => i32): Array<T>;
  /** Returns the elements from last to first, in an array of its own. */
  toReversed(): Array<T>;
  /** Returns indexes and elements, in a `for…of` only. */
  entries(): ListIterator<[i32, T]>;
  [Symbol.iterator](): ListIterator<T>;
}

interface StaticArray<T> {
  /** Returns the first element that a function accepts, or `null`. */
  find(fn: (value: T, index: i32, array: StaticArray<T>) => bool): T | null;
  /** Returns the last element that a function accepts, or `null`. */
  findLast(fn: (value: T, index: i32, array: StaticArray<T>) => bool): T | null;
  [Symbol.iterator](): ListIterator<T>;
}

interface Map<K, V> {
  /** Calls a function with each value and its key, as they are when it is called. */
  forEach(fn: (value: V, key: K, map: Map<K, V>) => void): void;
  /** Returns keys and values, in a `for…of` only. */
  entries(): ListIterator<[K, V]>;
  [Symbol.iterator](): ListIterator<[K, V]>;
}

interface Set<K> {
  /** Calls a function with each element, as they are when it is called. */
  forEach(fn: (value: K, again: K, set: Set<K>) => void): void;
  [Symbol.iterator](): ListIterator<K>;
}

interface String {
  [Symbol.iterator](): ListIterator<string>;
}

interface TypedArray<T> {
  [Symbol.iterator](): ListIterator<T>;
}
