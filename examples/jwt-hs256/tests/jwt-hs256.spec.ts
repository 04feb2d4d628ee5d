import "../assembly/index";
import { hmacSha256 } from "../assembly/hmac-sha256";
import { sha256 } from "../assembly/sha256";
import { Message, startPlugin } from "proxy-wasm-as/testing";

// Signed by "melon"; they expire in 2100, in 1970, and at no time.
const HEADER = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
const FUTURE =
  "eyJzdWIiOiJhZGEiLCJleHAiOjQxMDI0NDQ4MDB9.7wISlKjizgXpFh9WMmyBSkQJkejX8mEUzFc53nBgwao";
const PAST =
  "eyJzdWIiOiJhZGEiLCJleHAiOjF9.HwB6FUL79Fuama2znRoMToKtU5b7FXGXyAzlcewKclU";
const NEVER = "eyJzdWIiOiJhZGEifQ.wPHt4_GrbKg7i0f5VqU3mMPMAG50ZsRSTSQ1eLfCbYk";
const WRONG =
  "eyJzdWIiOiJhZGEiLCJleHAiOiJzb29uIn0.ucJyi1aPO2eluFLoR__iZ7DaWFMvhGQCrXQxiLtY79A";

function responseTo(authorization: string, secret: string = "melon"): Message {
  const plugin = startPlugin("jwt_hs256", `{"secret":"${secret}"}`);
  const exchange = plugin.request("GET", "/");
  return exchange.header("authorization", authorization).send().response;
}

function bytes(text: string): Uint8Array {
  return Uint8Array.wrap(String.UTF8.encode(text));
}

function hex(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i++) {
    text += bytes[i].toString(16).padStart(2, "0");
  }
  return text;
}

describe("jwt_hs256", () => {
  test("JwtHs256 lets a token pass that is signed and not expired", () => {
    expect(responseTo(`Bearer ${HEADER}.${FUTURE}`).status).toBe(200);
    expect(responseTo(`Bearer ${HEADER}.${NEVER}`).status).toBe(200);
  });

  test("JwtHs256 answers 403 to a token that has expired, or says nonsense", () => {
    const past = responseTo(`Bearer ${HEADER}.${PAST}`);
    expect(past.status).toBe(403);
    expect(past.text).toBe("Expired token");
    const wrong = responseTo(`Bearer ${HEADER}.${WRONG}`);
    expect(wrong.text).toBe("Expired token");
  });

  test("JwtHs256 answers 403 to what is not signed by the secret", () => {
    const token = `${HEADER}.${FUTURE}`;
    expect(responseTo(`Bearer ${token}`, "lemon").status).toBe(403);
    const signature = token.lastIndexOf(".") + 1;
    const tokens = [
      token.substring(0, signature),
      token.slice(0, -1) + "A",
      token.slice(0, -4),
      token.substring(0, signature - 1),
      token + ".",
      "é" + token,
      "..",
      ".",
    ];
    for (let i = 0; i < tokens.length; i++) {
      const response = responseTo("Bearer " + tokens[i]);
      expect(response.status).toBe(403, tokens[i]);
      expect(response.text).toBe("Invalid token");
    }
  });

  test("JwtHs256 answers 401 without a token", () => {
    const response = startPlugin("jwt_hs256", '{"secret":"melon"}').get(
      "/",
    ).response;
    expect(response.status).toBe(401);
    expect(response.text).toBe("No Authorization header");
    // The proxy removes the space after it.
    expect(responseTo("Bearer ").text).toBe(
      "Authorization header must use Bearer scheme",
    );
  });

  test("JwtHs256 answers 401 to another scheme, and to none", () => {
    const token = `${HEADER}.${FUTURE}`;
    const values = ["Basic bWVsb246", token, "xBearer " + token, "Bearer"];
    for (let i = 0; i < values.length; i++) {
      const response = responseTo(values[i]);
      expect(response.status).toBe(401, values[i]);
      expect(response.text).toBe("Authorization header must use Bearer scheme");
    }
  });

  test("Plugin.onConfigure refuses a configuration without a secret", () => {
    expect(startPlugin("jwt_hs256").refusal).not.toBeNull();
    const empty = startPlugin("jwt_hs256", '{"secret":""}');
    expect(empty.refusal).not.toBeNull();
  });

  test("sha256 gives the hashes of FIPS 180-4's examples, at every length of padding", () => {
    expect(hex(sha256(bytes("")))).toBe(
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    );
    expect(hex(sha256(bytes("abc")))).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
    // Python's hashlib, over the hashes of 0 to 129 times "a".
    let all = new Uint8Array(0);
    for (let i = 0; i < 130; i++) {
      const next = new Uint8Array(all.length + 32);
      next.set(all);
      next.set(sha256(bytes("a".repeat(i))), all.length);
      all = next;
    }
    expect(hex(sha256(all))).toBe(
      "39a48225ae6069c68f7c9f867bf47f4a2e188c3903dd919926b8259a73ecada5",
    );
  });

  test("hmacSha256 gives what RFC 4231 has, keys longer than a block too", () => {
    const short = hmacSha256(
      bytes("Jefe"),
      bytes("what do ya want for nothing?"),
    );
    expect(hex(short)).toBe(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
    const key = new Uint8Array(131).fill(0xaa);
    const text = "Test Using Larger Than Block-Size Key - Hash Key First";
    expect(hex(hmacSha256(key, bytes(text)))).toBe(
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    );
  });
});
