import { CAS_MISMATCH, OK } from "../abi/status.ts";

/** A value that all VMs of one VM id share, with its version number. */
export interface SharedValue {
  value: Buffer;
  cas: number;
}

/**
 * The values that VMs share, by key.
 *
 *     data.set("vm", "key", Buffer.from("1"), 0);
 *     data.get("vm", "key")?.value;
 */
export class SharedData {
  readonly #values = new Map<string, SharedValue>();
  #nextCas = 1;

  get(vmId: string, key: string): SharedValue | undefined {
    return this.#values.get(`${vmId}\0${key}`);
  }

  /** Sets a value, unless its version differs from `cas`; 0 sets it anyway. */
  set(vmId: string, key: string, value: Buffer, cas: number): number {
    const found = this.get(vmId, key);
    if (found !== undefined && cas !== 0 && cas !== found.cas) {
      return CAS_MISMATCH;
    }
    this.#values.set(`${vmId}\0${key}`, { value, cas: this.#nextCas++ });
    return OK;
  }
}
