import {
  FilterHeadersStatus,
  HttpCall,
  HttpContext,
  Jwt,
  JwtVerifier,
  LocalResponse,
  registerRootContext,
  RemoteJwks,
  RootContext,
} from "proxy-wasm-as";

/** Verifies tokens with fetched keys, by callbacks. */
class Plugin extends RootContext {
  keys: RemoteJwks = new RemoteJwks(
    this,
    new HttpCall("idp").path("/jwks"),
  ).interval(0);
  verifier: JwtVerifier = new JwtVerifier(this.keys);

  createHttpContext(): HttpContext {
    return new Guard();
  }
}

class Guard extends HttpContext {
  private jwt: Jwt | null = null;
  private isStopped: bool = false;

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const token = this.request.headers.get("x-token");
    if (token != null) this.jwt = Jwt.parse(token);
    const jwt = this.jwt;
    if (jwt == null) return FilterHeadersStatus.Continue;
    const plugin = this.root as Plugin;
    // Two fetches at once, of which each gets its own answer.
    if (this.request.headers.has("x-other")) {
      new RemoteJwks(plugin, new HttpCall("idp").path("/other")).fetch();
      this.activate();
    }
    if (plugin.keys.whenReady<Guard>(this, jwt, (self) => self.decide())) {
      return FilterHeadersStatus.Continue;
    }
    this.isStopped = true;
    return FilterHeadersStatus.StopAllIterationAndWatermark;
  }

  decide(): void {
    const verifier = (this.root as Plugin).verifier;
    const jwt = this.jwt!;
    if (!verifier.check(jwt)) {
      const response = new LocalResponse(401).text(verifier.reason);
      this.sendLocalResponse(response);
      return;
    }
    this.request.headers.set("x-checked", jwt.algorithm);
    if (this.isStopped) this.continueRequest();
  }
}

registerRootContext<Plugin>("");
