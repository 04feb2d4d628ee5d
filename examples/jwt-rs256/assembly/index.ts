import {
  base64UrlDecode,
  FilterHeadersStatus,
  HttpContext,
  HttpContextOf,
  JsonModel,
  JsonValue,
  LocalResponse,
  log,
  parseJson,
  pattern,
  PluginContext,
  PublicKey,
  registerRootContext,
  required,
} from "proxy-wasm-as";

class Settings extends JsonModel {
  /** The public key of who signs tokens, in PEM. */
  @required
  @pattern("BEGIN PUBLIC KEY")
  key: string = "";
}

class Plugin extends PluginContext<Settings> {
  key: PublicKey = PublicKey.pem("");

  override onSettings(): bool {
    this.key = PublicKey.pem(this.settings.key);
    return true;
  }

  override createHttpContext(): HttpContext {
    return new JwtRs256();
  }
}

class JwtRs256 extends HttpContextOf<Plugin> {
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
    const text = authorization.substring(7).trim();
    if (text.length == 0) return this.refuse(401, "Token not found");
    const parts = text.split(".");
    if (parts.length != 3) return this.refuse(403, "Invalid token");
    const payload = base64UrlDecode(parts[1]);
    const signature = base64UrlDecode(parts[2]);
    if (payload == null || signature == null) {
      return this.refuse(403, "Invalid token");
    }
    const signed = String.UTF8.encode(parts[0] + "." + parts[1]);
    const key = this.plugin.key;
    if (!key.verify("sha256", signature, Uint8Array.wrap(signed))) {
      log.info("Bad Token: " + key.error);
      return this.refuse(403, "Invalid token");
    }
    const claims = String.UTF8.decodeUnsafe(payload.dataStart, payload.length);
    if (isExpired(parseJson(claims))) {
      log.info("Token Expired");
      return this.refuse(403, "Expired token");
    }
    return FilterHeadersStatus.Continue;
  }

  private refuse(status: i32, why: string): FilterHeadersStatus {
    this.sendLocalResponse(new LocalResponse(status).text(why));
    return FilterHeadersStatus.StopIteration;
  }
}

/** Tells whether a token is too old, or does not say in a number how old it may get. */
function isExpired(claims: JsonValue | null): bool {
  if (claims == null) return true;
  const expires = claims.get("exp");
  return expires != null && <f64>Date.now() >= expires.numberOr(0) * 1000;
}

registerRootContext<Plugin>("jwt_rs256");
