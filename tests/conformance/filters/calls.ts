import {
  proxy_add_header_map_value,
  proxy_close_stream,
  proxy_define_metric,
  proxy_done,
  proxy_continue_stream,
  proxy_get_buffer_bytes,
  proxy_get_buffer_status,
  proxy_get_header_map_pairs,
  proxy_get_header_map_size,
  proxy_get_header_map_value,
  proxy_get_log_level,
  proxy_get_metric,
  proxy_get_property,
  proxy_get_shared_data,
  proxy_get_status,
  proxy_grpc_call,
  proxy_grpc_cancel,
  proxy_grpc_close,
  proxy_grpc_send,
  proxy_grpc_stream,
  proxy_http_call,
  proxy_increment_metric,
  proxy_log,
  proxy_record_metric,
  proxy_remove_header_map_value,
  proxy_replace_header_map_value,
  proxy_send_local_response,
  proxy_set_buffer_bytes,
  proxy_set_effective_context,
  proxy_set_header_map_pairs,
  proxy_set_property,
  proxy_set_shared_data,
  proxy_set_tick_period_milliseconds,
} from "proxy-wasm-as/assembly/abi/env";
import { bytesOf, printable } from "./hex";
import { callForeign, callForeignSilently } from "./foreign-calls";
import { argument, at, OUT, taken, UNTOUCHED } from "./out";
import { callQueue } from "./queue-calls";

/** Logs a text at the level Info. */
export function say(text: string): void {
  const bytes = String.UTF8.encode(text);
  proxy_log(2, changetype<usize>(bytes), bytes.byteLength);
}

/** Calls the host function of a line of a script, and returns what it answered. */
export function callHost(words: string[]): string {
  const verb = words[0];
  store<u32>(OUT, UNTOUCHED);
  store<u32>(OUT, UNTOUCHED, 4);
  if (verb.endsWith("-map")) return callMap(words);
  if (verb.endsWith("-buffer")) return callBuffer(words);
  if (verb == "property") {
    const path = bytesOf(words[1].replaceAll("/", "\0"));
    return taken(proxy_get_property(at(path), path.byteLength, OUT, OUT + 4));
  }
  if (verb == "set-property") {
    const path = bytesOf(words[1]);
    const value = bytesOf(words[2]);
    return proxy_set_property(
      at(path),
      path.byteLength,
      at(value),
      value.byteLength,
    ).toString();
  }
  if (verb.startsWith("grpc-")) return callGrpc(words);
  if (verb == "http") return callHttp(words);
  if (verb.endsWith("-metric")) return callMetric(words);
  if (verb.endsWith("-data")) return callData(words);
  if (verb == "foreign") return callForeign(words);
  if (verb == "foreign-silent") return callForeignSilently(words);
  if (verb.endsWith("-queue")) return callQueue(words);
  return callStream(words);
}

/**
 * `grpc-call CLUSTER METHOD TIMEOUT METADATA MESSAGE`, `grpc-stream CLUSTER METHOD
 * METADATA`, `grpc-send TOKEN MESSAGE END`, `grpc-close TOKEN`, `grpc-cancel TOKEN`
 */
function callGrpc(words: string[]): string {
  const verb = words[0];
  const token = <i32>parseInt(words[1]);
  if (verb == "grpc-close") return proxy_grpc_close(token).toString();
  if (verb == "grpc-cancel") return proxy_grpc_cancel(token).toString();
  if (verb == "grpc-send") {
    const message = bytesOf(argument(words, 2));
    const end = words.length > 3 ? 1 : 0;
    return proxy_grpc_send(
      token,
      at(message),
      message.byteLength,
      end,
    ).toString();
  }
  const isStream = verb == "grpc-stream";
  const cluster = bytesOf(words[1]);
  const service = bytesOf("test.Calls");
  const method = bytesOf(argument(words, 2));
  const metadata = pairsOf(argument(words, isStream ? 3 : 4));
  const message = bytesOf(argument(words, 5));
  const status = isStream
    ? proxy_grpc_stream(
        at(cluster),
        cluster.byteLength,
        at(service),
        service.byteLength,
        at(method),
        method.byteLength,
        at(metadata),
        metadata.byteLength,
        OUT,
      )
    : proxy_grpc_call(
        at(cluster),
        cluster.byteLength,
        at(service),
        service.byteLength,
        at(method),
        method.byteLength,
        at(metadata),
        metadata.byteLength,
        at(message),
        message.byteLength,
        <i32>parseInt(argument(words, 3)),
        OUT,
      );
  return status.toString() + " token " + load<u32>(OUT).toString();
}

/** `http CLUSTER TIMEOUT HEADERS BODY TRAILERS` */
function callHttp(words: string[]): string {
  const cluster = bytesOf(words[1]);
  const headers = pairsOf(argument(words, 3));
  const body = bytesOf(argument(words, 4));
  const trailers = pairsOf(argument(words, 5));
  const status = proxy_http_call(
    at(cluster),
    cluster.byteLength,
    at(headers),
    headers.byteLength,
    at(body),
    body.byteLength,
    at(trailers),
    trailers.byteLength,
    <i32>parseInt(words[2]),
    OUT,
  );
  return status.toString() + " token " + load<u32>(OUT).toString();
}

function callMetric(words: string[]): string {
  const number = <i32>parseInt(words[1]);
  if (words[0] == "define-metric") {
    const name = bytesOf(words[2]);
    const status = proxy_define_metric(number, at(name), name.byteLength, OUT);
    return status.toString() + " " + load<u32>(OUT).toString();
  }
  if (words[0] == "get-metric") {
    const status = proxy_get_metric(number, OUT);
    return status.toString() + " " + load<u64>(OUT).toString();
  }
  const value = I64.parseInt(words[2]);
  return words[0] == "record-metric"
    ? proxy_record_metric(number, value).toString()
    : proxy_increment_metric(number, value).toString();
}

/** The version as `cas`, where a script writes one that it has read. */
let cas: i32 = 0;

function callData(words: string[]): string {
  const key = bytesOf(words[1]);
  if (words[0] == "get-data") {
    const status = proxy_get_shared_data(
      at(key),
      key.byteLength,
      OUT,
      OUT + 4,
      OUT + 8,
    );
    if (status == 0) cas = load<i32>(OUT + 8);
    return taken(status);
  }
  const value = bytesOf(argument(words, 2));
  const version = argument(words, 3);
  return proxy_set_shared_data(
    at(key),
    key.byteLength,
    at(value),
    value.byteLength,
    version == "cas" ? cas : <i32>parseInt("0" + version),
  ).toString();
}

function callStream(words: string[]): string {
  const verb = words[0];
  const number = words.length > 1 ? <i32>parseInt(words[1]) : 0;
  if (verb == "log") {
    const text = bytesOf(words[2]);
    return proxy_log(number, at(text), text.byteLength).toString();
  }
  if (verb == "log-level") {
    const status = proxy_get_log_level(OUT);
    return status.toString() + " " + load<u32>(OUT).toString();
  }
  if (verb == "status") {
    const status = proxy_get_status(OUT + 8, OUT, OUT + 4);
    return load<u32>(OUT + 8).toString() + " " + taken(status);
  }
  if (verb == "end") return proxy_done().toString();
  if (verb == "continue") return proxy_continue_stream(number).toString();
  if (verb == "close") return proxy_close_stream(number).toString();
  if (verb == "effective") {
    return proxy_set_effective_context(number).toString();
  }
  if (verb == "tick") {
    return proxy_set_tick_period_milliseconds(number).toString();
  }
  if (verb == "local") {
    const body = bytesOf(argument(words, 2));
    const pairs = pairsOf(argument(words, 3));
    const grpc = words.length > 4 ? <i32>parseInt(words[4]) : -1;
    return proxy_send_local_response(
      number,
      0,
      0,
      at(body),
      body.byteLength,
      at(pairs),
      pairs.byteLength,
      grpc,
    ).toString();
  }
  return "unknown " + verb;
}

function callMap(words: string[]): string {
  const verb = words[0];
  const map = <i32>parseInt(words[1]);
  const name = bytesOf(argument(words, 2));
  const value = bytesOf(argument(words, 3));
  const nameSize = name.byteLength;
  const valueSize = value.byteLength;
  if (verb == "get-map") {
    return taken(
      proxy_get_header_map_value(map, at(name), nameSize, OUT, OUT + 4),
    );
  }
  if (verb == "pairs-map") return takenPairs(map);
  if (verb == "size-map") {
    const status = proxy_get_header_map_size(map, OUT);
    return status.toString() + " " + load<u32>(OUT).toString();
  }
  if (verb == "remove-map") {
    return proxy_remove_header_map_value(map, at(name), nameSize).toString();
  }
  if (verb == "raw-map") {
    return proxy_set_header_map_pairs(map, at(name), nameSize).toString();
  }
  if (verb == "set-map") {
    const pairs = pairsOf(argument(words, 2));
    return proxy_set_header_map_pairs(
      map,
      at(pairs),
      pairs.byteLength,
    ).toString();
  }
  const status =
    verb == "add-map"
      ? proxy_add_header_map_value(
          map,
          at(name),
          nameSize,
          at(value),
          valueSize,
        )
      : proxy_replace_header_map_value(
          map,
          at(name),
          nameSize,
          at(value),
          valueSize,
        );
  return status.toString();
}

function callBuffer(words: string[]): string {
  const buffer = <i32>parseInt(words[1]);
  const start = words.length > 2 ? <u32>parseInt(words[2]) : 0;
  const size = words.length > 3 ? <u32>parseInt(words[3]) : 0;
  if (words[0] == "get-buffer") {
    return taken(proxy_get_buffer_bytes(buffer, start, size, OUT, OUT + 4));
  }
  if (words[0] == "status-buffer") {
    const status = proxy_get_buffer_status(buffer, OUT, OUT + 4);
    const length = load<u32>(OUT).toString();
    return (
      status.toString() + " " + length + " " + load<u32>(OUT, 4).toString()
    );
  }
  const data = bytesOf(argument(words, 4));
  return proxy_set_buffer_bytes(
    buffer,
    start,
    size,
    at(data),
    data.byteLength,
  ).toString();
}

function takenPairs(map: i32): string {
  const status = proxy_get_header_map_pairs(map, OUT, OUT + 4).toString();
  const address = <usize>load<u32>(OUT);
  if (address == UNTOUCHED) return status + " untouched";
  if (address == 0) return status + " null " + load<u32>(OUT, 4).toString();
  const count = load<u32>(address);
  let next = address + 4 + count * 8;
  let text = status;
  for (let i: u32 = 0; i < count; i++) {
    const nameSize = load<u32>(address + 4 + i * 8);
    const valueSize = load<u32>(address + 8 + i * 8);
    text += " " + printable(next, nameSize) + "=";
    text += printable(next + nameSize + 1, valueSize);
    next += nameSize + valueSize + 2;
  }
  heap.free(address);
  return text;
}

/** Encodes `a=b|c=d`. */
function pairsOf(text: string): ArrayBuffer {
  if (text.length == 0) return new ArrayBuffer(0);
  const items = text.split("|");
  const sizes = new Uint32Array(1 + items.length * 2);
  sizes[0] = items.length;
  let bytes = "";
  for (let i = 0; i < items.length; i++) {
    const middle = items[i].indexOf("=");
    sizes[1 + i * 2] = middle;
    sizes[2 + i * 2] = items[i].length - middle - 1;
    bytes += items[i].substr(0, middle) + "\0";
    bytes += items[i].substr(middle + 1) + "\0";
  }
  const tail = String.UTF8.encode(bytes);
  const all = new Uint8Array(sizes.byteLength + tail.byteLength);
  memory.copy(all.dataStart, sizes.dataStart, sizes.byteLength);
  memory.copy(all.dataStart + sizes.byteLength, at(tail), tail.byteLength);
  return all.buffer;
}
