import {
  Authorization,
  base64UrlEncode,
  CallPolicy,
  Challenge,
  CircuitBreaker,
  cluster,
  duration,
  HttpCall,
  HttpContext,
  HttpHandlerOf,
  JsonModel,
  JsonReader,
  key,
  length,
  LocalResponse,
  log,
  ModelFaults,
  percentEncode,
  PluginContext,
  range,
  readModel,
  registerRootContext,
  required,
  RetryPolicy,
  SearchParams,
  secret,
  sha256,
  SharedCache,
  SingleFlight,
  utf8Encode,
  writeModel,
} from "proxy-wasm-as";

class Settings extends JsonModel {
  /** The cluster of the authorization server. */
  @required
  @cluster
  cluster: string = "";
  /** Its host. */
  @required
  @length(1)
  host: string = "";
  /** The path of its introspection endpoint. */
  path: string = "/introspect";
  /** The name of this filter at the server. */
  @required
  @key("client_id")
  clientId: string = "";
  @required
  @secret
  @key("client_secret")
  clientSecret: string = "";
  /** A scope that tokens need. */
  scope: string | null = null;
  /** How long an answer about a token is used. */
  @duration
  @range("1s", "1h")
  remember: u32 = 60000;
}

/** The server's report about a token: RFC 7662, section 2.2. */
class Grant extends JsonModel {
  @required
  active: bool = false;
  /** The scopes, with spaces between them. */
  scope: string = "";
  /** Whose the token is. */
  sub: string = "";
  /** When it ends, in seconds since 1970; 0 where that is not said. */
  exp: i64 = 0;

  get secondsLeft(): i64 {
    return this.exp == 0 ? i64.MAX_VALUE : this.exp - Date.now() / 1000;
  }
}

class Plugin extends PluginContext<Settings> {
  /** What is known of tokens by their hashes, for all workers. */
  private readonly known: SharedCache = new SharedCache("tokens", 60_000);
  private readonly calls: SingleFlight = new SingleFlight(this).callBy(
    new CallPolicy()
      .timeLimit(2000)
      .retry(new RetryPolicy(1).retryUnsafe())
      .breaker(new CircuitBreaker()),
  );

  /** Returns what the server reports about a token; `null` where it does not answer. */
  grantOf(token: string): Grant | null {
    const hash = base64UrlEncode(sha256(utf8Encode(token)));
    const known = this.known.getBytes(hash);
    if (known != null) return readGrant(known);
    const answer = this.calls.wait(hash, this.callFor(token));
    if (answer.status != 200) {
      log.warn(`no introspection: ${answer.status} ${answer.failure}`);
      return null;
    }
    const grant = readGrant(answer.bytes());
    if (grant != null) this.remember(hash, grant);
    return grant;
  }

  private callFor(token: string): HttpCall {
    const settings = this.settings;
    const form = new SearchParams();
    form.append("token", token);
    form.append("token_type_hint", "access_token");
    const user = percentEncode(settings.clientId);
    const password = percentEncode(settings.clientSecret);
    return new HttpCall(settings.cluster)
      .method("POST")
      .authority(settings.host)
      .path(settings.path)
      .header("authorization", Authorization.basicFor(user, password))
      .header("content-type", "application/x-www-form-urlencoded")
      .header("accept", "application/json")
      .text(form.toString())
      .timeout(1000);
  }

  private remember(hash: string, grant: Grant): void {
    const most = <i64>this.settings.remember;
    const left = grant.active ? grant.secondsLeft : i64.MAX_VALUE;
    const ttl = left > most / 1000 ? most : left * 1000;
    if (ttl <= 0) return;
    this.known.setBytes(hash, writeModel(grant).bytes(), <u32>ttl);
  }

  override createHttpContext(): HttpContext {
    return new Introspection();
  }
}

class Introspection extends HttpHandlerOf<Plugin> {
  override onRequest(): void {
    const headers = this.request.headers;
    // Only the server says who it is.
    headers.delete("x-user");
    const token = Authorization.bearerOf(headers);
    if (token == null) return this.refuse(401, "");
    const grant = this.plugin.grantOf(token);
    if (grant == null) {
      return this.respond(new LocalResponse(503).text("try again later\n"));
    }
    if (!grant.active || grant.secondsLeft <= 0) {
      return this.refuse(401, "invalid_token");
    }
    const scope = this.plugin.settings.scope;
    if (scope != null && !grant.scope.split(" ").includes(scope)) {
      return this.refuse(403, "insufficient_scope");
    }
    if (grant.sub.length > 0) headers.set("x-user", grant.sub);
  }

  /** RFC 6750, section 3. */
  private refuse(status: i32, error: string): void {
    const challenge = new Challenge("Bearer").realm("api");
    if (error.length > 0) challenge.parameter("error", error);
    this.respond(challenge.response(status));
  }
}

function readGrant(json: Uint8Array): Grant | null {
  const faults = new ModelFaults();
  const grant = readModel<Grant>(JsonReader.of(json), faults);
  if (grant == null) log.warn(`not an introspection: ${faults.text}`);
  return grant;
}

registerRootContext<Plugin>("oidc_introspection");
