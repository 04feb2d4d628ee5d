import {
  acceptPlainBody,
  bodyChanged,
  HttpContext,
  HttpHandlerOf,
  JsonModel,
  JsonRpcCode,
  JsonRpcKind,
  JsonRpcMessage,
  JsonRpcMessages,
  length,
  LocalResponse,
  MediaType,
  PluginContext,
  registerRootContext,
  required,
  SseStream,
} from "proxy-wasm-as";
import { withoutTools } from "./without-tools";

/** The bytes that a body may have, as many as Envoy buffers by default. */
const LIMIT = 1 << 20;

class Settings extends JsonModel {
  /** The names of the tools that clients neither see nor call. */
  @required
  @length(1, 10000)
  deny: string[] = [];
}

class Plugin extends PluginContext<Settings> {
  override createHttpContext(): HttpContext {
    return new FilterTools();
  }
}

class FilterTools extends HttpHandlerOf<Plugin> {
  override onRequest(): void {
    const headers = this.request.headers;
    acceptPlainBody(headers);
    if (headers.get(":method") != "POST") return;
    const body = this.request.body.collect(LIMIT);
    // One that is larger was answered with 413.
    if (body == null) return;
    const messages = JsonRpcMessages.parse(body.bytes());
    if (messages == null) {
      return this.answer(400, JsonRpcMessages.parseError());
    }
    for (let i = 0; i < messages.length; i++) {
      if (!this.isDenied(messages.at(i))) continue;
      const code = JsonRpcCode.InvalidParams;
      const refusal = messages.refusal(code, "Unknown tool");
      if (refusal == null) this.respond(new LocalResponse(202));
      else this.answer(200, refusal);
      return;
    }
  }

  override onResponse(): void {
    const headers = this.response.headers;
    const type = MediaType.of(headers);
    if (type == null) return;
    const deny = this.plugin.settings.deny;
    if (type.essence == "text/event-stream") {
      bodyChanged(headers);
      const events = new SseStream(this.response.body, LIMIT);
      for (let e = events.next(); e != null; e = events.next()) {
        // What cannot be looked into may have tools.
        if (e.isTooLarge) e.drop();
        const edited = withoutTools(e.dataBytes, deny);
        if (edited != null) e.setDataBytes(edited);
      }
    } else if (type.isJson) {
      bodyChanged(headers);
      const body = this.response.body.collect(LIMIT);
      if (body == null) return;
      const edited = withoutTools(body.bytes(), deny);
      if (edited != null) body.setBytes(edited);
    }
  }

  private isDenied(message: JsonRpcMessage): bool {
    if (message.method != "tools/call") return false;
    const params = message.params;
    const name = params?.getText("name");
    // Two parsers may differ about what is not a message.
    if (message.kind == JsonRpcKind.Invalid || name == null) return true;
    return this.plugin.settings.deny.includes(name);
  }

  private answer(status: i32, json: Uint8Array): void {
    const response = new LocalResponse(status);
    this.respond(
      response.header("content-type", "application/json").bytes(json),
    );
  }
}

registerRootContext<Plugin>("mcp_tools");
