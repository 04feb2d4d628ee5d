import {
  cluster,
  FilterHeadersStatus,
  HttpCall,
  HttpCallResponse,
  HttpContext,
  HttpContextOf,
  JsonModel,
  LocalResponse,
  log,
  PluginContext,
  registerRootContext,
  required,
  Status,
} from "proxy-wasm-as";

class Settings extends JsonModel {
  /** The cluster of the service that decides. */
  @required
  @cluster
  cluster: string = "";
}

class Plugin extends PluginContext<Settings> {
  createHttpContext(): HttpContext {
    return new HttpAuth();
  }
}

class HttpAuth extends HttpContextOf<Plugin> {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const headers = this.request.headers;
    // Only the service says who it is.
    headers.delete("x-auth-user");
    const call = new HttpCall(this.plugin.settings.cluster);
    const path = headers.get(":path");
    if (path != null) call.header("x-forwarded-uri", path);
    const credentials = headers.get("authorization");
    if (credentials != null) call.header("authorization", credentials);
    const status = call
      .path("/auth")
      .timeout(1000)
      .send<HttpAuth>(this, (self, response) => self.decide(response));
    if (status != Status.Ok) this.forbid(new LocalResponse(403));
    return FilterHeadersStatus.StopAllIterationAndWatermark;
  }

  private decide(response: HttpCallResponse): void {
    if (response.status != 200) {
      const denied = new LocalResponse(response.status == 401 ? 401 : 403);
      const challenge = response.headers.get("www-authenticate");
      if (challenge != null) denied.header("www-authenticate", challenge);
      return this.forbid(denied);
    }
    log.info("Access granted.");
    const user = response.headers.get("x-auth-user");
    if (user != null) this.request.headers.set("x-auth-user", user);
    this.continueRequest();
  }

  private forbid(response: LocalResponse): void {
    log.info("Access forbidden.");
    this.sendLocalResponse(response.text("Access forbidden.\n"));
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("powered-by", "proxy-wasm");
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("http_auth");
