/** The types of metrics, by their numbers in the ABI. */
export const COUNTER = 0;
export const GAUGE = 1;
export const HISTOGRAM = 2;

/** The types of metrics that have a current value. */
export type ValueType = typeof COUNTER | typeof GAUGE;

/** The tags of a metric and their values, in the order that its family has. */
export type Labels = Readonly<Record<string, string>>;

const WORD = 64;

/**
 * The values of the proxy's metrics. All VMs share them by name.
 *
 *     host.metrics.value("requests"); // 1n
 */
export class Metrics {
  readonly #values = [new Map<string, bigint>(), new Map<string, bigint>()];
  readonly #used = [new Set<string>(), new Set<string>()];
  readonly #samples = new Map<string, bigint[]>();

  /**
   * The value of a counter, or else of a gauge; undefined if neither is defined. Of a metric
   * with labels, they are given in the order that the family has.
   *
   *     host.metrics.value("requests", { route: "/users", status: "200" });
   */
  value(name: string, labels: Labels = {}): bigint | undefined {
    const own = labelled(name, labels);
    return this.valueOf(COUNTER, own) ?? this.valueOf(GAUGE, own);
  }

  /**
   * The value of a metric of one type, regardless of other metrics with its name.
   */
  valueOf(type: ValueType, name: string): bigint | undefined {
    return this.#values[type].get(name);
  }

  /** The metrics of a type that have ever been changed. */
  used(type: ValueType): [name: string, value: bigint][] {
    return [...this.#used[type]].map((name) => [
      name,
      this.#values[type].get(name)!,
    ]);
  }

  /** What was recorded in a histogram, in order; see `value` for the labels. */
  samples(name: string, labels: Labels = {}): readonly bigint[] {
    return this.#samples.get(labelled(name, labels)) ?? [];
  }

  /** Defines a counter or gauge that starts at 0; an existing one stays as it is. */
  define(type: ValueType, name: string): void {
    const values = this.#values[type];
    if (!values.has(name)) values.set(name, 0n);
  }

  /** Sets a counter or gauge, wrapping around at 64 bits. */
  set(type: ValueType, name: string, value: bigint): void {
    this.#values[type].set(name, BigInt.asUintN(WORD, value));
    this.#used[type].add(name);
  }

  add(type: ValueType, name: string, value: bigint): void {
    this.set(type, name, (this.valueOf(type, name) ?? 0n) + value);
  }

  sample(name: string, value: bigint): void {
    const samples = this.#samples.get(name) ?? [];
    samples.push(BigInt.asUintN(WORD, value));
    this.#samples.set(name, samples);
  }
}

/** How much of a value counts, and what is escaped in it: `assembly/metrics/tagged-name.ts`. */
const LONGEST = 128;
const SPECIAL = /[\0-\x1f\x7f%;=]|\.$/g;

/** Ends with the first half of a character. */
const HALF = /[\ud800-\udbff]$/;

/** The name that the proxy has for a metric with labels. */
function labelled(name: string, labels: Labels): string {
  const tags = Object.entries(labels).map(([tag, value]) => {
    const cut = value.slice(0, LONGEST);
    const whole = cut === value ? value : cut.replace(HALF, "");
    const escaped = whole.replaceAll(SPECIAL, (character) => {
      const code = character.charCodeAt(0).toString(16).toUpperCase();
      return `%${code.padStart(2, "0")}`;
    });
    return `${tag}=.=${escaped};.;`;
  });
  return tags.join("") + name;
}
