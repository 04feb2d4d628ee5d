import {
  FilterHeadersStatus,
  HttpContext,
  LocalResponse,
  log,
  PublicKey,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";
import { Token } from "./token";

class Plugin extends RootContext {
  key: PublicKey = PublicKey.pem("");

  onConfigure(): bool {
    const json = this.configuration.json();
    const key = json != null ? json.getText("key") : null;
    if (key == null || !key.includes("BEGIN PUBLIC KEY")) {
      log.error('Configure a public key in PEM, as {"key":"-----BEGIN …"}');
      return false;
    }
    this.key = PublicKey.pem(key);
    return true;
  }

  createHttpContext(): HttpContext {
    return new JwtRs256();
  }
}

class JwtRs256 extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const authorization = this.request.headers.get("authorization");
    if (authorization == null || authorization.length == 0) {
      return this.refuse(401, "No Authorization header");
    }
    if (!authorization.startsWith("Bearer ")) {
      return this.refuse(401, "Authorization header must use Bearer scheme");
    }
    const text = authorization.substring(7).trim();
    if (text.length == 0) return this.refuse(401, "Token not found");
    const key = (this.root as Plugin).key;
    const token = Token.parse(text);
    if (token == null) return this.refuse(403, "Invalid token");
    if (!key.verify("sha256", token.signature, token.signed)) {
      log.info("Bad Token: " + key.error);
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

registerRootContext<Plugin>("jwt_rs256");
