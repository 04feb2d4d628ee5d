/**
 * What every call to another service has while it is under way, and the table of
 * those that are. A callout is found by its token when the host answers, and by
 * its owner when a context ends; both take constant time.
 */
import { onContextEnd } from "./context-end";

/** The part that makes a context wait: the number by which the host knows it. */
export interface Waiter {
  /** The host's number of the context. */
  id: u32;
}

/** Which of the host's functions a callout came from. */
export enum CalloutKind {
  /** An HTTP call. */
  Http,
  /** A unary gRPC call. */
  GrpcCall,
  /** A gRPC stream. */
  GrpcStream,
  /** An HTTP call whose answer a handler waits for. */
  AwaitedHttp,
  /** A unary gRPC call whose answer a handler waits for. */
  AwaitedGrpcCall,
  /** No call: a handler waits for something else. */
  None,
}

/** A call that is under way. */
export class Callout {
  // What is not for filters begins with `sdk`: they see the calls that extend it.
  /** The number by which the host names the call when it answers. */
  sdkToken: u32 = 0;
  /** The number of the context that waits. */
  sdkOwner: u32 = 0;
  /** The next in the same bucket of tokens. */
  sdkNextOfToken: Callout | null = null;
  /** The address of the next in the same bucket of owners. */
  sdkNextOfOwner: usize = 0;

  constructor(public sdkKind: CalloutKind) {}

  /** Cancels the call, as nobody waits any more; an HTTP call cannot be cancelled. */
  sdkAbandon(): void {}
}

type Buckets = StaticArray<Callout | null>;

const FIRST_BUCKETS: i32 = 16;

class CalloutTable {
  count: i32 = 0;
  byToken: Buckets = new StaticArray<Callout | null>(FIRST_BUCKETS);
  byOwner: Buckets = weakBuckets(FIRST_BUCKETS);
}

// Pinned, and without its type: a global of the table's type would bring its code
// into every module.
let table: usize = 0;

/** Returns how many callouts are under way. */
export function pendingCallouts(): i32 {
  return table == 0 ? 0 : changetype<CalloutTable>(table).count;
}

/**
 * Adds a callout that the host has accepted under `token`. An older one with the same
 * token is forgotten, as the host's answers could not be told apart.
 */
export function addCallout(callout: Callout, token: u32, owner: u32): void {
  if (table == 0) {
    table = __pin(changetype<usize>(new CalloutTable()));
    onContextEnd(abandonCallouts);
  }
  const all = changetype<CalloutTable>(table);
  const old = findCallout(callout.sdkKind, token);
  if (old != null) removeCallout(old);
  if (all.count >= all.byToken.length) grow(all);
  callout.sdkToken = token;
  callout.sdkOwner = owner;
  all.count++;
  link(all, callout);
}

/** Returns the callout of a token, or `null`. */
export function findCallout(kind: CalloutKind, token: u32): Callout | null {
  if (table == 0) return null;
  const buckets = changetype<CalloutTable>(table).byToken;
  let each = unchecked(buckets[bucketOf(token, buckets)]);
  while (each != null && (each.sdkToken != token || each.sdkKind != kind)) {
    each = each.sdkNextOfToken;
  }
  return each;
}

/** Removes a callout; false where it was not in the table any more. */
export function removeCallout(callout: Callout): bool {
  if (findCallout(callout.sdkKind, callout.sdkToken) != callout) return false;
  const all = changetype<CalloutTable>(table);
  unlinkToken(all.byToken, callout);
  unlinkOwner(all.byOwner, callout);
  all.count--;
  return true;
}

/** Drops all callouts of a context that has ended. */
export function abandonCallouts(owner: u32): void {
  if (table == 0) return;
  const buckets = changetype<CalloutTable>(table).byOwner;
  let each = unchecked(buckets[bucketOf(owner, buckets)]);
  while (each != null) {
    // Held, as it may be removed while this one is abandoned.
    const next = changetype<Callout | null>(each.sdkNextOfOwner);
    if (each.sdkOwner == owner) {
      removeCallout(each);
      each.sdkAbandon();
    }
    each = next;
  }
}

// The lowest bits of a token tell its kind in Envoy, and so spread nothing.
function bucketOf(number: u32, buckets: Buckets): i32 {
  return <i32>((number ^ (number >> 2)) & (<u32>buckets.length - 1));
}

function link(all: CalloutTable, callout: Callout): void {
  const tokens = all.byToken;
  const token = bucketOf(callout.sdkToken, tokens);
  callout.sdkNextOfToken = unchecked(tokens[token]);
  unchecked((tokens[token] = callout));
  const owners = all.byOwner;
  const owner = bucketOf(callout.sdkOwner, owners);
  callout.sdkNextOfOwner = changetype<usize>(unchecked(owners[owner]));
  unchecked((owners[owner] = callout));
}

function unlinkToken(buckets: Buckets, callout: Callout): void {
  const bucket = bucketOf(callout.sdkToken, buckets);
  let previous = unchecked(buckets[bucket]);
  if (previous == callout) {
    unchecked((buckets[bucket] = callout.sdkNextOfToken));
  } else {
    while (previous != null && previous.sdkNextOfToken != callout) {
      previous = previous.sdkNextOfToken;
    }
    if (previous != null) previous.sdkNextOfToken = callout.sdkNextOfToken;
  }
  callout.sdkNextOfToken = null;
}

function unlinkOwner(buckets: Buckets, callout: Callout): void {
  const address = changetype<usize>(callout);
  const bucket = bucketOf(callout.sdkOwner, buckets);
  const next = changetype<Callout | null>(callout.sdkNextOfOwner);
  let previous = unchecked(buckets[bucket]);
  if (previous == callout) {
    unchecked((buckets[bucket] = next));
  } else {
    while (previous != null && previous.sdkNextOfOwner != address) {
      previous = changetype<Callout | null>(previous.sdkNextOfOwner);
    }
    if (previous != null) previous.sdkNextOfOwner = callout.sdkNextOfOwner;
  }
  callout.sdkNextOfOwner = 0;
}

/**
 * Makes buckets that do not hold what is in them, as those of tokens do: the collector takes
 * them for bytes, and visits each callout once.
 */
function weakBuckets(length: i32): Buckets {
  const size = (<usize>length) << alignof<usize>();
  const buckets = __new(size, idof<ArrayBuffer>());
  memory.fill(buckets, 0, size);
  return changetype<Buckets>(buckets);
}

function grow(all: CalloutTable): void {
  const old = all.byToken;
  all.byToken = new StaticArray<Callout | null>(old.length << 1);
  all.byOwner = weakBuckets(old.length << 1);
  for (let i = 0; i < old.length; i++) {
    let each = unchecked(old[i]);
    while (each != null) {
      const next = each.sdkNextOfToken;
      link(all, each);
      each = next;
    }
  }
}
