/**
 * What the transform writes of a model's keys, which are in memory one after another
 * (`transform/models/key-bytes.js`):
 *
 *     size: u16 │ flags: u16 │ size of the key: u8 │ size of what is wanted: u16
 *     key │ what is wanted │ range: f64, f64 │ length: u32, u32 │ names or pattern
 *
 * A size of 0 ends the list.
 */
export const enum RuleFlag {
  /** The key has to be there. */
  Required = 1,
  /** There are two bounds of a number. */
  Range = 2,
  /** There are two bounds of a length. */
  Length = 4,
  /** There is a pattern. */
  Pattern = 8,
  /** A number is written as a duration. */
  Duration = 16,
  /** A number may be written as a size. */
  Size = 32,
  /** A number is written as one of the names that are there. */
  Names = 64,
  /** The length is that of a list or a map. */
  OfItems = 128,
  /** No fault shows the value. */
  Secret = 256,
}

/** Where the key is in the description of one. */
export const KEY_OFFSET: usize = 7;
