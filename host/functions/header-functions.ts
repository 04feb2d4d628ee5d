import { LAST_MAP } from "../abi/numbers.ts";
import { decodePairs, encodePairs } from "../abi/pairs.ts";
import {
  BAD_ARGUMENT,
  INVALID_MEMORY_ACCESS,
  NOT_FOUND,
  OK,
} from "../abi/status.ts";
import type { HostFunctions, Vm } from "../engine/vm.ts";
import { reportLate } from "../shared/strict/report.ts";
import { answer, answered } from "./answer.ts";

/**
 * The host functions for header maps.
 *
 *     headerFunctions(vm).proxy_get_header_map_value
 */
export function headerFunctions(vm: Vm): HostFunctions {
  return { ...readers(vm), ...writers(vm) };
}

function readers(vm: Vm): HostFunctions {
  const { memory } = vm;
  return {
    proxy_get_header_map_value(
      map: number,
      name: number,
      nameSize: number,
      outValue: number,
      outSize: number,
    ) {
      if (map >>> 0 > LAST_MAP) return BAD_ARGUMENT;
      const key = memory.text(name, nameSize);
      if (key === null) return INVALID_MEMORY_ACCESS;
      const { context } = vm;
      const headers = context.readMap(map);
      const isOld = vm.module.abiVersion === "0_1_0";
      if (headers === null) reportLate(vm, map, "read");
      if (headers === null && !context.inAccessLog) return BAD_ARGUMENT;
      const value = headers?.get(key);
      if (value !== undefined) return answer(vm, value, outValue, outSize);
      return isOld ? answer(vm, "", outValue, outSize) : NOT_FOUND;
    },

    proxy_get_header_map_pairs(map: number, outPairs: number, outSize: number) {
      if (map >>> 0 > LAST_MAP) return BAD_ARGUMENT;
      const found = vm.context.readMap(map);
      if (found === null) reportLate(vm, map, "read");
      const entries = found?.entries ?? [];
      return answer(vm, encodePairs(entries), outPairs, outSize);
    },

    proxy_get_header_map_size(map: number, outSize: number) {
      if (map >>> 0 > LAST_MAP) return BAD_ARGUMENT;
      const headers = vm.context.writeMap(map);
      if (headers === null) return BAD_ARGUMENT;
      return answered(memory.setU32(outSize, headers.byteSize));
    },
  };
}

function writers(vm: Vm): HostFunctions {
  const { memory } = vm;
  const change =
    (method: "add" | "set") =>
    (map: number, name: number, size: number, value: number, end: number) => {
      if (map >>> 0 > LAST_MAP) return BAD_ARGUMENT;
      const key = memory.text(name, size);
      const text = memory.text(value, end);
      if (key === null || text === null) return INVALID_MEMORY_ACCESS;
      const headers = vm.context.writeMap(map);
      if (headers === null) return refusedChange(vm, map);
      headers[method](key, text);
      return OK;
    };
  return {
    proxy_add_header_map_value: change("add"),
    proxy_replace_header_map_value: change("set"),

    proxy_remove_header_map_value(map: number, name: number, size: number) {
      if (map >>> 0 > LAST_MAP) return BAD_ARGUMENT;
      const key = memory.text(name, size);
      if (key === null) return INVALID_MEMORY_ACCESS;
      const headers = vm.context.writeMap(map);
      if (headers === null) return refusedChange(vm, map);
      headers.remove(key);
      return OK;
    },

    proxy_set_header_map_pairs(map: number, pairs: number, size: number) {
      if (map >>> 0 > LAST_MAP) return BAD_ARGUMENT;
      const bytes = memory.bytes(pairs, size);
      if (bytes === null) return INVALID_MEMORY_ACCESS;
      const headers = vm.context.writeMap(map);
      if (headers === null) return refusedChange(vm, map);
      headers.clear();
      for (const [name, value] of decodePairs(bytes)) headers.add(name, value);
      return OK;
    },
  };
}

function refusedChange(vm: Vm, map: number): number {
  reportLate(vm, map, "changed");
  return BAD_ARGUMENT;
}
