import {
  FilterHeadersStatus,
  HttpContext,
  HttpContextOf,
  JsonModel,
  LocalResponse,
  PluginContext,
  registerRootContext,
  required,
  secret,
  timingSafeEqual,
  utf8Encode,
} from "proxy-wasm-as";

class Settings extends JsonModel {
  /** The keys that are let through. */
  @required
  @secret
  keys: string[] = [];
}

class Plugin extends PluginContext<Settings> {
  private keys: Uint8Array[] = [];

  override onSettings(): bool {
    const keys = this.settings.keys;
    for (let i = 0; i < keys.length; i++) {
      this.keys.push(utf8Encode(keys[i]));
    }
    return true;
  }

  /** Tells whether a key is one of ours, in a time that does not tell how much of it. */
  knows(key: Uint8Array): bool {
    let isKnown: bool = false;
    for (let i = 0; i < this.keys.length; i++) {
      if (timingSafeEqual(key, this.keys[i])) isKnown = true;
    }
    return isKnown;
  }

  override createHttpContext(): HttpContext {
    return new ApiKey();
  }
}

class ApiKey extends HttpContextOf<Plugin> {
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const key = this.request.headers.getBytes("x-api-key");
    if (key == null || key.length == 0) {
      return this.refuse(
        new LocalResponse(401)
          .header("www-authenticate", "API-Key")
          .text("Missing X-API-Key header"),
      );
    }
    if (!this.plugin.knows(key)) {
      return this.refuse(new LocalResponse(403).text("Invalid API key"));
    }
    // The server needs no secret.
    this.request.headers.delete("x-api-key");
    return FilterHeadersStatus.Continue;
  }

  private refuse(answer: LocalResponse): FilterHeadersStatus {
    this.sendLocalResponse(answer);
    return FilterHeadersStatus.StopIteration;
  }
}

registerRootContext<Plugin>("api_key");
