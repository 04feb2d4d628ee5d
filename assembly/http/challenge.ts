import { LocalResponse } from "../api/local-response";
import { isToken, quotedString } from "./field-reader";

/**
 * What a client is asked for: a `www-authenticate` header, RFC 9110, section 11.6.1.
 *
 * ```ts
 * const challenge = new Challenge("Bearer")
 *   .realm("api")
 *   .parameter("error", "invalid_token");
 * log.info(challenge.toString()); // Bearer realm="api", error="invalid_token"
 * ```
 */
@final
export class Challenge {
  private text: string;
  private hasParameters: bool = false;

  /** Begins a challenge with a scheme such as `Basic`; throws where that is not a token. */
  constructor(scheme: string) {
    if (!isToken(scheme)) {
      throw new Error("Cannot write a challenge: its scheme is not a token");
    }
    this.text = scheme;
  }

  /** Names what is protected. */
  realm(name: string): this {
    return this.parameter("realm", name);
  }

  /**
   * Adds a parameter as a quoted string. It is left out where the name is not a token, or the
   * value is not visible ASCII, spaces and tabs.
   */
  parameter(name: string, value: string): this {
    const quoted = quotedString(value);
    if (quoted != null && isToken(name)) {
      this.text += (this.hasParameters ? ", " : " ") + name + "=" + quoted;
      this.hasParameters = true;
    }
    return this;
  }

  /**
   * Makes an answer with the header: a 401, or the 403 of a Bearer token that is not enough.
   * Others can be added by `header("www-authenticate", other.toString())`.
   */
  response(status: i32): LocalResponse {
    return new LocalResponse(status).header("www-authenticate", this.text);
  }

  /** Returns the value of a `www-authenticate` header. */
  toString(): string {
    return this.text;
  }
}
