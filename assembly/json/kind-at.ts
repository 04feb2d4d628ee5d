import { Byte } from "./bytes";
import { JsonKind } from "./json-kind";

/** Returns the kind of the value that begins with the byte at an address. */
export function kindAt(at: usize): JsonKind {
  const byte: u32 = load<u8>(at);
  if (byte == Byte.Quote) return JsonKind.Text;
  if (byte - Byte.Zero < 10 || byte == Byte.Minus) return JsonKind.Number;
  if (byte == Byte.ObjectBegin) return JsonKind.Object;
  if (byte == Byte.ListBegin) return JsonKind.List;
  if (byte == Byte.LowerT || byte == Byte.LowerF) return JsonKind.Bool;
  return byte == Byte.LowerN ? JsonKind.Null : JsonKind.None;
}
