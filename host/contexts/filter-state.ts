import { BAD_ARGUMENT, NOT_FOUND, OK } from "../abi/status.ts";
import { notEmulated } from "../base/host-error.ts";
import type { ReadOnlyProperties } from "../engine/context.ts";

/** Envoy's own states that hold text and are read back as they were set. */
const TEXTS = new Set([
  "envoy.network.upstream_server_name",
  "envoy.tcp_proxy.cluster",
]);

const OWN = "wasm.";

/**
 * What the plugins of a stream or a connection have set for each other: their own
 * properties, and states of Envoy's.
 *
 *     state.setProperty("mine", Buffer.from("1"), new Map());
 */
export class FilterState {
  readonly #values = new Map<string, Buffer>();

  /** A property by its path, or null. */
  find(path: readonly string[]): Buffer | null {
    const [group, key] = path;
    const name = path.join("\0");
    const own = this.#values.get(OWN + name);
    if (own !== undefined) return own;
    if (group !== "filter_state" || path.length !== 2) return null;
    return this.#values.get(key) ?? null;
  }

  /**
   * Sets a property; returns BadArgument for a read-only one that is already set.
   */
  setProperty(
    name: string,
    value: Buffer,
    readOnly: ReadOnlyProperties,
  ): number {
    const key = OWN + name;
    if (this.#values.has(key) && readOnly.get(name)) return BAD_ARGUMENT;
    this.#values.set(key, value);
    return OK;
  }

  /** Sets a state of Envoy's; returns NotFound for one that Envoy does not know. */
  set(key: string, value: Buffer): number {
    if (!TEXTS.has(key)) {
      if (key.startsWith("envoy.")) throw notEmulated(`The state ${key}`);
      return NOT_FOUND;
    }
    this.#values.set(key, value);
    return OK;
  }
}
