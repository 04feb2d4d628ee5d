import {
  JwtKeys,
  JwtVerifier,
  parseJwks,
  registerHttpContext,
  RootContext,
} from "proxy-wasm-as";
import { Probe } from "./probe";

/** Verifies a token with the keys in the plugin's configuration. */
class Tokens extends Probe {
  run(path: string): void {
    const configuration = (this.root as RootContext).configuration;
    const keys = parseJwks(configuration.bytes());
    if (keys == null) return this.note("keys", null);
    this.note("keys", keys.length.toString());
    const verifier = new JwtVerifier(new JwtKeys(keys));
    const token = this.request.headers.getBytes("x-token");
    if (token == null) return;
    const jwt = verifier.verifyBytes(token);
    this.note("reason", verifier.reason);
    let issuer: string | null = null;
    if (jwt != null) issuer = jwt.text("iss");
    this.note("iss", issuer);
  }
}

registerHttpContext<Tokens>("");
