/**
 * The live contexts by the host's number. The host counts upwards, so the low
 * bits of a number are already an even spread over the buckets.
 */
import { callIndirect } from "./abi/call-indirect";
import { Context } from "./contexts/context";
import { HAS_CONTEXTS } from "./features";

type Buckets = StaticArray<Context | null>;

const FIRST_BUCKETS: i32 = 64;

let buckets: Buckets = HAS_CONTEXTS
  ? newBuckets(FIRST_BUCKETS)
  : changetype<Buckets>(0);

/** How many contexts are live; static memory, as a global would cost a name. */
const LIVE = memory.data(4, 4);

/** Returns how many contexts are live. */
export function liveContexts(): u32 {
  return load<u32>(LIVE);
}

/** The last bucket; their number is a power of two, so that all its bits are set. */
let last: i32 = FIRST_BUCKETS - 1;

/** Returns the context of a number, or `null`. */
export function findContext(id: u32): Context | null {
  const first = unchecked(buckets[bucketOf(id)]);
  if (first == null || first.sdkId == id) return first;
  return callIndirect(findBefore)(first, id).sdkNext;
}

/** Adds a context under its `id`, which is not in the table yet. */
export function addContext(context: Context): void {
  if (liveContexts() > <u32>last) {
    callIndirect(grow)();
  }
  store<u32>(LIVE, liveContexts() + 1);
  Bucket.add(context);
}

/** Removes and returns the context of a number; `null` where there is none. */
export function removeContext(id: u32): Context | null {
  const bucket = bucketOf(id);
  const first = unchecked(buckets[bucket]);
  if (first == null) return null;
  if (first.sdkId == id) {
    unchecked((buckets[bucket] = first.sdkNext));
    forget(first);
    return first;
  }
  const previous = callIndirect(findBefore)(first, id);
  const context = previous.sdkNext;
  if (context == null) return null;
  previous.sdkNext = context.sdkNext;
  forget(context);
  return context;
}

/** Returns the context before that of a number in a bucket, or the last one in it. */
function findBefore(first: Context, id: u32): Context {
  let previous = first;
  let context = first.sdkNext;
  while (context != null && context.sdkId != id) {
    previous = context;
    context = context.sdkNext;
  }
  return previous;
}

function forget(context: Context): void {
  context.sdkNext = null;
  store<u32>(LIVE, liveContexts() - 1);
}

function bucketOf(id: u32): i32 {
  return (<i32>id) & last;
}

/** A class, as only methods can be `@inline`. */
class Bucket {
  /** Puts a context first into the bucket of its number. */
  @inline
  static add(context: Context): void {
    const bucket = bucketOf(context.sdkId);
    context.sdkNext = unchecked(buckets[bucket]);
    unchecked((buckets[bucket] = context));
  }
}

function grow(): void {
  const old = buckets;
  const length = last + 1;
  buckets = newBuckets(length << 1);
  last += length;
  for (let i = 0; i < length; i++) {
    let context = unchecked(old[i]);
    while (context != null) {
      const next = context.sdkNext;
      Bucket.add(context);
      context = next;
    }
  }
}

// The constructor's check of the length would cost every module 200 bytes.
function newBuckets(length: i32): Buckets {
  const size = (<usize>length) << alignof<usize>();
  const address = __new(size, idof<Buckets>());
  memory.fill(address, 0, size);
  return changetype<Buckets>(address);
}
