/**
 * The two ends of each callback. Between turns nothing on the Wasm stack refers to an
 * object, so the end of a turn is where garbage is collected; a callback that makes
 * more than a little collects in its loops as well (`collector.ts`).
 */
import { closeTurn, openTurn } from "../abi/turn";
import { HAS_COMPILER_RUNTIME } from "../features";
import { collectIfDue } from "./collector";

// The values of ASC_RUNTIME, as in the compiler's `shared/runtime`.
const STUB = 0;
const MINIMAL = 1;

/** Begins a turn. */
export function enter(): void {
  openTurn();
}

/** Ends a turn, and collects garbage if enough has gathered. */
export function leave(): void {
  if (closeTurn() != 0) return;
  if (ASC_RUNTIME == STUB) {
    ERROR(
      "The stub runtime never frees memory, and a filter runs for months: remove `runtime` from asconfig.json.",
    );
  }
  if (ASC_RUNTIME == MINIMAL) {
    if (HAS_COMPILER_RUNTIME) countTurn();
    else collectIfDue();
  }
}

// The rest is for builds without the transform. The compiler's collector tells
// nobody how much was allocated, so turns are counted, and growth of the memory.

const TURNS: u32 = 1024;

/** The number of turns once memory has grown before they were over. */
const TURNS_AFTER_GROWTH: u32 = 256;

@unmanaged
class Counted {
  /** Turns since the last collection. */
  turns: u32 = 0;
  /** After how many to collect. */
  limit: u32 = 0;
  /** The memory's size after the last collection, in pages. */
  pages: u32 = 0;
}

const counted = changetype<Counted>(memory.data<u32>([0, TURNS, 1]));

function countTurn(): void {
  const turns = counted.turns + 1;
  counted.turns = turns;
  const hasGrown = <u32>memory.size() != counted.pages;
  if (!hasGrown && turns < counted.limit) return;
  if (hasGrown) counted.limit = TURNS_AFTER_GROWTH;
  counted.turns = 0;
  __collect();
  counted.pages = memory.size();
}
