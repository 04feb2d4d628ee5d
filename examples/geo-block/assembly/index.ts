import {
  FilterHeadersStatus,
  getOrNull,
  HttpContext,
  HttpContextOf,
  JsonModel,
  LocalResponse,
  PluginContext,
  registerRootContext,
  required,
} from "proxy-wasm-as";

class Settings extends JsonModel {
  /** The countries that are blocked, such as KP. */
  @required
  block: string[] = [];
  /** Where requests from other countries go, such as `{"DE":"https://de.example"}`. */
  redirect: Map<string, string> = new Map();
}

class Plugin extends PluginContext<Settings> {
  /** Where requests from a country go; `""` where they are blocked. */
  targets: Map<string, string> = new Map();

  override onSettings(): bool {
    this.targets = this.settings.redirect;
    const blocked = this.settings.block;
    for (let i = 0; i < blocked.length; i++) this.targets.set(blocked[i], "");
    return true;
  }

  override createHttpContext(): HttpContext {
    return new GeoBlock();
  }
}

class GeoBlock extends HttpContextOf<Plugin> {
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const country = this.request.headers.get("x-country-code");
    if (country == null || country.length == 0) {
      return this.answer(
        new LocalResponse(502).text("Missing country information"),
      );
    }
    const target = getOrNull(this.plugin.targets, country);
    if (target == null) return FilterHeadersStatus.Continue;
    if (target.length == 0) {
      return this.answer(new LocalResponse(403).text("Request blacklisted"));
    }
    const path = this.request.headers.get(":path");
    return this.answer(
      new LocalResponse(302).header(
        "location",
        path == null ? target : target + path,
      ),
    );
  }

  private answer(response: LocalResponse): FilterHeadersStatus {
    this.sendLocalResponse(response);
    return FilterHeadersStatus.StopIteration;
  }
}

registerRootContext<Plugin>("geo_block");
