import { knownAnswer, type DnsRecords } from "../abi/dns-answer.ts";
import { INVALID_MEMORY_ACCESS } from "../abi/status.ts";
import { HostError } from "../base/host-error.ts";
import type { HostFunctions, Vm } from "../engine/vm.ts";
import { answered } from "./answer.ts";

/**
 * Envoy's host function that resolves names.
 *
 *     dnsFunctions(vm).envoy_resolve_dns
 */
export function dnsFunctions(vm: Vm): HostFunctions {
  const { memory } = vm;
  const { dispatcher, resolveDns } = vm.settings;
  let next = 1;
  return {
    envoy_resolve_dns(name: number, size: number, outToken: number) {
      const text = memory.text(name, size);
      if (text === null) return INVALID_MEMORY_ACCESS;
      const token = next++;
      const plugin = vm.context.listener;
      const known = knownAnswer(text);
      // Envoy calls back before this function returns, when the token is not
      // there yet.
      if (known !== null) plugin?.dnsAnswer(token, known);
      else if (resolveDns === null) {
        throw new HostError(
          "NOT_EMULATED",
          `There is no name server for ${text}. Set what it answers: ` +
            "ProxyHost.load(file, { resolveDns }).",
        );
      } else {
        const tell = (records: DnsRecords) => plugin?.dnsAnswer(token, records);
        plugin?.awaitsDns();
        dispatcher.post(() => {
          const found = resolveDns(text);
          if (!(found instanceof Promise)) return tell(found);
          const later = (records: DnsRecords) =>
            void dispatcher.after(0, () => tell(records));
          found.then(later, () => later(null));
        });
      }
      return answered(memory.setU32(outToken, token));
    },
  };
}
