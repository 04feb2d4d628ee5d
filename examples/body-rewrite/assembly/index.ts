import {
  acceptPlainBody,
  bodyChanged,
  FilterDataStatus,
  FilterHeadersStatus,
  FilterTrailersStatus,
  HttpContext,
  HttpContextOf,
  isBodyEncoded,
  JsonModel,
  log,
  MediaType,
  Needles,
  PluginContext,
  registerRootContext,
  Status,
  StreamReplacer,
} from "proxy-wasm-as";

class Settings extends JsonModel {
  /** What is replaced in bodies, and by what. */
  replace: Map<string, string> = new Map();
}

class Plugin extends PluginContext<Settings> {
  needles: Needles = new Needles([]);
  replacements: string[] = [];

  override onSettings(): bool {
    const replace = this.settings.replace;
    if (replace.size == 0) {
      log.critical("replace has nothing to replace");
      return false;
    }
    this.needles = new Needles(replace.keys());
    this.replacements = replace.values();
    return true;
  }

  override createHttpContext(): HttpContext {
    return new Rewrite();
  }
}

class Rewrite extends HttpContextOf<Plugin> {
  private replacer: StreamReplacer | null = null;

  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    acceptPlainBody(this.request.headers);
    return FilterHeadersStatus.Continue;
  }

  override onResponseHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const headers = this.response.headers;
    const type = MediaType.of(headers);
    const isText = type != null && (type.type == "text" || type.isJson);
    if (endOfStream || !isText || isBodyEncoded(headers)) {
      return FilterHeadersStatus.Continue;
    }
    bodyChanged(headers);
    const plugin = this.plugin;
    this.replacer = new StreamReplacer(plugin.needles, plugin.replacements);
    return FilterHeadersStatus.Continue;
  }

  override onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    const replacer = this.replacer;
    if (replacer != null) replacer.pass(this.response.body, endOfStream);
    return FilterDataStatus.Continue;
  }

  override onResponseTrailers(count: i32): FilterTrailersStatus {
    const replacer = this.replacer;
    if (replacer == null) return FilterTrailersStatus.Continue;
    const status = replacer.endBeforeTrailers(this.response.body);
    // The end of the body cannot be sent any more: better no answer than a cut one.
    if (status != Status.Ok) this.closeResponse();
    return FilterTrailersStatus.Continue;
  }
}

registerRootContext<Plugin>("body_rewrite");
