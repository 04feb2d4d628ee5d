import {
  Body,
  getProperty,
  HeaderList,
  HeaderMap,
  HttpContext,
  HttpMessage,
  LocalResponse,
  Status,
} from "proxy-wasm-as";
import {
  proxy_add_header_map_value,
  proxy_set_header_map_pairs,
} from "proxy-wasm-as/assembly/abi/env";

/** Does a step, CALLBACK/ACTION/ARGUMENTS, and returns its result. */
export function act(stream: HttpContext, step: string[]): string {
  const action = step[1];
  const argument = step.length > 2 ? step[2] : "";
  const message = step[0].startsWith("response")
    ? stream.response
    : stream.request;
  if (action == "continueRequest") return named(stream.continueRequest());
  if (action == "continueResponse") return named(stream.continueResponse());
  if (action == "closeRequest") return named(stream.closeRequest());
  if (action == "closeResponse") return named(stream.closeResponse());
  if (action == "local") return named(sendLocal(stream, step));
  if (action == "property") return orNull(getProperty(step.slice(2)));
  if (action == "bytes") return joined(message.body.bytes());
  if (action.startsWith("body.")) return onBody(message.body, step);
  return onHeaders(mapOf(message, stream, action), step, argument);
}

function orNull(text: string | null): string {
  return text == null ? "null" : text;
}

function named(status: Status): string {
  return status.toString();
}

/** The map of `header.set`, `trailer.set`, or `request.set`, `response.set`. */
function mapOf(
  message: HttpMessage,
  stream: HttpContext,
  action: string,
): HeaderMap {
  if (action.startsWith("trailer.")) return message.trailers;
  if (action.startsWith("request.")) return stream.request.headers;
  if (action.startsWith("response.")) return stream.response.headers;
  return message.headers;
}

function onHeaders(map: HeaderMap, step: string[], name: string): string {
  const action = step[1].slice(step[1].indexOf(".") + 1);
  const value = step.length > 3 ? step[3] : "";
  if (action == "get") {
    const found = map.get(name);
    return found == null ? "null" : "[" + found + "]";
  }
  if (action == "getAll") return map.getAll(name).join("|");
  if (action == "set") return named(map.set(name, value));
  if (action == "append") return named(map.append(name, value));
  if (action == "delete") return named(map.delete(name));
  if (action == "size") return map.size.toString();
  if (action == "byteSize") return map.byteSize.toString();
  if (action == "sums") return sums(map);
  if (action == "fill") return fill(map, <i32>parseInt(name));
  if (action == "rawNul") return named(addNul());
  if (action == "rawTooMany") return named(setTooMany());
  return "unknown";
}

/** The sum of the sizes of all names and values. */
function sums(map: HeaderMap): string {
  const entries = map.entries();
  let sum = 0;
  for (let i = 0; i < entries.length; i++) {
    sum += entries.nameBytes(i).length + entries.valueBytes(i).length;
  }
  return sum.toString();
}

/** Replaces all headers with a status and as many others as a list takes. */
function fill(map: HeaderMap, count: i32): string {
  const list = new HeaderList();
  list.append(":status", "200");
  let refused = 0;
  for (let i = 0; i < count; i++) {
    if (list.append("n", i.toString()) != Status.Ok) refused++;
  }
  const large = list.append("large", "x".repeat(1 << 20));
  const status = map.replaceAll(list);
  const size = map.size;
  const rest = new HeaderList();
  rest.append(":status", "200");
  map.replaceAll(rest);
  return `${list.length} in, ${refused} and ${large} refused, ${status}, ${size} there`;
}

/** Adds a response header whose value has a NUL, without the SDK's check. */
function addNul(): Status {
  const name = String.UTF8.encode("x-nul");
  const value = String.UTF8.encode("a\0b");
  return proxy_add_header_map_value(
    2,
    changetype<usize>(name),
    name.byteLength,
    changetype<usize>(value),
    value.byteLength,
  );
}

/** Sets response headers of 1,025 entries, without the SDK's check. */
function setTooMany(): Status {
  const pairs = new StaticArray<u32>(4096);
  pairs[0] = 1025;
  return proxy_set_header_map_pairs(2, changetype<usize>(pairs), 4096 * 4);
}

function onBody(body: Body, step: string[]): string {
  const action = step[1].slice("body.".length);
  const text = step.length > 2 ? step[step.length - 1] : "";
  const bytes = Uint8Array.wrap(String.UTF8.encode(text));
  if (action == "size") return body.size.toString();
  if (action == "text") return "[" + body.text() + "]";
  if (action == "property") return orNull(getProperty(step.slice(2)));
  if (action == "bytes") return joined(body.bytes());
  if (action == "read")
    return joined(body.read(numberIn(step, 2), numberIn(step, 3)));
  if (action == "prepend") return named(body.prepend(text));
  if (action == "prependBytes") return named(body.prependBytes(bytes));
  if (action == "append") return named(body.append(text));
  if (action == "appendBytes") return named(body.appendBytes(bytes));
  if (action == "set") return named(body.set(text));
  if (action == "setBytes") return named(body.setBytes(bytes));
  if (action == "large") return named(body.set("é".repeat(1 << 19)));
  if (action == "clear") return named(body.clear());
  const start = numberIn(step, 2);
  const length = numberIn(step, 3);
  if (action == "replace") return named(body.replace(start, length, text));
  if (action == "replaceBytes") {
    return named(body.replaceBytes(start, length, bytes));
  }
  return "unknown";
}

/** Returns the number in a part of a step; 0 where it has no such part. */
export function numberIn(step: string[], part: i32): i32 {
  return step.length > part ? <i32>parseInt(step[part]) : 0;
}

function joined(bytes: Uint8Array): string {
  return bytes.length.toString() + ":" + String.UTF8.decode(bytes.buffer);
}

/** `local/STATUS` with `text=`, `bytes=`, `grpc=`, `details=` and headers. */
function sendLocal(stream: HttpContext, step: string[]): Status {
  const response = new LocalResponse(numberIn(step, 2));
  for (let i = 3; i < step.length; i++) {
    const pair = step[i].split("=");
    const value = pair.length > 1 ? pair[1] : "";
    if (pair[0] == "text") response.text(value);
    else if (pair[0] == "grpc") response.grpcStatus(<i32>parseInt(value));
    else if (pair[0] == "details") response.details(value);
    else if (pair[0] == "bytes") {
      response.bytes(Uint8Array.wrap(String.UTF8.encode(value)));
    } else if (pair[0] == "x-bytes") {
      const bytes = Uint8Array.wrap(String.UTF8.encode(value));
      response.headerBytes(pair[0], bytes);
    } else response.header(pair[0], value);
  }
  return stream.sendLocalResponse(response);
}
