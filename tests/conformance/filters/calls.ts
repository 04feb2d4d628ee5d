import {
  proxy_close_stream,
  proxy_define_metric,
  proxy_done,
  proxy_continue_stream,
  proxy_get_buffer_bytes,
  proxy_get_buffer_status,
  proxy_get_log_level,
  proxy_get_metric,
  proxy_get_property,
  proxy_get_shared_data,
  proxy_get_status,
  proxy_increment_metric,
  proxy_log,
  proxy_record_metric,
  proxy_send_local_response,
  proxy_set_buffer_bytes,
  proxy_set_effective_context,
  proxy_set_property,
  proxy_set_shared_data,
  proxy_set_tick_period_milliseconds,
} from "proxy-wasm-as/assembly/abi/env";
import { bytesOf } from "./hex";
import { callForeign, callForeignSilently } from "./foreign-calls";
import { callMap } from "./map-calls";
import { argument, at, OUT, taken, UNTOUCHED } from "./out";
import { pairsOf } from "./pairs";
import { callQueue } from "./queue-calls";
import { callGrpc, callHttp } from "./service-calls";

/** Logs a text at the level Info. */
export function say(text: string): void {
  const bytes = String.UTF8.encode(text);
  proxy_log(2, changetype<usize>(bytes), bytes.byteLength);
}

/** Logs a text at the level Trace, which only the emulator's tests read. */
export function whisper(text: string): void {
  const bytes = String.UTF8.encode(text);
  proxy_log(0, changetype<usize>(bytes), bytes.byteLength);
}

/** Calls the host function named in a script, and returns its result. */
export function callHost(words: string[]): string {
  const verb = words[0];
  store<u32>(OUT, UNTOUCHED);
  store<u32>(OUT, UNTOUCHED, 4);
  if (verb.endsWith("-map")) return callMap(words);
  if (verb.endsWith("-buffer")) return callBuffer(words);
  if (verb == "property") {
    const path = bytesOf(argument(words, 1).replaceAll("/", "\0"));
    return taken(proxy_get_property(at(path), path.byteLength, OUT, OUT + 4));
  }
  // Durations, which differ from proxy to proxy.
  if (verb == "has-property") {
    const path = bytesOf(argument(words, 1).replaceAll("/", "\0"));
    const status = proxy_get_property(at(path), path.byteLength, OUT, OUT + 4);
    return taken(status).split(" ")[0];
  }
  if (verb == "set-property") {
    const path = bytesOf(argument(words, 1));
    const value = bytesOf(argument(words, 2));
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

function callMetric(words: string[]): string {
  const number = <i32>parseInt(argument(words, 1));
  if (words[0] == "define-metric") {
    const name = bytesOf(argument(words, 2));
    const status = proxy_define_metric(number, at(name), name.byteLength, OUT);
    return status.toString() + " " + load<u32>(OUT).toString();
  }
  if (words[0] == "get-metric") {
    const status = proxy_get_metric(number, OUT);
    return status.toString() + " " + load<u64>(OUT).toString();
  }
  const value = I64.parseInt(argument(words, 2));
  return words[0] == "record-metric"
    ? proxy_record_metric(number, value).toString()
    : proxy_increment_metric(number, value).toString();
}

/** The version for `cas`, if a script writes one that it has read. */
let cas: i32 = 0;

function callData(words: string[]): string {
  const key = bytesOf(argument(words, 1));
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
  const number = words.length > 1 ? <i32>parseInt(argument(words, 1)) : 0;
  if (verb == "log") {
    const text = bytesOf(argument(words, 2));
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
    const grpc = words.length > 4 ? <i32>parseInt(argument(words, 4)) : -1;
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

function callBuffer(words: string[]): string {
  const buffer = <i32>parseInt(argument(words, 1));
  const start = words.length > 2 ? <u32>parseInt(argument(words, 2)) : 0;
  const size = words.length > 3 ? <u32>parseInt(argument(words, 3)) : 0;
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
