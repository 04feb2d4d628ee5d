import {
  FilterHeadersStatus,
  HttpContext,
  HttpContextOf,
  JsonModel,
  length,
  LocalResponse,
  log,
  PluginContext,
  registerRootContext,
  required,
  secret,
} from "proxy-wasm-as";
import { hmacSha256 } from "./hmac-sha256";
import { Token } from "./token";

class Settings extends JsonModel {
  /** What tokens are signed with. */
  @required
  @secret
  @length(1)
  secret: string = "";
}

class Plugin extends PluginContext<Settings> {
  private secret: Uint8Array = new Uint8Array(0);

  override onSettings(): bool {
    this.secret = Uint8Array.wrap(String.UTF8.encode(this.settings.secret));
    return true;
  }

  /** Tells whether we have signed a token, in a time that does not tell how much fits. */
  hasSigned(token: Token): bool {
    const expected = hmacSha256(this.secret, token.signed);
    const signature = token.signature;
    if (signature.length != expected.length) return false;
    let difference = 0;
    for (let i = 0; i < expected.length; i++) {
      difference |= signature[i] ^ expected[i];
    }
    return difference == 0;
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
    const text = authorization.substring(7).trim();
    if (text.length == 0) return this.refuse(401, "Token not found");
    const token = Token.parse(text);
    if (token == null || !this.plugin.hasSigned(token)) {
      log.info("Bad Token");
      return this.refuse(403, "Invalid token");
    }
    if (token.isExpiredAt(Date.now())) {
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

registerRootContext<Plugin>("jwt_hs256");
