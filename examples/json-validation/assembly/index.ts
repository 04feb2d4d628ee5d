import {
  FilterDataStatus,
  FilterHeadersStatus,
  FilterTrailersStatus,
  HttpContext,
  HttpContextOf,
  JsonModel,
  LocalResponse,
  log,
  MediaType,
  PluginContext,
  range,
  registerRootContext,
} from "proxy-wasm-as";

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

class ValidateJson extends HttpContextOf<Plugin> {
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const type = MediaType.of(this.request.headers);
    const isJson = type?.essence == "application/json";
    // Of a request without a body no other callback is called.
    if (isJson && !endOfStream) return FilterHeadersStatus.Continue;
    this.deny(isJson ? "invalid payload" : "content-type must be provided");
    return FilterHeadersStatus.StopIteration;
  }

  override onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    if (this.isValid()) return FilterDataStatus.Continue;
    this.deny("invalid payload");
    return FilterDataStatus.StopIterationNoBuffer;
  }

  override onRequestTrailers(count: i32): FilterTrailersStatus {
    if (this.isValid()) return FilterTrailersStatus.Continue;
    this.deny("invalid payload");
    return FilterTrailersStatus.StopIteration;
  }

  private isValid(): bool {
    const body = this.request.body.json();
    if (body == null) {
      log.error("body is not a valid json");
      return false;
    }
    const keys = this.plugin.settings.requiredKeys;
    for (let i = 0; i < keys.length; i++) {
      if (body.get(keys[i]) != null) continue;
      log.error(`required key (${keys[i]}) is missing`);
      return false;
    }
    return true;
  }

  private deny(why: string): void {
    const status = this.plugin.settings.status;
    this.sendLocalResponse(new LocalResponse(status).text(why));
  }
}

registerRootContext<Plugin>("json_validation");
