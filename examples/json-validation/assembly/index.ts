import {
  FilterDataStatus,
  FilterHeadersStatus,
  FilterTrailersStatus,
  HttpContext,
  JsonKind,
  JsonValue,
  LocalResponse,
  log,
  parseJson,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

class Plugin extends RootContext {
  status: i32 = 403;
  requiredKeys: string[] = [];

  onConfigure(): bool {
    if (this.configuration.size == 0) return true;
    const settings = this.configuration.json();
    if (settings != null && this.read(settings)) return true;
    log.critical("error parsing plugin configuration: see the README");
    return false;
  }

  private read(settings: JsonValue): bool {
    if (settings.kind != JsonKind.Object) return false;
    const keys = settings.getTexts("requiredKeys");
    if (keys != null) this.requiredKeys = keys;
    else if (settings.get("requiredKeys") != null) return false;
    const given = settings.get("status");
    const status = given != null ? given.integerOr(0) : 403;
    this.status = <i32>status;
    return status >= 400 && status <= 599;
  }

  createHttpContext(): HttpContext {
    return new ValidateJson();
  }
}

class ValidateJson extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const type = this.request.headers.get("content-type");
    const isJson =
      type != null && type.split(";")[0].trim() == "application/json";
    // Of a request without a body no other callback is called.
    if (isJson && !endOfStream) return FilterHeadersStatus.Continue;
    this.deny(isJson ? "invalid payload" : "content-type must be provided");
    return FilterHeadersStatus.StopIteration;
  }

  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    if (this.isValid()) return FilterDataStatus.Continue;
    this.deny("invalid payload");
    return FilterDataStatus.StopIterationNoBuffer;
  }

  onRequestTrailers(count: i32): FilterTrailersStatus {
    if (this.isValid()) return FilterTrailersStatus.Continue;
    this.deny("invalid payload");
    return FilterTrailersStatus.StopIteration;
  }

  private isValid(): bool {
    const body = parseJson(this.request.body.text());
    if (body == null) {
      log.error("body is not a valid json");
      return false;
    }
    const keys = (this.root as Plugin).requiredKeys;
    for (let i = 0; i < keys.length; i++) {
      if (body.get(keys[i]) != null) continue;
      log.error(`required key (${keys[i]}) is missing`);
      return false;
    }
    return true;
  }

  private deny(why: string): void {
    const status = (this.root as Plugin).status;
    this.sendLocalResponse(new LocalResponse(status).text(why));
  }
}

registerRootContext<Plugin>("json_validation");
