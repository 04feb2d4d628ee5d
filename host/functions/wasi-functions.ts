import { randomFillSync } from "node:crypto";
import {
  WASI_BAD_DESCRIPTOR,
  WASI_FAULT,
  WASI_INVALID,
  WASI_NOT_SUPPORTED,
  WASI_SUCCESS,
} from "../abi/status.ts";
import type { HostFunctions, Vm } from "../engine/vm.ts";
import { writeLog } from "./plugin-functions.ts";

const MAX_RANDOM = 1 << 16;
const STDOUT = 1;
const STDERR = 2;
const INFO = 2;
const ERROR = 4;

/**
 * The WASI functions that Envoy has and the emulator supports.
 *
 *     wasiFunctions(vm).clock_time_get
 */
export function wasiFunctions(vm: Vm): HostFunctions {
  const { memory, settings } = vm;
  return {
    ...environmentFunctions(vm),

    clock_time_get(clock: number, _precision: bigint, outTime: number) {
      if (clock !== 0 && clock !== 1) return WASI_NOT_SUPPORTED;
      const { now, monotonic } = settings.clock;
      return result(memory.setU64(outTime, clock === 0 ? now : monotonic));
    },

    random_get(target: number, size: number) {
      if (size >>> 0 > MAX_RANDOM) return WASI_INVALID;
      const bytes = randomFillSync(Buffer.alloc(size >>> 0));
      return result(memory.setBytes(target, bytes));
    },

    fd_write(file: number, vectors: number, count: number, outSize: number) {
      if (file !== STDOUT && file !== STDERR) return WASI_BAD_DESCRIPTOR;
      const parts: Buffer[] = [];
      for (let i = 0; i < count; i++) {
        const at = memory.u32(vectors + i * 8);
        const size = memory.u32(vectors + i * 8 + 4);
        if (at === null || size === null) return WASI_FAULT;
        const bytes = memory.bytes(at, size);
        if (bytes === null) return WASI_FAULT;
        parts.push(bytes);
      }
      const all = Buffer.concat(parts);
      const text = all.toString("utf8").replace(/\n$/, "");
      if (all.length > 0) writeLog(vm, file === STDOUT ? INFO : ERROR, text);
      return result(memory.setU32(outSize, all.length));
    },

    sched_yield: () => WASI_SUCCESS,
  };
}

function environmentFunctions(vm: Vm): HostFunctions {
  const { memory, settings } = vm;
  // Envoy's hash map has no fixed order; here it is that of the settings.
  const variables = () =>
    Object.entries(settings.environment).map(([name, value]) =>
      Buffer.from(`${name}=${value}\0`),
    );
  return {
    args_get: () => WASI_SUCCESS,
    args_sizes_get: (outCount: number, outSize: number) =>
      result(memory.setU32(outCount, 0) && memory.setU32(outSize, 0)),

    environ_sizes_get(outCount: number, outSize: number) {
      const texts = variables();
      return result(
        memory.setU32(outCount, texts.length) &&
          memory.setU32(outSize, Buffer.concat(texts).length),
      );
    },

    environ_get(environ: number, buffer: number) {
      let at = buffer;
      for (const [index, text] of variables().entries()) {
        if (!memory.setU32(environ + index * 4, at)) return WASI_FAULT;
        if (!memory.setBytes(at, text)) return WASI_FAULT;
        at += text.length;
      }
      return WASI_SUCCESS;
    },
  };
}

function result(written: boolean): number {
  return written ? WASI_SUCCESS : WASI_FAULT;
}
