import { COUNTER, GAUGE, HISTOGRAM } from "../shared/metrics.ts";

/** The low bits of a number tell the type. */
const STEP = 4;

/**
 * The numbers by which an instance of a module knows metrics.
 *
 *     numbers.name(numbers.define(COUNTER, "requests")); // "requests"
 */
export class MetricNumbers {
  readonly #names = new Map<number, string>();
  readonly #last = [COUNTER, GAUGE, HISTOGRAM];

  /** Gives a metric a new number of its type. */
  define(type: number, name: string): number {
    this.#last[type] += STEP;
    this.#names.set(this.#last[type], name);
    return this.#last[type];
  }

  /** The name of a metric; undefined where nobody has defined the number. */
  name(metric: number): string | undefined {
    return this.#names.get(metric);
  }
}
