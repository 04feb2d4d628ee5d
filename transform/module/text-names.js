/**
 * Returns the first name in a line of a module's text, without the dollar and the
 * quotes.
 *
 * @param {string} text
 */
export function nameIn(text) {
  return namesIn(text)[0];
}

/**
 * Returns all names in a line of a module's text.
 *
 * @param {string} text
 */
export function namesIn(text) {
  return [...text.matchAll(/\$(?:"((?:[^"\\]|\\.)*)"|([^\s()]+))/g)].map(
    ([, quoted, plain]) => quoted ?? plain,
  );
}
