import { log } from "../api/log";
import { Metric } from "../api/metrics";
import { isTagName, taggedName, tagValue } from "./tagged-name";

/** How many tags a family may have: as many values as `labels` takes. */
const MOST_TAGS: i32 = 6;

const FIRST_BUCKETS: i32 = 16;

/** A metric of a family, by the values of its tags. */
class Child {
  constructor(
    readonly hash: u32,
    readonly values: StaticArray<string>,
    readonly metric: Metric,
    public next: Child | null,
  ) {}
}

/** Metrics of one name, told apart by tags; `CounterFamily` has what they are for. */
export abstract class MetricFamily {
  private buckets: StaticArray<Child | null> = new StaticArray<Child | null>(
    FIRST_BUCKETS,
  );
  private count: i32 = 0;
  /** The values that are looked for. */
  private readonly values: StaticArray<string>;
  /** Counts what is over the limit. */
  private other: Metric | null = null;

  constructor(
    /** The name, as in the constructor. */
    readonly name: string,
    /** The names of the tags, as in the constructor. */
    readonly tags: string[],
    private readonly limit: i32,
  ) {
    // One message for all, as no filter that works ever sees it.
    if (name.includes(";") || name.includes("=") || tags.length > MOST_TAGS) {
      throw new Error("Cannot name a metric or its tags: " + name);
    }
    for (let i = 0; i < tags.length; i++) {
      const tag = unchecked(tags[i]);
      if (!isTagName(tag) || tags.indexOf(tag) != i) {
        throw new Error("Cannot name a metric or its tags: " + tag);
      }
    }
    const values = new StaticArray<string>(MOST_TAGS);
    values.fill("");
    this.values = values;
  }

  /** Makes a metric. */
  protected abstract make(name: string): Metric;

  /** Returns the metric of some values. */
  protected child(
    one: string | null,
    two: string | null,
    three: string | null,
    four: string | null,
    five: string | null,
    six: string | null,
  ): Metric {
    this.set(0, one);
    this.set(1, two);
    this.set(2, three);
    this.set(3, four);
    this.set(4, five);
    this.set(5, six);
    const hash = this.hash();
    let each = unchecked(this.buckets[<i32>(hash & (this.buckets.length - 1))]);
    while (each != null) {
      if (each.hash == hash && this.has(each.values)) return each.metric;
      each = each.next;
    }
    return this.count < this.limit ? this.add(hash) : this.overflow();
  }

  private set(index: i32, value: string | null): void {
    unchecked((this.values[index] = value == null ? "" : tagValue(value)));
    if (value != null && index >= this.tags.length) {
      throw new Error("Cannot label a metric: it has fewer tags: " + this.name);
    }
  }

  private hash(): u32 {
    const values = this.values;
    let hash: u32 = 0x811c9dc5;
    for (let i = 0; i < this.tags.length; i++) {
      const value = unchecked(values[i]);
      const end = value.length;
      for (let j = 0; j < end; j++) {
        hash = (hash ^ value.charCodeAt(j)) * 0x01000193;
      }
      hash = (hash ^ 0xffff) * 0x01000193;
    }
    return hash;
  }

  private has(values: StaticArray<string>): bool {
    for (let i = 0; i < values.length; i++) {
      if (unchecked(values[i]) != unchecked(this.values[i])) return false;
    }
    return true;
  }

  private add(hash: u32): Metric {
    const values = StaticArray.slice(this.values, 0, this.tags.length);
    const metric = this.make(taggedName(this.name, this.tags, values));
    if (this.count >= this.buckets.length) this.grow();
    this.put(new Child(hash, values, metric, null));
    this.count++;
    return metric;
  }

  private put(child: Child): void {
    const bucket = <i32>(child.hash & (this.buckets.length - 1));
    child.next = unchecked(this.buckets[bucket]);
    unchecked((this.buckets[bucket] = child));
  }

  private grow(): void {
    const old = this.buckets;
    this.buckets = new StaticArray<Child | null>(old.length << 1);
    for (let i = 0; i < old.length; i++) {
      let each = unchecked(old[i]);
      while (each != null) {
        const next = each.next;
        this.put(each);
        each = next;
      }
    }
  }

  private overflow(): Metric {
    let other = this.other;
    if (other == null) {
      log.warn(
        "All further combinations of labels count as other: " + this.name,
      );
      const values = new StaticArray<string>(this.tags.length);
      values.fill("other");
      this.other = other = this.make(taggedName(this.name, this.tags, values));
    }
    return other;
  }
}
