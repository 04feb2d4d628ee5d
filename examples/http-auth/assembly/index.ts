import {
  cluster,
  FilterHeadersStatus,
  HttpAnswer,
  HttpCall,
  HttpContext,
  HttpHandlerOf,
  JsonModel,
  LocalResponse,
  log,
  PluginContext,
  registerRootContext,
  required,
} from "proxy-wasm-as";

class Settings extends JsonModel {
  /** The cluster of the service that decides. */
  @required
  @cluster
  cluster: string = "";
}

class Plugin extends PluginContext<Settings> {
  override createHttpContext(): HttpContext {
    return new HttpAuth();
  }
}

class HttpAuth extends HttpHandlerOf<Plugin> {
  override onRequest(): void {
    const headers = this.request.headers;
    // Only the service says who it is.
    headers.delete("x-auth-user");
    const call = new HttpCall(this.plugin.settings.cluster).path("/auth");
    const path = headers.get(":path");
    if (path != null) call.header("x-forwarded-uri", path);
    const credentials = headers.get("authorization");
    if (credentials != null) call.header("authorization", credentials);
    const answer = call.timeout(1000).wait();
    if (answer.status != 200) return this.forbid(answer);
    log.info("Access granted.");
    const user = answer.headers.get("x-auth-user");
    if (user != null) headers.set("x-auth-user", user);
  }

  private forbid(answer: HttpAnswer): void {
    const denied = new LocalResponse(answer.status == 401 ? 401 : 403);
    const challenge = answer.headers.get("www-authenticate");
    if (challenge != null) denied.header("www-authenticate", challenge);
    log.info("Access forbidden.");
    this.respond(denied.text("Access forbidden.\n"));
  }

  // A callback costs less than a method that could wait.
  override onResponseHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    this.response.headers.set("powered-by", "proxy-wasm");
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("http_auth");
