import { realtimeNanoseconds } from "../api/clock";
import { utf8Encode } from "../codecs/utf8";
import { JsonKind } from "../json/json-kind";
import { JsonMismatch } from "../json/json-mismatch";
import { JsonReader } from "../json/json-reader";
import { Jwt } from "./jwt";
import { JwtFault, jwtFaultText } from "./jwt-fault";
import { JwtHeader } from "./jwt-header";
import { JwtKey } from "./jwt-key";
import { JwtKeys } from "./jwt-keys";

/**
 * Accepts tokens that one of its keys signed, with an algorithm that the key is for, and
 * whose claims are right. `exp` and `nbf` count if a token has them; the issuer and the
 * audience if they are set here.
 *
 * Make one for each configuration and keep it: it remembers the last header.
 *
 * ```ts
 * class Settings extends JsonModel {
 *   @required
 *   secret: string = "";
 * }
 * class Plugin extends PluginContext<Settings> {
 *   verifier: JwtVerifier = new JwtVerifier(new JwtKeys([]));
 *   onSettings(): bool {
 *     const secret = utf8Encode(this.settings.secret);
 *     this.verifier = JwtVerifier.of(new JwtSecret<Sha256>(secret))
 *       .issuer("https://login.example.com")
 *       .audience("api")
 *       .leeway(30);
 *     return true;
 *   }
 *   createHttpContext(): HttpContext {
 *     return new Guard();
 *   }
 * }
 * class Guard extends HttpContextOf<Plugin> {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const token = this.request.headers.getBytes("x-token");
 *     const verifier = this.plugin.verifier;
 *     if (token != null && verifier.verifyBytes(token) != null) {
 *       return FilterHeadersStatus.Continue;
 *     }
 *     this.sendLocalResponse(new LocalResponse(401));
 *     return FilterHeadersStatus.StopIteration;
 *   }
 * }
 * registerRootContext<Plugin>("guard");
 * ```
 */
export class JwtVerifier {
  private sdkAlgorithms: string[] | null = null;
  private sdkIssuers: string[] | null = null;
  private sdkAudiences: string[] | null = null;
  private sdkLeeway: f64 = 0;
  private sdkWantsExpiry: bool = false;
  private sdkKnown: JwtHeader | null = null;
  private sdkFault: JwtFault = JwtFault.None;

  /** Takes the keys. */
  constructor(readonly keys: JwtKeys) {}

  /** Returns a verifier with one key. */
  static of(key: JwtKey): JwtVerifier {
    return new JwtVerifier(new JwtKeys([key]));
  }

  /** Allows only these of the algorithms that the keys are for. */
  algorithms(names: string[]): JwtVerifier {
    this.sdkAlgorithms = names;
    return this;
  }

  /** Requires `iss` to be this name, or another that was added. */
  issuer(name: string): JwtVerifier {
    let issuers = this.sdkIssuers;
    if (issuers == null) this.sdkIssuers = issuers = new Array<string>();
    issuers.push(name);
    return this;
  }

  /** Requires `aud` to be or to contain this name, or another that was added. */
  audience(name: string): JwtVerifier {
    let audiences = this.sdkAudiences;
    if (audiences == null) this.sdkAudiences = audiences = new Array<string>();
    audiences.push(name);
    return this;
  }

  /** Accepts a token so many seconds after `exp` and before `nbf`; 0 by default. */
  leeway(seconds: u32): JwtVerifier {
    this.sdkLeeway = <f64>seconds;
    return this;
  }

  /** Refuses tokens without `exp`. */
  requireExpiry(): JwtVerifier {
    this.sdkWantsExpiry = true;
    return this;
  }

  /** Returns a token that is accepted; `null` for another, and `fault` says why. */
  verify(token: string): Jwt | null {
    return this.verifyBytes(utf8Encode(token));
  }

  /** As `verify`, of a token in bytes, which must not be changed afterwards. */
  verifyBytes(token: Uint8Array): Jwt | null {
    const jwt = Jwt.sdkParse(token, this.sdkKnown);
    if (jwt == null) {
      this.sdkFault = JwtFault.Malformed;
      return null;
    }
    return this.check(jwt) ? jwt : null;
  }

  /** Tells whether a parsed token is accepted; `fault` says why not. */
  check(jwt: Jwt): bool {
    this.sdkKnown = jwt.sdkParsedHeader;
    let fault = this.sdkSignatureFault(jwt);
    if (fault == JwtFault.None) fault = this.sdkClaimsFault(jwt);
    this.sdkFault = fault;
    return fault == JwtFault.None;
  }

  /** Why the last token was refused. */
  get fault(): JwtFault {
    return this.sdkFault;
  }

  /** Why the last token was refused, in a sentence; `""` where it was not. */
  get reason(): string {
    return jwtFaultText(this.sdkFault);
  }

  private sdkSignatureFault(jwt: Jwt): JwtFault {
    const algorithm = jwt.algorithm;
    const allowed = this.sdkAlgorithms;
    if (allowed != null && !allowed.includes(algorithm)) {
      return JwtFault.Algorithm;
    }
    const keyId = jwt.keyId;
    const keys = this.keys.list;
    // Without a key at all, the token's may be one that is still to be fetched.
    let fault = keys.length == 0 ? JwtFault.UnknownKey : JwtFault.Algorithm;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (!key.takes(algorithm)) continue;
      const own = key.keyId;
      if (own != null && keyId != null && own != keyId) {
        if (fault == JwtFault.Algorithm) fault = JwtFault.UnknownKey;
      } else if (key.verify(jwt)) return JwtFault.None;
      else fault = JwtFault.Signature;
    }
    return fault;
  }

  private sdkClaimsFault(jwt: Jwt): JwtFault {
    const reader = JsonReader.of(jwt.payload);
    if (!reader.enterObject()) return JwtFault.Claims;
    const issuers = this.sdkIssuers;
    const audiences = this.sdkAudiences;
    let expires = f64.MAX_VALUE;
    let begins = f64.MIN_SAFE_INTEGER;
    let hasExpiry = false;
    let isIssuer: bool = issuers == null;
    let isAudience: bool = audiences == null;
    // Of a claim that is there twice the last one counts, RFC 7519, section 4.
    while (reader.nextKey()) {
      if (reader.keyIs("exp")) {
        expires = reader.readF64Or(0);
        if (reader.mismatch != JsonMismatch.None) return JwtFault.Claims;
        hasExpiry = true;
      } else if (reader.keyIs("nbf")) {
        begins = reader.readF64Or(0);
        if (reader.mismatch != JsonMismatch.None) return JwtFault.Claims;
      } else if (issuers != null && reader.keyIs("iss")) {
        isIssuer = isOneOf(reader, issuers);
      } else if (audiences != null && reader.keyIs("aud")) {
        isAudience = hasOneOf(reader, audiences);
      }
    }
    if (!reader.finish()) return JwtFault.Claims;
    if (this.sdkWantsExpiry && !hasExpiry) return JwtFault.Expired;
    if (hasExpiry || begins != f64.MIN_SAFE_INTEGER) {
      const now = <f64>realtimeNanoseconds() / 1e9;
      // Where the proxy gives no time, nothing is known to be valid still.
      if (now == 0 || now >= expires + this.sdkLeeway) return JwtFault.Expired;
      if (now < begins - this.sdkLeeway) return JwtFault.NotYetValid;
    }
    if (!isIssuer) return JwtFault.Issuer;
    return isAudience ? JwtFault.None : JwtFault.Audience;
  }
}

/** Tells whether the next value is one of some texts. */
function isOneOf(reader: JsonReader, texts: string[]): bool {
  for (let i = 0; i < texts.length; i++) {
    if (reader.textIs(texts[i])) return true;
  }
  return false;
}

/** Tells whether the next value is one of some texts, or a list with one. */
function hasOneOf(reader: JsonReader, texts: string[]): bool {
  if (reader.kind != JsonKind.List) return isOneOf(reader, texts);
  let isOne = false;
  if (reader.enterList()) {
    while (reader.nextItem()) {
      if (isOneOf(reader, texts)) isOne = true;
    }
  }
  return isOne;
}
