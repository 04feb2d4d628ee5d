/**
 * A copy of the header map that a callback reads, so that further reads need not ask the
 * host. A header that the host finds costs two crossings, the call and the `malloc` that
 * its answer needs. All headers of a usual map cost little more than one of them.
 *
 * Only headers that are found are answered from the copy. The host is asked for a name
 * that is not in it, which costs little where it finds nothing. So `host`, which Envoy
 * keeps as `:authority`, and whatever another host finds by rules of its own, reads as if
 * there was no copy.
 *
 * The copy is made:
 *
 *   - at the first read, where the last two turns of this map found enough headers;
 *   - else once enough headers have been found by one call each;
 *   - whenever a filter asks for all headers.
 *
 * It ends with the callback, with a callback within it, with another context or map, and
 * with each host function that may change headers. An edit of a name ends it for that
 * name: only the host knows what a second value becomes. An edit of a pseudo-header or of
 * `host` ends all of it, as these have aliases.
 *
 * The transform empties these functions in a module that never reads several headers in
 * one callback (`transform/module/drop-kept-headers.js`).
 */
import { proxy_get_header_map_pairs } from "./env";
import { EncodedField } from "./encoded-field";
import { entryDepth } from "./entry-depth";
import { MapType, Status } from "./enums";
import { outAddress, outSize, takeBuffer, wantBuffer } from "./memory";
import { findPair, pairCount } from "./pairs";

/** Static memory, as globals would cost a name each. */
@unmanaged
class Turn {
  /** The map that is read. */
  map: i32 = 0;
  /** How many headers were found in it, whoever found them. */
  found: u32 = 0;
  /** The names that were edited since the copy was made; several share a bit. */
  edited: u32 = 0;
  /** A copy of this turn has ended before the turn. */
  isLate: bool = false;
  /** Enough headers were found for a copy to pay. */
  paid: bool = false;
}

const turn = changetype<Turn>(memory.data(16, 4));

/** The copy, in the encoding of pairs; `null` where there is none. */
let copy: ArrayBuffer | null = null;

/** What earlier turns have shown about a map. */
@unmanaged
class Habit {
  /** How many turns in a row found enough headers, up to `SURE`. */
  turns: u8 = 0;
  /** How many headers are enough; 0 before the first copy. */
  enough: u8 = 0;
}

const HABITS = memory.data(16, 4);

const SURE: u32 = 2;

/** How many headers are enough in a small map. */
const FEW: u32 = 2;

/** With this many entries more, a copy costs one read more. */
const PER_READ: u32 = 32;

/** As `enough` for a map that the host does not give whole. */
const NEVER: u32 = 255;

/**
 * Returns the address of a header's first value in the copy, and its size in the upper
 * half; 0 where the host must say.
 */
export function keptValue(map: MapType, name: EncodedField): u64 {
  if (turn.map != map) {
    endKept();
    turn.map = map;
  }
  if (copy == null) {
    // Outside of callbacks, nothing says when a map may have changed.
    if (entryDepth() == 0) return 0;
    const habit = habitOf(map);
    const isSure = habit.turns >= SURE && !turn.isLate;
    if (!isSure && turn.found < enough(habit)) return 0;
    fetch(map, habit);
  }
  const pairs = changetype<usize>(copy);
  if (pairs == 0 || (turn.edited & bitOf(name)) != 0) return 0;
  const found = findPair(pairs, load<u32>(pairs), name.start, name.size);
  if (found != 0) turn.found++;
  return found;
}

/** Notes that the host has found a header that the copy did not have. */
export function noteFound(): void {
  turn.found++;
}

/** Returns all headers of a map; `null` where the host must say. */
export function keptPairs(map: MapType): ArrayBuffer | null {
  if (turn.map != map || turn.edited != 0 || copy == null) return null;
  turn.found++;
  return copy;
}

/** Keeps all headers of a map, which the host has just given. */
export function keepPairs(map: MapType, pairs: ArrayBuffer): void {
  if (entryDepth() == 0) return;
  if (turn.map != map) {
    endKept();
    turn.map = map;
  }
  turn.found++;
  keep(pairs, habitOf(map));
}

/** Notes that a header is edited, or may be. */
export function noteEdit(map: MapType, name: EncodedField): void {
  if (copy == null || turn.map != map) return;
  if (hasAlias(name)) dropKept();
  else turn.edited |= bitOf(name);
}

/** Ends the copy, as its headers may change. */
export function dropKept(): void {
  if (turn.found == 0 && copy == null) return;
  if (turn.found >= enough(habitOf(turn.map))) turn.paid = true;
  copy = null;
  turn.found = 0;
  turn.edited = 0;
  turn.isLate = true;
}

/** Ends the turn: a callback begins or ends, or another map is read. */
export function endKept(): void {
  dropKept();
  if (!turn.isLate) return;
  const habit = habitOf(turn.map);
  habit.turns = turn.paid ? <u8>min<u32>(habit.turns + 1, SURE) : 0;
  turn.isLate = false;
  turn.paid = false;
}

function fetch(map: MapType, habit: Habit): void {
  const out = outAddress();
  wantBuffer();
  const status: Status = proxy_get_header_map_pairs(map, out, outSize());
  const pairs = takeBuffer();
  if (status == Status.Ok) keep(pairs, habit);
  if (copy != null) return;
  // The map is gone in this turn, or the host does not give what it finds.
  if (turn.found != 0) habit.enough = <u8>NEVER;
  turn.found = 0;
  turn.isLate = true;
}

function keep(pairs: ArrayBuffer, habit: Habit): void {
  const count = pairCount(changetype<usize>(pairs), pairs.byteLength);
  if (count == 0) return;
  copy = pairs;
  turn.edited = 0;
  habit.enough = <u8>min(FEW + count / PER_READ, NEVER);
}

function habitOf(map: MapType): Habit {
  return changetype<Habit>(HABITS + ((<usize>(map & 7)) << 1));
}

function enough(habit: Habit): u32 {
  return habit.enough == 0 ? FEW : habit.enough;
}

/** Tells whether an edit of a name may change a header of another name. */
function hasAlias(name: EncodedField): bool {
  if (name.size == 0) return false;
  // "host", in any case.
  return (
    load<u8>(name.start) == 0x3a ||
    (name.size == 4 && (load<u32>(name.start) | 0x2020_2020) == 0x7473_6f68)
  );
}

/** Returns a bit for a name: the same one in whatever case it is written. */
function bitOf(name: EncodedField): u32 {
  const size = <u32>name.size;
  const last: u32 = size == 0 ? 0 : load<u8>(name.start + size - 1);
  return 1 << ((size * 7 + (last | 0x20)) & 31);
}
