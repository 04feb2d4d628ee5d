import {
  BAD_ARGUMENT,
  INVALID_MEMORY_ACCESS,
  NOT_FOUND,
  OK,
} from "../abi/status.ts";
import type { HostFunctions, Vm } from "../engine/vm.ts";
import { COUNTER, GAUGE, HISTOGRAM } from "../shared/metrics.ts";
import { answered } from "./answer.ts";

/** The low bits of a metric's number tell its type. */
const TYPE_MASK = 3;

/**
 * The host functions for metrics.
 *
 *     metricFunctions(vm).proxy_define_metric
 */
export function metricFunctions(vm: Vm): HostFunctions {
  const { memory } = vm;
  const { metrics } = vm.settings;
  return {
    proxy_define_metric(type: number, name: number, size: number, out: number) {
      const text = memory.text(name, size);
      if (text === null) return INVALID_MEMORY_ACCESS;
      if (type >>> 0 > HISTOGRAM) return BAD_ARGUMENT;
      const number = vm.metricNumbers.define(type, text);
      if (type === COUNTER || type === GAUGE) metrics.define(type, text);
      return answered(memory.setU32(out, number));
    },

    proxy_increment_metric(metric: number, offset: bigint) {
      const type = metric & TYPE_MASK;
      if (type !== COUNTER && type !== GAUGE) return BAD_ARGUMENT;
      const name = vm.metricNumbers.name(metric);
      if (name === undefined) return NOT_FOUND;
      if (type === COUNTER && offset <= 0n) return BAD_ARGUMENT;
      metrics.add(type, name, offset);
      return OK;
    },

    proxy_record_metric(metric: number, value: bigint) {
      const name = vm.metricNumbers.name(metric);
      if (name === undefined) return NOT_FOUND;
      const type = metric & TYPE_MASK;
      if (type === COUNTER) metrics.add(type, name, value);
      else if (type === GAUGE) metrics.set(type, name, value);
      else metrics.sample(name, value);
      return OK;
    },

    proxy_get_metric(metric: number, outValue: number) {
      const type = metric & TYPE_MASK;
      if (type !== COUNTER && type !== GAUGE) return BAD_ARGUMENT;
      const name = vm.metricNumbers.name(metric);
      if (name === undefined) return NOT_FOUND;
      return answered(
        memory.setU64(outValue, metrics.valueOf(type, name) ?? 0n),
      );
    },
  };
}
