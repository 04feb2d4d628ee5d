/**
 * Why a value is not what was asked for.
 *
 * ```ts
 * const reader = JsonReader.ofText("1.5");
 * const limit = reader.readI32Or(10);
 * if (reader.mismatch == JsonMismatch.Fraction) log.info(`not whole: ${limit} is used`);
 * ```
 */
export enum JsonMismatch {
  /** It is what was asked for. */
  None,
  /** It is of another kind, as a text where a number was asked for. */
  Kind,
  /** The number is not whole. */
  Fraction,
  /** The number is too large or too small for the type. */
  Range,
  /**
   * A whole number, written in digits, that 64-bit floating point cannot hold exactly
   * or that has more than 19 digits.
   */
  Precision,
  /** There is no value: the document has a fault, or is at its end. */
  Fault,
}
