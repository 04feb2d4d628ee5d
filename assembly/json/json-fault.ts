/**
 * Why a document is not JSON, or is refused by a limit.
 *
 * ```ts
 * const reader = JsonReader.ofText("[1,]");
 * reader.skip();
 * if (reader.fault == JsonFault.Syntax) log.info(reader.describeFault());
 * ```
 */
export enum JsonFault {
  /** No fault was found so far. */
  None,
  /** The document ends within a value, or is empty. */
  End,
  /** A byte that cannot stand where it is; also after the document's value. */
  Syntax,
  /** A number that is written as JSON does not allow, as 01 or 1. */
  Number,
  /** A control character in a text, or an escape that does not exist. */
  Text,
  /** Bytes in a text that are not UTF-8. */
  Utf8,
  /** Lists and objects are nested too deep. */
  Depth,
}

/** The fault that was found last, and its address; static memory. */
@unmanaged
class FoundFault {
  fault: JsonFault = JsonFault.None;
  at: usize = 0;
}

const found = changetype<FoundFault>(memory.data(8, 4));

/** Notes a fault; returns 0, which stands for an address that is not there. */
export function noteFault(fault: JsonFault, at: usize): usize {
  found.fault = fault;
  found.at = at;
  return 0;
}

/** Returns the fault that was noted last. */
export function notedFault(): JsonFault {
  return found.fault;
}

/** Returns the address of the fault that was noted last. */
export function notedAt(): usize {
  return found.at;
}

/** Returns a fault as a part of a sentence. */
export function faultText(fault: JsonFault): string {
  switch (fault) {
    case JsonFault.None:
      return "no fault";
    case JsonFault.End:
      return "the document ends too early";
    case JsonFault.Syntax:
      return "a byte cannot stand here";
    case JsonFault.Number:
      return "a number is not written as JSON";
    case JsonFault.Text:
      return "a control character or an unknown escape in a text";
    case JsonFault.Utf8:
      return "a text is not UTF-8";
    default:
      return "the nesting is too deep";
  }
}
