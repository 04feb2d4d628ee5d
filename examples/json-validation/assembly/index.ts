import {
  Body,
  HttpContext,
  HttpHandlerOf,
  JsonModel,
  LocalResponse,
  log,
  MediaType,
  PluginContext,
  range,
  registerRootContext,
} from "proxy-wasm-as";

/** The bytes that a body may have, as many as Envoy buffers by default. */
const LIMIT = 1 << 20;

class Settings extends JsonModel {
  /** The keys that a body has to have. */
  requiredKeys: string[] = [];
  /** The status of a refusal. */
  @range(400, 599)
  status: i32 = 403;
}

class Plugin extends PluginContext<Settings> {
  override createHttpContext(): HttpContext {
    return new ValidateJson();
  }
}

class ValidateJson extends HttpHandlerOf<Plugin> {
  override onRequest(): void {
    const type = MediaType.of(this.request.headers);
    if (type?.essence != "application/json") {
      return this.deny("content-type must be provided");
    }
    const body = this.request.body.collect(LIMIT);
    // One that is larger was answered with 413.
    if (body == null) return;
    if (!this.isValid(body)) this.deny("invalid payload");
  }

  private isValid(body: Body): bool {
    const json = body.json();
    if (json == null) {
      log.error("body is not a valid json");
      return false;
    }
    const keys = this.plugin.settings.requiredKeys;
    for (let i = 0; i < keys.length; i++) {
      if (json.get(keys[i]) != null) continue;
      log.error(`required key (${keys[i]}) is missing`);
      return false;
    }
    return true;
  }

  private deny(why: string): void {
    const status = this.plugin.settings.status;
    this.respond(new LocalResponse(status).text(why));
  }
}

registerRootContext<Plugin>("json_validation");
