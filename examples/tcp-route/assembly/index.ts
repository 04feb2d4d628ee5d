import {
  FilterStatus,
  log,
  properties,
  registerStreamContext,
  setEnvoyFilterState,
  Status,
  StreamContext,
} from "proxy-wasm-as";

class TcpRoute extends StreamContext {
  override onNewConnection(): FilterStatus {
    const address = properties.source.address;
    if (address == null) {
      log.warn("[TCP WASM] Missing source address property");
      return FilterStatus.Continue;
    }
    const digit = lastDigit(address);
    if (digit < 0) {
      const what = "[TCP WASM] Failed to parse source address for routing: ";
      log.warn(what + address);
      return FilterStatus.Continue;
    }
    const cluster = digit % 2 == 0 ? "egress-router1" : "egress-router2";
    const status = setEnvoyFilterState("envoy.tcp_proxy.cluster", cluster);
    if (status == Status.Ok) {
      log.info(`[TCP WASM] Routed source ${address} to ${cluster}`);
    } else {
      log.warn(`[TCP WASM] Failed to set Envoy filter state: ${status}`);
    }
    return FilterStatus.Continue;
  }
}

/** Returns the last digit of an IP address with a port, or -1: it alone tells odd from even. */
function lastDigit(address: string): i32 {
  const colon = address.lastIndexOf(":");
  if (colon < 1) return -1;
  const isIpv6 = address.charAt(colon - 1) == "]";
  const at = isIpv6 ? colon - 2 : colon - 1;
  if (at < 0) return -1;
  const digit = address.charAt(at);
  // As in [2001:db8::]:80.
  if (digit == ":") return 0;
  return "0123456789abcdef".indexOf(digit);
}

registerStreamContext<TcpRoute>("tcp_route");
