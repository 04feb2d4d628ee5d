import {
  PrivateKey,
  PublicKey,
  registerHttpContext,
  RootContext,
} from "proxy-wasm-as";
import { Probe, utf8 } from "./probe";

/** Decodes the hexadecimal text of a header. */
function bytesOf(text: string | null): Uint8Array {
  const digits = text == null ? "" : text;
  const bytes = new Uint8Array(digits.length >> 1);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = <u8>parseInt(digits.slice(i << 1, (i << 1) + 2), 16);
  }
  return bytes;
}

/** Verifies and signs with the keys in the plugin's configuration. */
class Signatures extends Probe {
  run(path: string): void {
    const lines = (this.root as RootContext).configuration
      .text()
      .split("\n--\n");
    if (lines.length < 4) return this.note("keys", null);
    const hash = this.header("x-hash");
    const signature = bytesOf(this.header("x-signature"));
    const text = utf8(this.header("x-text"));
    const der = PublicKey.der(bytesOf(lines[0]));
    this.note("der", der.verify(hash, signature, text).toString());
    this.note("der-error", der.error);
    const pem = PublicKey.pem(lines[1]);
    this.note("pem", pem.verify(hash, signature, text).toString());
    this.note("pem-error", pem.error);
    const bad = PublicKey.pem("no key");
    this.note("bad", bad.verify(hash, signature, text).toString());
    this.note("bad-error", bad.error);
    const privateDer = PrivateKey.der(bytesOf(lines[2]));
    this.hex("signed-der", privateDer.sign(hash, text));
    this.note("sign-error", privateDer.error);
    const privatePem = PrivateKey.pem(lines[3]);
    this.hex("signed-pem", privatePem.sign(hash, text));
    const none = PrivateKey.pem("no key");
    this.hex("signed-bad", none.sign(hash, text));
    this.note("signed-bad-error", none.error);
  }

  private header(name: string): string {
    const value = this.request.headers.get(name);
    return value == null ? "" : value;
  }

  private hex(name: string, bytes: Uint8Array | null): void {
    if (bytes == null) return this.note(name, null);
    let text = "";
    for (let i = 0; i < bytes.length; i++) {
      text += bytes[i].toString(16).padStart(2, "0");
    }
    this.note(name, text);
  }
}

registerHttpContext<Signatures>("");
