/**
 * What a JSON text can hold.
 *
 * ```ts
 * const value = parseJson('["a", "b"]');
 * if (value != null && value.kind == JsonKind.List) log.info(`${value.length} items`);
 * ```
 */
export enum JsonKind {
  /** `null`. */
  Null,
  /** `true` or `false`; see `JsonValue.boolOr`. */
  Bool,
  /** A number, as it is written. */
  Number,
  /** A string. */
  Text,
  /** An array. */
  List,
  /** An object. */
  Object,
  /** No value: a reader is at the end, or at a fault. A `JsonValue` never is of it. */
  None,
}
