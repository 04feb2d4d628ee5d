/** As of `assembly/models/type-code.ts`. */
export const KINDS = {
  any: 0,
  bool: 1,
  whole: 2,
  float: 3,
  text: 4,
  list: 5,
  map: 6,
  model: 7,
  rules: 8,
};

/** The bit from which on the size is: that power of two is how many bytes there are. */
export const SIZE_SHIFT = 4;

export const SIGNED = 64;
export const NULLABLE = 64;
export const PART = 128;
