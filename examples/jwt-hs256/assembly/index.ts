import {
  FilterHeadersStatus,
  HttpContext,
  HttpContextOf,
  JsonModel,
  JwtFault,
  JwtKeys,
  JwtSecret,
  JwtVerifier,
  length,
  LocalResponse,
  log,
  PluginContext,
  registerRootContext,
  required,
  secret,
  Sha256,
  utf8Encode,
} from "proxy-wasm-as";

class Settings extends JsonModel {
  /** What tokens are signed with. */
  @required
  @secret
  @length(1)
  secret: string = "";
}

class Plugin extends PluginContext<Settings> {
  verifier: JwtVerifier = new JwtVerifier(new JwtKeys([]));

  override onSettings(): bool {
    const secret = utf8Encode(this.settings.secret);
    this.verifier = JwtVerifier.of(new JwtSecret<Sha256>(secret));
    return true;
  }

  override createHttpContext(): HttpContext {
    return new JwtHs256();
  }
}

class JwtHs256 extends HttpContextOf<Plugin> {
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const authorization = this.request.headers.get("authorization");
    if (authorization == null || authorization.length == 0) {
      return this.refuse(401, "No Authorization header");
    }
    if (!authorization.startsWith("Bearer ")) {
      return this.refuse(401, "Authorization header must use Bearer scheme");
    }
    const token = authorization.substring(7).trim();
    if (token.length == 0) return this.refuse(401, "Token not found");
    const verifier = this.plugin.verifier;
    if (verifier.verify(token) != null) return FilterHeadersStatus.Continue;
    log.info(verifier.reason);
    const fault = verifier.fault;
    // As elsewhere, a time that cannot be read is over.
    return fault == JwtFault.Expired || fault == JwtFault.Claims
      ? this.refuse(403, "Expired token")
      : this.refuse(403, "Invalid token");
  }

  private refuse(status: i32, why: string): FilterHeadersStatus {
    this.sendLocalResponse(new LocalResponse(status).text(why));
    return FilterHeadersStatus.StopIteration;
  }
}

registerRootContext<Plugin>("jwt_hs256");
