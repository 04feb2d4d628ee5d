import { HeaderMap } from "../api/header-map";
import { HttpCall } from "../api/http-call";
import { equalsIgnoreCase } from "../http/ascii";
import { FieldReader } from "../http/field-reader";

/**
 * Describes a call that sends a request on to a cluster: its method, path, authority and
 * headers. The body is not part of it: `HttpCall.bytes` sets it.
 *
 * Headers of the connection stay behind (RFC 9110, section 7.6.1): those that `connection`
 * names, `connection` itself, `keep-alive`, `proxy-connection`, `te`, `trailer`,
 * `transfer-encoding` and `upgrade`; and with the body `content-length` and `expect`. A
 * request without a path, as of CONNECT, makes a call that `send` refuses.
 *
 * ```ts
 * class Mirror extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const call = forwardRequest("shadow", this.request.headers);
 *     call.header("x-mirrored", "1").send<Mirror>(this, (self, answer) => {});
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * registerHttpContext<Mirror>("mirror");
 * ```
 */
export function forwardRequest(cluster: string, headers: HeaderMap): HttpCall {
  const call = new HttpCall(cluster);
  const entries = headers.entries();
  const named = namesIn(headers.getAll("connection"));
  for (let i = 0; i < entries.length; i++) {
    const name = entries.name(i);
    if (name == ":method") call.method(entries.value(i));
    else if (name == ":path") call.path(entries.value(i));
    else if (name == ":authority") call.authority(entries.value(i));
    else if (!staysBehind(name) && !includesName(named, name)) {
      call.headerBytes(name, entries.valueBytes(i));
    }
  }
  return call;
}

function staysBehind(name: string): bool {
  return (
    (name.charCodeAt(0) == 0x3a && name != ":scheme") ||
    name == "connection" ||
    name == "keep-alive" ||
    name == "proxy-connection" ||
    name == "te" ||
    name == "trailer" ||
    name == "transfer-encoding" ||
    name == "upgrade" ||
    name == "http2-settings" ||
    name == "content-length" ||
    name == "expect" ||
    name == "host"
  );
}

/** Returns the names in the values of a header. */
function namesIn(values: string[]): string[] {
  const names: string[] = [];
  const reader = new FieldReader(values.join());
  while (reader.nextElement()) {
    const name = reader.token();
    if (name != null) names.push(name);
  }
  return names;
}

function includesName(names: string[], name: string): bool {
  for (let i = 0; i < names.length; i++) {
    if (equalsIgnoreCase(names[i], name)) return true;
  }
  return false;
}
