import { Status } from "proxy-wasm-as/assembly/abi/enums";
import { PrivateKey } from "proxy-wasm-as/assembly/api/private-key";
import { arrayHex, bufferHex, hex } from "../bytes";
import {
  answerForeign,
  answerForeignBytes,
  foreignArgument,
  reset,
} from "../test-host";

beforeEach(() => reset());

function sign(key: PrivateKey): Uint8Array | null {
  return key.sign("sha1", Uint8Array.wrap(hex("74")));
}

describe("PrivateKey", () => {
  test("PrivateKey.der sends the key as bytes, and PrivateKey.sign gives the signature", () => {
    answerForeignBytes("sign", Status.Ok, hex("0801 1202ff00"));
    const key = PrivateKey.der(Uint8Array.wrap(hex("dd")));
    expect(arrayHex(sign(key)!)).toBe("ff00");
    expect(key.error).toBe("");
    const sent = "0a0473686131" + "1201dd" + "1a0174";
    expect(bufferHex(foreignArgument("sign"))).toBe(sent);
  });

  test("PrivateKey.pem sends the key as text", () => {
    answerForeignBytes("sign", Status.Ok, hex("0801 1202ff00"));
    sign(PrivateKey.pem("p"));
    const sent = "0a0473686131" + "1a0174" + "220170";
    expect(bufferHex(foreignArgument("sign"))).toBe(sent);
  });

  test("PrivateKey.sign gives null, and PrivateKey.error says why", () => {
    const key = PrivateKey.pem("p");
    answerForeign("sign", Status.NotFound);
    expect(sign(key)).toBeNull();
    expect(key.error).toBe("The proxy does not sign");
    answerForeign("sign", Status.BadArgument);
    expect(sign(key)).toBeNull();
    expect(key.error).toBe("The proxy cannot read the key");
    answerForeignBytes("sign", Status.Ok, hex("1201ff 1a02c3a9"));
    expect(sign(key)).toBeNull();
    expect(key.error).toBe("é");
  });
});
