import {
  proxy_define_metric,
  proxy_get_metric,
  proxy_increment_metric,
  proxy_record_metric,
} from "../abi/env";
import { MetricType, Status } from "../abi/enums";
import { outAddress, outU32, outU64 } from "../abi/memory";
import { scratch } from "../abi/scratch";
import { encode, encodedRoom } from "../abi/utf8";

/** Where the numbers of the metrics of a type are kept; not 0 where there are some. */
function cacheOf(type: MetricType): usize {
  return memory.data(12, 4) + ((<usize>type) << 2);
}

/**
 * Returns the proxy's numbers of the metrics of a type, by name. Pinned, as a
 * global of a Map's type would bring its code into every module.
 */
function numbers(type: MetricType): Map<string, u32> {
  const cache = cacheOf(type);
  if (load<usize>(cache) == 0) {
    store<usize>(cache, __pin(changetype<usize>(new Map<string, u32>())));
  }
  return changetype<Map<string, u32>>(load<usize>(cache));
}

/** A metric of the proxy: defined when it is first used, once for each name. */
export abstract class Metric {
  private id: u32 = 0;
  private isDefined: bool = false;

  constructor(
    private readonly type: MetricType,
    /** The name, as in the constructor. */
    readonly name: string,
  ) {}

  protected add(offset: i64): Status {
    const status = this.define();
    return status == Status.Ok
      ? proxy_increment_metric(this.id, offset)
      : status;
  }

  protected put(value: i64): Status {
    const status = this.define();
    return status == Status.Ok ? proxy_record_metric(this.id, value) : status;
  }

  protected read(): u64 {
    if (this.define() != Status.Ok) return 0;
    const out = outAddress();
    return proxy_get_metric(this.id, out) == Status.Ok ? outU64() : 0;
  }

  private define(): Status {
    if (this.isDefined) return Status.Ok;
    const known = numbers(this.type);
    if (known.has(this.name)) {
      this.id = known.get(this.name);
    } else {
      const at = scratch(encodedRoom(this.name));
      const size = encode(this.name, at);
      const out = outAddress();
      const status: Status = proxy_define_metric(this.type, at, size, out);
      if (status != Status.Ok) return status;
      this.id = outU32();
      known.set(this.name, this.id);
    }
    this.isDefined = true;
    return Status.Ok;
  }
}

/**
 * A number that only goes up, for example of requests.
 *
 * The object may be made anywhere, also in module scope: the proxy is asked when
 * it is first used. Two objects of one name are the same metric, in every VM.
 *
 * Envoy lists it as `wasmcustom.NAME`, and for Prometheus as `NAME` without a
 * prefix, in which what is neither a letter nor a digit becomes `_`. Every other name
 * stays in the proxy's memory: never build one from what a client sends. A
 * `CounterFamily` has labels, and a limit on them.
 *
 * ```ts
 * const requests = new Counter("requests");
 * requests.increment();
 * log.debug("so far: " + requests.value.toString());
 * ```
 */
export class Counter extends Metric {
  constructor(name: string) {
    super(MetricType.Counter, name);
  }

  /** The value over all workers; 0 where the proxy refuses the metric. */
  get value(): u64 {
    return this.read();
  }

  /**
   * Adds to the value. Envoy refuses 0 and below with `Status.BadArgument`, and
   * nothing changes.
   */
  increment(by: i64 = 1): Status {
    return this.add(by);
  }
}

/**
 * A number that goes up and down, for example of open streams; see `Counter` for names
 * and tags.
 *
 * ```ts
 * const open = new Gauge("open");
 * open.increment();
 * open.decrement();
 * open.set(7);
 * ```
 */
export class Gauge extends Metric {
  constructor(name: string) {
    super(MetricType.Gauge, name);
  }

  /**
   * The value over all workers; 0 where the proxy refuses the metric. One below 0
   * reads as it is here, and in Envoy's statistics as 2^64 more.
   */
  get value(): i64 {
    return <i64>this.read();
  }

  /** Sets the value. */
  set(value: i64): Status {
    return this.put(value);
  }

  /** Adds to the value, or takes from it what is below 0. */
  increment(by: i64 = 1): Status {
    return this.add(by);
  }

  /** Takes from the value. */
  decrement(by: i64 = 1): Status {
    return this.add(-by);
  }
}

/**
 * Counts values into buckets, for example durations; see `Counter` for names and
 * tags. No filter can read it: Envoy shows it in its statistics, at the next
 * flush.
 *
 * ```ts
 * const size = new Histogram("response_size");
 * size.record(512);
 * ```
 */
export class Histogram extends Metric {
  constructor(name: string) {
    super(MetricType.Histogram, name);
  }

  /** Counts a value. */
  record(value: u64): Status {
    return this.put(<i64>value);
  }
}
