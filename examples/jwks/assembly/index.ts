import {
  cluster,
  HttpCall,
  HttpContext,
  HttpHandlerOf,
  JsonModel,
  Jwt,
  JwtFault,
  JwtKeys,
  JwtVerifier,
  length,
  LocalResponse,
  log,
  PluginContext,
  registerRootContext,
  RemoteJwks,
  required,
} from "proxy-wasm-as";

class Settings extends JsonModel {
  /** The cluster that has the keys. */
  @required
  @cluster
  cluster: string = "";
  /** The host of the keys. */
  @required
  @length(1)
  host: string = "";
  /** The path of the keys. */
  path: string = "/.well-known/jwks.json";
  /** Who signs: the claim `iss`. */
  @required
  @length(1)
  issuer: string = "";
  /** Who the tokens are for: one of the claim `aud`. */
  @required
  @length(1)
  audience: string = "";
}

class Plugin extends PluginContext<Settings> {
  private keys: RemoteJwks | null = null;
  verifier: JwtVerifier = new JwtVerifier(new JwtKeys([]));

  override onSettings(): bool {
    const settings = this.settings;
    const call = new HttpCall(settings.cluster)
      .authority(settings.host)
      .path(settings.path);
    const keys = new RemoteJwks(this, call);
    this.keys = keys;
    this.verifier = new JwtVerifier(keys)
      .issuer(settings.issuer)
      .audience(settings.audience)
      .leeway(60)
      .requireExpiry();
    return true;
  }

  /** Waits for the keys of a token. */
  waitForKeysOf(jwt: Jwt): void {
    const keys = this.keys;
    if (keys != null) keys.waitFor(jwt);
  }

  /** Whether the keys could not be fetched yet. */
  get lacksKeys(): bool {
    const keys = this.keys;
    return keys == null || !keys.isLoaded;
  }

  override createHttpContext(): HttpContext {
    return new Jwks();
  }
}

class Jwks extends HttpHandlerOf<Plugin> {
  override onRequest(): void {
    const authorization = this.request.headers.get("authorization");
    if (authorization == null || !authorization.startsWith("Bearer ")) {
      return this.refuse("Bearer");
    }
    const jwt = Jwt.parse(authorization.substring(7));
    if (jwt == null) return this.refuse('Bearer error="invalid_token"');
    const plugin = this.plugin;
    plugin.waitForKeysOf(jwt);
    const verifier = plugin.verifier;
    if (verifier.check(jwt)) {
      const subject = jwt.text("sub");
      if (subject == null) this.request.headers.delete("x-user");
      else this.request.headers.set("x-user", subject);
      return;
    }
    log.info(verifier.reason);
    // Nobody can tell yet whether the token is right.
    if (verifier.fault == JwtFault.UnknownKey && plugin.lacksKeys) {
      return this.respond(new LocalResponse(503).text("No keys\n"));
    }
    this.refuse('Bearer error="invalid_token"');
  }

  private refuse(challenge: string): void {
    const response = new LocalResponse(401).text("Token required\n");
    this.respond(response.header("www-authenticate", challenge));
  }
}

registerRootContext<Plugin>("jwks");
