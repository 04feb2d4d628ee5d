import {
  FilterHeadersStatus,
  getOrNull,
  HttpContext,
  LocalResponse,
  log,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

class Plugin extends RootContext {
  /** Where requests from a country go; `""` where they are blocked. */
  readonly targets: Map<string, string> = new Map();

  onConfigure(): bool {
    const json = this.configuration.json();
    const blocked = json != null ? json.getTexts("block") : null;
    if (json == null || blocked == null) {
      log.error('Configure countries to block, such as {"block":["KP"]}');
      return false;
    }
    for (let i = 0; i < blocked.length; i++) this.targets.set(blocked[i], "");
    const redirects = json.get("redirect");
    if (redirects == null) return true;
    const countries = redirects.names;
    for (let i = 0; i < countries.length; i++) {
      const target = redirects.getText(countries[i]);
      if (target != null) this.targets.set(countries[i], target);
    }
    return true;
  }

  createHttpContext(): HttpContext {
    return new GeoBlock();
  }
}

class GeoBlock extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const country = this.request.headers.get("x-country-code");
    if (country == null || country.length == 0) {
      return this.answer(
        new LocalResponse(502).text("Missing country information"),
      );
    }
    const target = getOrNull((this.root as Plugin).targets, country);
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
