/** The types of metrics, by their numbers in the ABI. */
export const COUNTER = 0;
export const GAUGE = 1;
export const HISTOGRAM = 2;

/** The types of metrics that have a current value. */
export type ValueType = typeof COUNTER | typeof GAUGE;

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

  /** The value of a counter, or else of a gauge; undefined if neither is defined. */
  value(name: string): bigint | undefined {
    return this.valueOf(COUNTER, name) ?? this.valueOf(GAUGE, name);
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

  /** What was recorded in a histogram, in order. */
  samples(name: string): readonly bigint[] {
    return this.#samples.get(name) ?? [];
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
