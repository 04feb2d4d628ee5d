/**
 * Makes an object of a class whose fields are all to be 0 at first, without its
 * constructor, which would set each.
 */
export function blank<T>(): T {
  return changetype<T>(__new(offsetof<T>(), idof<T>()));
}
