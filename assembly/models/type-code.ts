/**
 * The types of values, as the transform describes them (`transform/models/type-bytes.js`): a
 * byte with the kind and what else there is, and then
 *
 *     of a list    class id: u16 │ type of its items
 *     of a map     link: u8 │ type of its values
 *     of a model   link: u8
 *     of rules     link: u8
 *
 * A link is the number of one of the functions that stand to a model.
 */
export const enum TypeCode {
  /** Any value, which is not kept. */
  Any,
  Bool,
  /** A whole number, which may be written as a text. */
  Whole,
  Float,
  Text,
  List,
  Map,
  Model,
  /** The rules of settings. */
  Rules,

  /** The bits that have the kind. */
  Kind = 15,
  /** The bits that have the size: that power of two is how many bytes a value takes. */
  SizeBits = 48,
  SizeShift = 4,
  /** A number that may be negative; a text or a model that may be null. */
  Wider = 64,
  /** Settings that go over others. */
  Part = 128,
}
