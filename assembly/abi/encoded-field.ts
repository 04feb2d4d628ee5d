import { callIndirect } from "./call-indirect";
import { CHECKS_NAMES } from "../features";
import { FieldRule, isFieldValue, REFUSED } from "./field-rule";
import { nameKind, NO_NAME } from "./field-name";
import { encodeByRule } from "./utf8";

// 64 places of 16 bytes each.
const PLACES = memory.data(1024, 16);
const MASK: usize = 1023 & ~15;

/** As `source` of a place whose text is not kept. */
const NOTHING: usize = 1;

/** The longest text that is kept, in UTF-16 units. */
const LONGEST: i32 = 64;

const NAME = memory.data(16, 4);
const VALUE = memory.data(16, 4);

/**
 * A header's name or value as UTF-8.
 *
 * A name mostly stands in the filter's source. Such a text is static memory and never
 * changes, so it is encoded and checked once, and kept in a place that its address
 * decides on. The first text that comes to a place stays; others of the same place,
 * those that no header may have and long ones are encoded each time.
 *
 *     place  ┌─────────────┬────────────┬───────────┬───────────┐
 *            │ source: u32 │ start: u32 │ size: u32 │ kind: u32 │   × 64
 *            └─────────────┴────────────┴───────────┴───────────┘
 */
@unmanaged
@final
export class EncodedField {
  /** The text in this place; 0 where there was none yet. */
  source: usize = 0;
  /** The address of the bytes. */
  start: usize = 0;
  /** How many they are; `REFUSED` where the text is not what was asked for. */
  size: usize = 0;
  /** What kind of name it is, where it was asked for as one: see `field-name.ts`. */
  kind: u32 = NO_NAME;

  /** Returns any text; `room` has room for it. It is there until the next name. */
  static of(text: string, room: usize): EncodedField {
    return find(text, FieldRule.Any, room, NAME);
  }

  /** Returns a name; `room` has room for it. It is there until the next name. */
  static ofName(text: string, room: usize): EncodedField {
    const found = find(text, FieldRule.Any, room, NAME);
    return CHECKS_NAMES ? checked(found) : found;
  }

  /** Returns a value; `room` has room for it. It is there until the next value. */
  static ofValue(text: string, room: usize): EncodedField {
    return find(text, FieldRule.Value, room, VALUE);
  }

  /** Returns a value of bytes, where they are. It is there until the next value. */
  static ofBytes(bytes: Uint8Array): EncodedField {
    const found = changetype<EncodedField>(VALUE);
    found.start = bytes.dataStart;
    found.size = isFieldValue(bytes.dataStart, bytes.byteLength)
      ? <usize>bytes.byteLength
      : REFUSED;
    return found;
  }

  /**
   * Writes the text, which is not refused, and a NUL to `at`; returns the address
   * after both.
   */
  writeTo(at: usize): usize {
    const end = at + this.size;
    memory.copy(at, this.start, this.size);
    store<u8>(end, 0);
    return end + 1;
  }
}

function find(
  text: string,
  rule: FieldRule,
  room: usize,
  other: usize,
): EncodedField {
  const address = changetype<usize>(text);
  if (address < __heap_base) {
    const place = changetype<EncodedField>(PLACES + (address & MASK));
    if (place.source == address) return place;
    if (place.source == 0 && callIndirect(keep)(text, place, room))
      return place;
  }
  const found = changetype<EncodedField>(other);
  found.start = room;
  found.size = encodeByRule(text, rule, room);
  return found;
}

/** Returns a text that was asked for as a name, or the other place, refused. */
function checked(found: EncodedField): EncodedField {
  const other = changetype<EncodedField>(NAME);
  if (found == other)
    found.kind = callIndirect(nameKind)(found.start, found.size);
  if (found.kind != NO_NAME) return found;
  other.size = REFUSED;
  return other;
}

/** Takes a place for a text that never changes; false where it is not to be kept. */
function keep(text: string, place: EncodedField, room: usize): bool {
  place.source = NOTHING;
  if (text.length > LONGEST) return false;
  const size = encodeByRule(text, FieldRule.Value, room);
  if (size == REFUSED) return false;
  if (CHECKS_NAMES) place.kind = nameKind(room, size);
  place.source = changetype<usize>(text);
  place.start = heap.alloc(size);
  place.size = size;
  memory.copy(place.start, room, size);
  return true;
}
