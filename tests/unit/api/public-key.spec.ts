import { Status } from "proxy-wasm-as/assembly/abi/enums";
import { PublicKey } from "proxy-wasm-as/assembly/api/public-key";
import { bufferHex, hex } from "../bytes";
import {
  answerForeign,
  answerForeignBytes,
  foreignArgument,
  reset,
} from "../test-host";

const NAME = "verify_signature";

beforeEach(() => reset());

function verify(key: PublicKey): bool {
  const signature = Uint8Array.wrap(hex("ee"));
  return key.verify("sha1", signature, Uint8Array.wrap(hex("74")));
}

describe("PublicKey", () => {
  test("PublicKey.der sends the key as bytes", () => {
    answerForeignBytes(NAME, Status.Ok, hex("0801"));
    expect(verify(PublicKey.der(Uint8Array.wrap(hex("dd"))))).toBe(true);
    const sent = "0a0473686131" + "1201dd" + "1a01ee" + "220174";
    expect(bufferHex(foreignArgument(NAME))).toBe(sent);
  });

  test("PublicKey.pem sends the key as text", () => {
    answerForeignBytes(NAME, Status.Ok, hex("0801"));
    expect(verify(PublicKey.pem("p"))).toBe(true);
    const sent = "0a0473686131" + "1a01ee" + "220174" + "2a0170";
    expect(bufferHex(foreignArgument(NAME))).toBe(sent);
  });

  test("PublicKey.verify is false, and PublicKey.error says why, for another signature", () => {
    const key = PublicKey.pem("p");
    answerForeignBytes(NAME, Status.Ok, hex("1202c3a9"));
    expect(verify(key)).toBe(false);
    expect(key.error).toBe("é");
    answerForeignBytes(NAME, Status.Ok, hex("0801"));
    expect(verify(key)).toBe(true);
    expect(key.error).toBe("");
  });

  test("PublicKey.verify is false where the proxy cannot", () => {
    const key = PublicKey.pem("p");
    answerForeign(NAME, Status.NotFound);
    expect(verify(key)).toBe(false);
    expect(key.error).toBe("The proxy verifies no signatures");
    answerForeign(NAME, Status.BadArgument);
    expect(verify(key)).toBe(false);
    expect(key.error).toBe("The proxy cannot read the key");
  });

  test("PublicKey.verify is false for an answer that is malformed", () => {
    answerForeignBytes(NAME, Status.Ok, hex("08"));
    expect(verify(PublicKey.pem("p"))).toBe(false);
    answerForeignBytes(NAME, Status.Ok, new ArrayBuffer(0));
    expect(verify(PublicKey.pem("p"))).toBe(false);
    answerForeignBytes(NAME, Status.Ok, hex("0a0101"));
    expect(verify(PublicKey.pem("p"))).toBe(false);
  });
});
