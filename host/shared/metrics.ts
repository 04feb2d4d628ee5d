/** What a metric does with its values, by its number in the ABI. */
export const COUNTER = 0;
export const GAUGE = 1;
export const HISTOGRAM = 2;

/** The types that have a value. */
export type ValueType = typeof COUNTER | typeof GAUGE;

const WORD = 64;

/**
 * The values of the proxy's metrics, which all VMs share by name.
 *
 *     host.metrics.value("requests"); // 1n
 */
export class Metrics {
  readonly #values = [new Map<string, bigint>(), new Map<string, bigint>()];
  readonly #used = [new Set<string>(), new Set<string>()];
  readonly #samples = new Map<string, bigint[]>();

  /**
   * The value of a counter, or else of a gauge; undefined where nobody defined one.
   */
  value(name: string): bigint | undefined {
    return this.valueOf(COUNTER, name) ?? this.valueOf(GAUGE, name);
  }

  /** The value of a metric of a type, whatever others have its name. */
  valueOf(type: ValueType, name: string): bigint | undefined {
    return this.#values[type].get(name);
  }

  /** The metrics of a type that were ever changed. */
  used(type: ValueType): [name: string, value: bigint][] {
    return [...this.#used[type]].map((name) => [
      name,
      this.#values[type].get(name)!,
    ]);
  }

  /** What was recorded in a histogram, in its order. */
  samples(name: string): readonly bigint[] {
    return this.#samples.get(name) ?? [];
  }

  /** Makes a counter or gauge begin with 0; those that exist stay. */
  define(type: ValueType, name: string): void {
    const values = this.#values[type];
    if (!values.has(name)) values.set(name, 0n);
  }

  /** Sets a counter or gauge; it wraps around as 64 bits do. */
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
