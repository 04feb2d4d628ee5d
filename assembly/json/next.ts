/** What a reader goes over next. */
export const enum Next {
  /** A value. */
  Value,
  /** The first value of a list or an object, or its end. */
  First,
  /** What follows a value. */
  More,
}
