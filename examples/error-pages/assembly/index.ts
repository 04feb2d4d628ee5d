import {
  FilterHeadersStatus,
  HttpContext,
  LocalResponse,
  log,
  registerRootContext,
  RootContext,
  Status,
} from "proxy-wasm-as";
import { titleOf } from "./title-of";

const PAGE =
  '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">' +
  "<title>{status} {title}</title></head>" +
  "<body><p>{status}</p><h1>{title}</h1></body></html>\n";

class Plugin extends RootContext {
  private page: string = PAGE;

  override onConfigure(): bool {
    if (this.configuration.size > 0) this.page = this.configuration.text();
    return true;
  }

  pageOf(status: i32): string {
    return this.page
      .replaceAll("{status}", status.toString())
      .replaceAll("{title}", titleOf(status));
  }

  override createHttpContext(): HttpContext {
    return new ErrorPages();
  }
}

class ErrorPages extends HttpContext {
  override onResponseHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const status = I32.parseInt(this.response.headers.get(":status") ?? "");
    if (status < 400) return FilterHeadersStatus.Continue;
    log.info(`Error response detected: ${status}`);
    const page = new LocalResponse(status)
      .header("content-type", "text/html; charset=utf-8")
      .text((this.root as Plugin).pageOf(status));
    // What else the server said stays: how to log in, when to come again.
    const entries = this.response.headers.entries();
    for (let i = 0; i < entries.length; i++) {
      const name = entries.name(i);
      if (isOfBody(name)) continue;
      page.headerBytes(name, entries.valueBytes(i));
    }
    // A status above 599 cannot be sent: that response stays.
    return this.sendLocalResponse(page) == Status.Ok
      ? FilterHeadersStatus.StopIteration
      : FilterHeadersStatus.Continue;
  }
}

/** Tells whether a header is about the body that goes, or about the connection. */
function isOfBody(name: string): bool {
  return (
    name.startsWith(":") ||
    name.startsWith("content-") ||
    name == "transfer-encoding" ||
    name == "etag"
  );
}

registerRootContext<Plugin>("error_pages");
