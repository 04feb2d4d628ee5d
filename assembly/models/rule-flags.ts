/** What is to be checked of a key's value, as bits; see `key-rules.ts`. */
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
