import type { Header } from "../../host/index.ts";

/** Headers that frame a message, which the emulator leaves to the sender. */
const FRAMING = "transfer-encoding";

const UUID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

/** Headers as `name: value`, without their random parts. */
export function comparable(headers: readonly Header[]): string[] {
  return headers
    .map(([name, value]): Header => [name.toLowerCase(), value])
    .filter(([name]) => name !== FRAMING && !name.startsWith(":"))
    .filter(([name, value]) => name !== "content-length" || value !== "0")
    .map(([name, value]) => `${name}: ${valueOf(name, value)}`);
}

function valueOf(name: string, value: string): string {
  if (name === "date" && / GMT$/.test(value)) return "DATE";
  if (name === "x-request-id") return value.replace(UUID, "UUID");
  if (name !== "x-envoy-upstream-service-time") return value;
  return value.replace(/^\d+/, "MS");
}

/** A log line without its random parts. */
export function comparableLine(line: string): string {
  return line
    .replace(UUID, "UUID")
    .replace(/(\.ts:)\d+:\d+/, "$1LINE")
    .replace(/(127\.0\.0\.1:)\d+/, "$1PORT")
    .replace(/date=.{25} GMT/, "date=DATE")
    .replace(/(service-time(?:=| -> 0 ))\d+/, "$1MS");
}
