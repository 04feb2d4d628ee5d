/**
 * Replaces a method of one of the compiler's objects, or of all of a class; private
 * ones too, which its types hide.
 *
 * @template {object} T
 * @template {unknown[]} A
 * @template R
 * @param {T} owner
 * @param {string} name
 * @param {(self: T, original: (...args: A) => R, ...args: A) => R} replacement
 */
export function override(owner, name, replacement) {
  const methods = /** @type {Record<string, (...args: A) => R>} */ (owner);
  const original = methods[name];
  methods[name] = function (...args) {
    return replacement(
      /** @type {never} */ (this),
      original.bind(this),
      ...args,
    );
  };
}

/**
 * Calls a method that the compiler's types hide.
 *
 * @template R
 * @param {object} owner
 * @param {string} name
 * @param {unknown[]} args
 */
export function callHidden(owner, name, ...args) {
  const methods = /** @type {Record<string, (...args: unknown[]) => R>} */ (
    owner
  );
  return methods[name](...args);
}
