/** What a metric does with its values, by its number in the ABI. */
export const COUNTER = 0;
export const GAUGE = 1;
export const HISTOGRAM = 2;

const WORD = 64;

/**
 * The values of the proxy's metrics, which all VMs share by name.
 *
 *     host.metrics.value("requests"); // 1n
 */
export class Metrics {
  readonly #values = new Map<string, bigint>();
  readonly #samples = new Map<string, bigint[]>();

  /** The value of a counter or a gauge; undefined where nobody defined it. */
  value(name: string): bigint | undefined {
    return this.#values.get(name);
  }

  /** What was recorded in a histogram, in its order. */
  samples(name: string): readonly bigint[] {
    return this.#samples.get(name) ?? [];
  }

  /** Makes a counter or gauge begin with 0; those that exist stay. */
  define(name: string): void {
    if (!this.#values.has(name)) this.#values.set(name, 0n);
  }

  /** Sets a counter or gauge; it wraps around as 64 bits do. */
  set(name: string, value: bigint): void {
    this.#values.set(name, BigInt.asUintN(WORD, value));
  }

  add(name: string, value: bigint): void {
    this.set(name, (this.value(name) ?? 0n) + value);
  }

  sample(name: string, value: bigint): void {
    const samples = this.#samples.get(name) ?? [];
    samples.push(BigInt.asUintN(WORD, value));
    this.#samples.set(name, samples);
  }
}
