import {
  FilterHeadersStatus,
  HttpContext,
  LocalResponse,
  registerHttpContext,
} from "proxy-wasm-as";

class LocalReply extends HttpContext {
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const path = this.request.headers.get(":path");
    const reply = replyTo(path?.split("?")[0] ?? "");
    if (reply == null) return FilterHeadersStatus.Continue;
    this.sendLocalResponse(reply);
    return FilterHeadersStatus.StopIteration;
  }
}

/** Returns the answer to a path, `null` where the server has it. */
function replyTo(path: string): LocalResponse | null {
  if (path == "/hello") {
    return new LocalResponse(200)
      .header("hello", "World")
      .header("powered-by", "proxy-wasm")
      .text("Hello, World!\n");
  }
  if (path == "/coffee") {
    return new LocalResponse(418).text("I'm a teapot.\n").details("teapot");
  }
  if (path == "/admin" || path.startsWith("/admin/")) {
    return new LocalResponse(403)
      .header("content-type", "application/json")
      .text('{"error":"not for you"}\n')
      .details("admin_is_closed");
  }
  return null;
}

registerHttpContext<LocalReply>("local_reply");
