import {
  Authorization,
  FilterHeadersStatus,
  HttpContext,
  HttpContextOf,
  JwtKeys,
  JwtSecret,
  JwtVerifier,
  LocalResponse,
  registerRootContext,
  RootContext,
  Sha256,
} from "proxy-wasm-as";

class Plugin extends RootContext {
  verifier: JwtVerifier = new JwtVerifier(new JwtKeys([]));

  onConfigure(): bool {
    const secret = this.configuration.bytes();
    this.verifier = JwtVerifier.of(new JwtSecret<Sha256>(secret))
      .issuer("https://login.example.com")
      .audience("api");
    return true;
  }

  createHttpContext(): HttpContext {
    return new VerifyJwt();
  }
}

/** Lets requests with a right token pass, and says who sends them. */
class VerifyJwt extends HttpContextOf<Plugin> {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const headers = this.request.headers;
    const token = Authorization.bearerOf(headers);
    const jwt = token != null ? this.plugin.verifier.verify(token) : null;
    const user = jwt != null ? jwt.text("sub") : null;
    if (user == null) {
      this.sendLocalResponse(new LocalResponse(401));
      return FilterHeadersStatus.StopIteration;
    }
    headers.set("x-found", user);
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("verify_jwt");
