/**
 * Tells whether an object has all members of a shape, one of `NODES` or `ELEMENTS`.
 *
 * @param {object} object
 * @param {readonly string[]} shape
 */
export function has(object, shape) {
  return shape.every((member) => member in object);
}
