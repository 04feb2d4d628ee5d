/**
 * What as-pect adds to specs, for editors and `tsc` only: the `exports` of
 * `@as-pect/assembly` leave out its own declarations, so TypeScript 6 does not find
 * them. Interfaces and functions, because these merge with as-pect's own.
 */

/** Groups tests; `callback` calls `test`, and cannot read variables around it. */
declare function describe(description: string, callback: () => void): void;

/** Runs one test, which fails when an expectation fails or something throws. */
declare function it(description: string, callback: () => void): void;

/** The same as `it`. */
declare function test(description: string, callback: () => void): void;

/** A test that does not run, and is reported as one to do. */
declare function xit(description: string, callback: () => void): void;

/** The same as `xit`. */
declare function xtest(description: string, callback: () => void): void;

/** Reports something to do. */
declare function todo(description: string): void;

/** A test that passes only when its callback throws. */
declare function throws(
  description: string,
  callback: () => void,
  message?: string,
): void;

/** The same as `throws`. */
declare function itThrows(
  description: string,
  callback: () => void,
  message?: string,
): void;

/** Calls a function before each test of the group. */
declare function beforeEach(callback: () => void): void;

/** Calls a function once before the tests of the group. */
declare function beforeAll(callback: () => void): void;

/** Calls a function after each test of the group. */
declare function afterEach(callback: () => void): void;

/** Calls a function once after the tests of the group. */
declare function afterAll(callback: () => void): void;

/** Says what a value is expected to be: `expect(1 + 1).toBe(2)`. */
declare function expect<T>(actual: T | null): Expectation<T>;

/** Says what a function is expected to do: `expectFn(() => {…}).toThrow()`. */
declare function expectFn(callback: () => void): Expectation<() => void>;

/** Shows a value beside the test that logs it. */
declare function log<T>(value: T | null): void;

/** Stops a debugger where one is attached. */
declare function debug(): void;

/** What `expect` returns. */
interface Expectation<T> {
  /** Equal by `==`: strings by their text, other objects by identity. */
  toBe(expected: T | null, message?: string): void;
  /** Equal field by field and element by element. */
  toStrictEqual(expected: T | null, message?: string): void;
  /** Equal byte by byte in memory. */
  toBlockEqual(expected: T | null, message?: string): void;
  /** The function throws. */
  toThrow(message?: string): void;
  toBeTruthy(message?: string): void;
  toBeFalsy(message?: string): void;
  toBeNull(message?: string): void;
  toBeGreaterThan(expected: T | null, message?: string): void;
  toBeGreaterThanOrEqual(expected: T | null, message?: string): void;
  toBeLessThan(expected: T | null, message?: string): void;
  toBeLessThanOrEqual(expected: T | null, message?: string): void;
  /** Equal to as many decimal places, 2 unless said otherwise. */
  toBeCloseTo(expected: T, decimalPlaces?: number, message?: string): void;
  toBeNaN(message?: string): void;
  toBeFinite(message?: string): void;
  toHaveLength(expected: i32, message?: string): void;
  /** An array, a set or a map has this value. */
  toInclude(expected: unknown, message?: string): void;
  /** The same as `toInclude`. */
  toContain(expected: unknown, message?: string): void;
  /** An array, a set or a map has a value that is equal field by field. */
  toIncludeEqual(expected: unknown, message?: string): void;
  /** The same as `toIncludeEqual`. */
  toContainEqual(expected: unknown, message?: string): void;
  /** Equal to what the snapshot of this name holds. */
  toMatchSnapshot(name?: string | null): void;
  /** Expects the opposite. */
  not: Expectation<T>;
  actual: T | null;
}
