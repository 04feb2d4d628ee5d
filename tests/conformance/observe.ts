import type { Header } from "../../host/index.ts";

/** What a proxy adds by itself, or what belongs to one connection alone. */
const OWN =
  /^(date|server|connection|keep-alive|transfer-encoding|x-request-id|x-envoy-.*)$/;

const UUID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

/** Headers as `name: value`, without those that the proxies differ in anyway. */
export function comparable(headers: readonly Header[]): string[] {
  return headers
    .map(([name, value]): Header => [name.toLowerCase(), value])
    .filter(([name]) => !OWN.test(name) && !name.startsWith(":"))
    .filter(([name, value]) => name !== "content-length" || value !== "0")
    .map(([name, value]) => `${name}: ${value}`);
}

/** A log line without what is random in it. */
export function comparableLine(line: string): string {
  return (
    line
      .replace(UUID, "UUID")
      .replace(/(127\.0\.0\.1:)\d+/, "$1PORT")
      .replace(/date=.{25} GMT/, "date=DATE")
      // Of the request that wakes a plugin.
      .replace(/ connection=close/, "")
      .replace(/(service-time=)\d+/, "$1MS")
  );
}
