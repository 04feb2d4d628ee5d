import type { HostCall } from "./traced-module.ts";

/** The statuses of the ABI, by their numbers. */
const STATUSES: Record<number, string | undefined> = {
  1: "NotFound",
  2: "BadArgument",
  3: "SerializationFailure",
  4: "ParseFailure",
  5: "BadExpression",
  6: "InvalidMemoryAccess",
  9: "ResultMismatch",
  10: "InternalFailure",
  11: "BrokenConnection",
  12: "Unimplemented",
};

/** Functions that answer NotFound where something is merely absent. */
const READERS = /^proxy_(get_|resolve_shared_queue$|dequeue_)/;

/** Functions that find nothing where a stream, a call or a plugin has just ended. */
const LATE = /^proxy_(set_effective_context|done|grpc_(send|close|cancel))$/;

const HEADERS = /^proxy_(get|add|replace|remove|set)_header_map_(\w+)$/;

/** The headers without which a call is not sent, as the SDK sets them. */
const NO_PATH =
  "a call needs the headers :method, :path and :authority, and a timeout that is not negative";

/**
 * What a host function refused, and what to do about it; undefined for a call that
 * did what it was asked to. `unknownCluster` is the cluster that it looked for in
 * vain.
 *
 *     refusalOf(call, "nope"); // 'proxy_http_call: no cluster "nope"; add --cluster nope=HOST:PORT, …'
 */
export function refusalOf(
  call: HostCall,
  unknownCluster?: string,
): string | undefined {
  const { name, answer } = call;
  if (!name.startsWith("proxy_") || typeof answer !== "number")
    return undefined;
  const status = STATUSES[answer];
  if (status === undefined) return undefined;
  if (status === "NotFound" && READERS.test(name)) return undefined;
  if (LATE.test(name)) return undefined;
  const [what, why] =
    unknownCluster === undefined
      ? reasonOf(call, status)
      : [name, missingCluster(unknownCluster)];
  return `${what}: ${why ?? `the proxy answered ${status}`}`;
}

type Reason = [what: string, why?: string];

function reasonOf({ name, text }: HostCall, status: string): Reason {
  if (name === "proxy_http_call" && status === "BadArgument") {
    return [name, NO_PATH];
  }
  const [, verb, part] = HEADERS.exec(name) ?? [];
  if (part !== undefined) {
    const field = part === "value" ? ` of ${quoted(text(1, 2))}` : "";
    const done = verb === "get" ? "read" : "changed";
    const why = `these headers cannot be ${done} in this callback: they have gone on, or have not come yet`;
    return [`${name}${field}`, status === "BadArgument" ? why : undefined];
  }
  if (name === "proxy_call_foreign_function") {
    const why = status === "NotFound" ? "no such function" : undefined;
    return [`${name} of ${quoted(text(0, 1))}`, why];
  }
  if (/^proxy_(get|set)_property$/.test(name)) {
    const path = text(0, 1).replaceAll("\0", ".").replace(/\.$/, "");
    return [`${name} of ${quoted(path)}`];
  }
  if (name === "proxy_continue_stream" || name === "proxy_close_stream") {
    return [name, "there is nothing that it could act on"];
  }
  return [name];
}

function missingCluster(name: string): string {
  const shown = quoted(name);
  const argument = /^[\w.-]+$/.test(name) ? name : `'${name}'`;
  return `no cluster ${shown}; add --cluster ${argument}=HOST:PORT, or "clusters" in deployment.yaml`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
