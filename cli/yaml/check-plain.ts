/** More than anybody writes by hand. */
const MAX_DEPTH = 100;
const MAX_VALUES = 1_000_000;

/**
 * Says why JSON could not hold a value as it is, or returns undefined. A value may
 * contain itself, be too deep or too large, or have a key `__proto__`, which would get
 * lost.
 *
 *     checkPlain({ a: [1, "b", null] }); // undefined
 */
export function checkPlain(value: unknown): string | undefined {
  let count = 0;
  const check = (each: unknown, ancestors: unknown[]): string | undefined => {
    if (++count > MAX_VALUES) return "it holds more than a million values";
    if (!(each instanceof Object)) return undefined;
    if (ancestors.includes(each)) return "a part of it contains itself";
    if (ancestors.length === MAX_DEPTH) {
      return `it is more than ${MAX_DEPTH} levels deep`;
    }
    if (!Array.isArray(each) && Object.getPrototypeOf(each) !== PLAIN) {
      return "it holds a value that JSON cannot represent";
    }
    if (Object.hasOwn(each, "__proto__")) {
      return 'it has a key "__proto__", which is not passed on';
    }
    const inner: unknown[] = Object.values(each);
    for (const one of inner) {
      const why = check(one, [...ancestors, each]);
      if (why !== undefined) return why;
    }
    return undefined;
  };
  return check(value, []);
}

const PLAIN: unknown = Object.prototype;
