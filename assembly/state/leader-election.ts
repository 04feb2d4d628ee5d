import { Status } from "../abi/enums";
import { blockSize, blockStart, dropBlock } from "../abi/memory";
import { monotonicNanoseconds } from "../api/clock";
import { fillRandom } from "../crypto/random";
import { SharedKey } from "../api/shared-key";

const MILLISECOND: u64 = 1_000_000;

/** A lease: who has it, until when, and how often it has changed hands. */
const LEASE: usize = 24;

/**
 * Elects one of the plugins with one `vm_id`, such as those of all workers, for work that only
 * one of them should do. It leads as long as it renews a lease in shared data; if it ends, or
 * its worker stands still, another one leads once the lease is over.
 *
 * Call `campaign` in `onTick`, several times within the lease.
 *
 * A leader whose worker stands still for longer than the lease notices that only at its next
 * `campaign`: use `term` if two must not act at once.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   election: LeaderElection = new LeaderElection("refresh", 3000);
 *   onConfigure(): bool {
 *     return this.setTickPeriod(1000) == Status.Ok;
 *   }
 *   onTick(): void {
 *     if (this.election.campaign()) log.info("this one leads");
 *   }
 * }
 * registerRootContext<Plugin>("elected");
 * ```
 */
export class LeaderElection {
  private readonly key: SharedKey;
  private id: u64 = 0;
  private until: u64 = 0;
  private number: u64 = 0;

  /** Names the election, and says how many milliseconds a lease has. */
  constructor(
    name: string,
    private readonly lease: u32,
  ) {
    this.key = new SharedKey(name);
  }

  /** Whether this one leads, by what the last `campaign` said and the clock. */
  get isLeader(): bool {
    return this.until > monotonicNanoseconds();
  }

  /** How many leaders there were, up to the one that `campaign` saw last. */
  get term(): u64 {
    return this.number;
  }

  /**
   * Renews the lease of the leader, or takes one that is over; returns whether this one leads.
   * False where the proxy refuses.
   */
  campaign(): bool {
    const now = monotonicNanoseconds();
    if (this.id == 0) this.id = anyId();
    const status = this.key.read();
    if (status != Status.Ok && status != Status.NotFound) return false;
    let holder: u64 = 0;
    let end: u64 = 0;
    let term: u64 = 0;
    if (status == Status.Ok) {
      if (blockSize() == LEASE) {
        const at = blockStart();
        holder = load<u64>(at);
        end = load<u64>(at, 8);
        term = load<u64>(at, 16);
      }
      dropBlock();
    }
    this.number = term;
    if (holder != this.id) {
      this.until = 0;
      if (end > now) return false;
      term++;
    }
    end = now + <u64>this.lease * MILLISECOND;
    if (this.write(end, term) != Status.Ok) return false;
    this.until = end;
    this.number = term;
    return true;
  }

  /** Gives up the lease, so that another one may lead at once. */
  resign(): void {
    if (!this.isLeader) return;
    this.until = 0;
    const status = this.key.read();
    if (status != Status.Ok) return;
    const isOwn = blockSize() == LEASE && load<u64>(blockStart()) == this.id;
    dropBlock();
    if (isOwn) this.write(0, this.number);
  }

  private write(end: u64, term: u64): Status {
    const at = memory.data(24, 8);
    store<u64>(at, this.id);
    store<u64>(at, end, 8);
    store<u64>(at, term, 16);
    return this.key.replace(at, LEASE);
  }
}

/** Returns a number that no other one has. */
function anyId(): u64 {
  const at = memory.data(8, 8);
  // A proxy without random bytes still has a clock, and its plugins do not start at once.
  if (!fillRandom(at, 8)) return monotonicNanoseconds() | 1;
  return load<u64>(at) | 1;
}
