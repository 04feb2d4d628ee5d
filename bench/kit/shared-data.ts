import type { HostFunction } from "../../tests/module/instance.ts";

/** The functions of a host that keeps shared data, for one module. */
export function sharedData(): Record<string, HostFunction> {
  const values = new Map<string, { bytes: Uint8Array; cas: number }>();
  return {
    proxy_get_shared_data(exports, at, size, outAddress, outSize, outCas) {
      const found = values.get(keyOf(exports, at, size));
      if (found === undefined) return 1;
      const { length } = found.bytes;
      const allocate = (exports.malloc ?? exports.proxy_on_memory_allocate) as (
        size: number,
      ) => number;
      const address = allocate(length);
      const { buffer } = exports.memory as WebAssembly.Memory;
      new Uint8Array(buffer).set(found.bytes, address);
      const view = new DataView(buffer);
      view.setUint32(outAddress, address, true);
      view.setUint32(outSize, length, true);
      view.setUint32(outCas, found.cas, true);
      return 0;
    },
    proxy_set_shared_data(exports, at, size, value, valueSize, cas) {
      const key = keyOf(exports, at, size);
      const old = values.get(key);
      if (old !== undefined && cas !== 0 && cas !== old.cas) return 8;
      const { buffer } = exports.memory as WebAssembly.Memory;
      const bytes = new Uint8Array(buffer, value, valueSize).slice();
      values.set(key, { bytes, cas: (old?.cas ?? 0) + 1 });
      return 0;
    },
  };
}

function keyOf(exports: WebAssembly.Exports, at: number, size: number): string {
  const { buffer } = exports.memory as WebAssembly.Memory;
  return Buffer.from(buffer, at, size).toString("latin1");
}
