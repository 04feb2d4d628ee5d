import assert from "node:assert/strict";
import { test } from "node:test";
import { signed, partOf } from "./jwt-tokens.ts";
import { KitModule, NOW } from "./kit-module.ts";
import { RFC7515 } from "../rfc7515.ts";

const jwt = await KitModule.load("jwt");

/** The subject of a token that is taken, or the number of its fault. */
const verify = (token: string) =>
  jwt.run("jwtVerify", Buffer.from(token))?.toString();
const parse = (token: string) =>
  jwt.run("jwtParse", Buffer.from(token))?.toString();

const GOOD = { iss: "us", aud: "api", sub: "ada" };
const MALFORMED = "fault 1";
const ALGORITHM = "fault 2";
const SIGNATURE = "fault 4";
const CLAIMS = "fault 5";
const EXPIRED = "fault 6";
const NOT_YET = "fault 7";
const ISSUER = "fault 8";
const AUDIENCE = "fault 9";

test("JwtVerifier takes a token that Node signed, and one that JwtSecret.sign signed", () => {
  assert.equal(verify(signed(GOOD)), "ada");
  const claims = Buffer.from(JSON.stringify(GOOD));
  assert.equal(jwt.run("jwtClaims", claims)?.toString(), "0");
});

test("Jwt.parse reads the algorithm and the key of RFC 7515's tokens", () => {
  for (const { token } of RFC7515) {
    const { alg } = JSON.parse(
      Buffer.from(token.split(".")[0], "base64url").toString(),
    ) as { alg: string };
    assert.equal(parse(token), `${alg} `);
  }
  assert.equal(parse(signed({}, { alg: "HS256", kid: "k1" })), "HS256 k1");
});

test("Jwt.parse refuses what is not a token in the compact form", () => {
  const [header, payload, signature] = signed(GOOD).split(".");
  const withHeader = (value: unknown) => signed(GOOD, value);
  const tokens = [
    "",
    ".",
    "..",
    "...",
    header,
    `${header}.${payload}`,
    `${header}.${payload}.${signature}.`,
    `${header}.${payload}.${signature}.${signature}`,
    `.${payload}.${signature}`,
    `${header}.${payload}.${signature}=`,
    `${header}.${payload}.${signature} `,
    ` ${header}.${payload}.${signature}`,
    `${header}=.${payload}.${signature}`,
    `${header}.${payload}.${signature.slice(0, -1)}+`,
    withHeader([]),
    withHeader("null"),
    withHeader("{"),
    withHeader({}),
    withHeader({ alg: 1 }),
    withHeader({ alg: null }),
    withHeader({ alg: "HS256", kid: 1 }),
    withHeader({ alg: "HS256", crit: ["b64"], b64: false }),
    withHeader('{"alg":"HS256","alg":"none"}'),
    withHeader('{"alg":"HS256"}x'),
    withHeader('{"alg":"HS256"'),
  ];
  for (const token of tokens) {
    assert.equal(verify(token), MALFORMED, token);
    assert.equal(parse(token), undefined, token);
  }
});

test("JwtVerifier refuses every algorithm that is not the key's, and none", () => {
  const names = ["none", "None", "NONE", "", "HS384", "RS256", "hs256"];
  for (const alg of [...names, "PS256", "PS512", "EdDSA", "ES256K"]) {
    assert.equal(verify(signed(GOOD, { alg })), ALGORITHM, alg);
  }
  const bare = `${partOf({ alg: "none" })}.${partOf(GOOD)}.`;
  assert.equal(verify(bare), ALGORITHM);
});

test("JwtVerifier refuses a token whose signature, header or payload was changed", () => {
  const [header, payload, signature] = signed(GOOD).split(".");
  for (const token of [
    `${header}.${payload}.`,
    `${header}.${payload}.${partOf("melon")}`,
    `${header}.${partOf({ ...GOOD, sub: "eve" })}.${signature}`,
    `${partOf({ alg: "HS256" })}.${payload}.${signature}`,
    `${header}..${signature}`,
  ]) {
    assert.equal(verify(token), SIGNATURE, token);
  }
});

test("JwtVerifier refuses claims that are not an object, and times that are not numbers", () => {
  for (const payload of ["", "[]", "1", "{", '{"iss":"us"}x', "{'a':1}"]) {
    assert.equal(verify(signed(payload)), CLAIMS, payload);
  }
  for (const exp of ["soon", null, true, [NOW + 9], {}, "1700000009"]) {
    assert.equal(verify(signed({ ...GOOD, exp })), CLAIMS);
    assert.equal(verify(signed({ ...GOOD, nbf: exp })), CLAIMS);
  }
});

test("JwtVerifier takes a token before exp and from nbf on, with the leeway of 5 s", () => {
  const at = (times: object) => verify(signed({ ...GOOD, ...times }));
  assert.equal(at({ exp: NOW + 1 }), "ada");
  assert.equal(at({ exp: NOW - 4 }), "ada");
  assert.equal(at({ exp: NOW - 4.5 }), "ada");
  assert.equal(at({ exp: NOW - 5 }), EXPIRED);
  assert.equal(at({ exp: 0 }), EXPIRED);
  assert.equal(at({ exp: -1 }), EXPIRED);
  assert.equal(at({ exp: 1e300 }), "ada");
  assert.equal(at({ nbf: NOW + 5 }), "ada");
  assert.equal(at({ nbf: NOW + 5.5 }), NOT_YET);
  assert.equal(at({ nbf: NOW - 9, exp: NOW + 9 }), "ada");
});

test("JwtVerifier wants the issuer and the audience that it was told", () => {
  const of = (claims: object) => verify(signed({ ...GOOD, ...claims }));
  for (const iss of [undefined, "", "Us", "us ", ["us"], null, 1]) {
    assert.equal(of({ iss }), ISSUER);
  }
  for (const aud of [undefined, "", "Api", [], ["web"], [["api"]], null, 1]) {
    assert.equal(of({ aud }), AUDIENCE);
  }
  assert.equal(of({ aud: ["web", "api", 1] }), "ada");
  assert.equal(of({ aud: ["\\u0061pi"] }), AUDIENCE);
  assert.equal(
    verify(signed('{"iss":"us","aud":"\\u0061pi","sub":"ada"}')),
    "ada",
  );
});

test("JwtVerifier lets the last of two claims count, RFC 7519, section 4", () => {
  const good = '"aud":"api","sub":"ada"';
  assert.equal(verify(signed(`{"iss":"them","iss":"us",${good}}`)), "ada");
  assert.equal(verify(signed(`{"iss":"us","iss":"them",${good}}`)), ISSUER);
});

test("parseJwks takes RSA and EC keys for signatures, and leaves the others out", () => {
  const read = (keys: unknown) =>
    jwt.run("jwks", Buffer.from(JSON.stringify({ keys })))?.toString();
  const [rsa, p256, p521] = RFC7515.map(({ jwk }) => jwk);
  assert.equal(
    read([{ ...rsa, kid: "a" }, p256, { ...p521, kid: "c" }]),
    "3 a  c",
  );
  for (const left of [
    { ...rsa, use: "enc" },
    ...["PS256", "PS384", "PS512", "EdDSA"].map((alg) => ({ ...rsa, alg })),
    { ...rsa, n: rsa.n!.slice(0, 100) },
    { ...rsa, n: `${rsa.n}=` },
    { ...rsa, e: "" },
    { ...rsa, e: "AAAAAAAB" },
    { ...p256, crv: "P-384" },
    { ...p256, crv: "secp256k1" },
    { ...p256, alg: "ES384" },
    { ...p256, x: p256.x!.slice(4) },
    { ...p256, y: undefined },
    { kty: "oct", k: "AAAA" },
    { kty: "OKP", crv: "Ed25519", x: p256.x },
    { kty: 1 },
    1,
    null,
    [],
  ]) {
    assert.equal(read([left]), "0", JSON.stringify(left));
  }
  assert.equal(read([{ ...rsa, use: "sig", alg: "RS512" }]), "1 ");
  for (const text of ["", "{}", "[]", '{"keys":{}}', '{"keys":[]', "null"]) {
    assert.equal(jwt.run("jwks", Buffer.from(text)), undefined, text);
  }
});
