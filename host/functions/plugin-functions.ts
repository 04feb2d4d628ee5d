import { CRITICAL, LOG_LEVELS } from "../abi/log-level.ts";
import {
  BAD_ARGUMENT,
  INVALID_MEMORY_ACCESS,
  NOT_FOUND,
  OK,
} from "../abi/status.ts";
import type { HostFunctions, Vm } from "../engine/vm.ts";
import { answer, answered } from "./answer.ts";

/**
 * The host functions that work in any callback: for the log, properties, the clock
 * and the tick.
 *
 *     pluginFunctions(vm).proxy_log
 */
export function pluginFunctions(vm: Vm): HostFunctions {
  const { memory, settings } = vm;
  return {
    proxy_log(level: number, message: number, size: number) {
      if (level >>> 0 > CRITICAL) return BAD_ARGUMENT;
      const bytes = memory.bytes(message, size);
      if (bytes === null) return INVALID_MEMORY_ACCESS;
      writeLog(vm, level, bytes.toString("utf8"));
      return OK;
    },

    proxy_get_log_level: (outLevel: number) =>
      answered(memory.setU32(outLevel, settings.log.levelNumber)),

    proxy_get_status(outCode: number, outText: number, outSize: number) {
      const { listener } = vm.context;
      return memory.setU32(outCode, listener?.statusCode ?? 0)
        ? answer(vm, listener?.statusMessage ?? "", outText, outSize)
        : INVALID_MEMORY_ACCESS;
    },

    proxy_get_property(
      path: number,
      pathSize: number,
      outData: number,
      outSize: number,
    ) {
      const text = memory.text(path, pathSize);
      if (text === null) return INVALID_MEMORY_ACCESS;
      // A NUL may follow the last name as well.
      const names = text.replace(/\0$/, "").split("\0");
      const value = vm.context.property(names);
      return value === null ? NOT_FOUND : answer(vm, value, outData, outSize);
    },

    proxy_set_property(
      path: number,
      pathSize: number,
      value: number,
      valueSize: number,
    ) {
      const name = memory.text(path, pathSize);
      const bytes = memory.bytes(value, valueSize);
      if (name === null || bytes === null) return INVALID_MEMORY_ACCESS;
      return vm.context.setProperty(name, bytes);
    },

    proxy_set_tick_period_milliseconds(period: number) {
      vm.context.setTickPeriod(period >>> 0);
      return OK;
    },

    proxy_get_current_time_nanoseconds: (outTime: number) =>
      answered(memory.setU64(outTime, settings.clock.now)),
  };
}

/**
 * Writes a line from the filter to the proxy's log.
 *
 *     writeLog(vm, 2, "hello");
 */
export function writeLog(vm: Vm, level: number, message: string): void {
  const { log, kind } = vm.settings;
  const text = `wasm log${vm.context.logPrefix}: ${message}`;
  log.write({ level: LOG_LEVELS[level], message, text, vm: kind });
}
