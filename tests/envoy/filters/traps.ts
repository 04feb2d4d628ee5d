import {
  FilterHeadersStatus,
  HttpContext,
  log,
  registerHttpContext,
} from "proxy-wasm-as";

const list: string[] = [];
const map = new Map<string, string>();

/** Traps in the compiler's library, depending on the path. */
class Traps extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = this.request.headers.get(":path");
    if (path == "/decode") {
      log.info(decodeURIComponent("/%zz"));
    } else if (path == "/index") {
      log.info("Bearer".split(" ")[1]);
    } else if (path == "/function") {
      log.info(secondOf("Bearer"));
    } else if (path == "/closure") {
      log.info(["a"].map<string>((text) => text.split(" ")[1]).join());
    } else if (path == "/map") {
      log.info(map.get("absent"));
    } else if (path == "/shift") {
      log.info(list.shift());
    } else if (path == "/date") {
      log.info(Date.parse("Sun, 06 Nov 1994 08:49:37 GMT").toISOString());
    } else if (path == "/at") {
      log.info("".at(0));
    } else if (path == "/repeat") {
      log.info("a".repeat(list.length - 1));
    } else if (path == "/divide") {
      log.info((1 / list.length).toString());
    }
    return FilterHeadersStatus.Continue;
  }
}

function secondOf(text: string): string {
  return text.split(" ")[1];
}

registerHttpContext<Traps>("traps");
