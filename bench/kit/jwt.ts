import { createHmac, timingSafeEqual } from "node:crypto";
import type { Theme } from "./work.ts";

const SECRET = "a secret of thirty-two bytes, or";
const CLAIMS = {
  iss: "https://login.example.com",
  aud: ["web", "api"],
  sub: "5f0c7a8e-ada",
  exp: 4_102_444_800,
  iat: 1_700_000_000,
  scope: "read write",
};

function signed(): Buffer {
  const text = [{ alg: "HS256", typ: "JWT" }, CLAIMS]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const mac = createHmac("sha256", SECRET).update(text).digest("base64url");
  return Buffer.from(`${text}.${mac}`);
}

/** As a filter in JavaScript would by hand. */
function verify(input: Buffer): boolean {
  const [header, payload, signature] = input.toString().split(".");
  const mac = createHmac("sha256", SECRET).update(`${header}.${payload}`);
  const given = Buffer.from(signature, "base64url");
  if (!timingSafeEqual(mac.digest(), given)) return false;
  const read = (part: string) =>
    JSON.parse(Buffer.from(part, "base64url").toString()) as typeof CLAIMS;
  const { iss, aud, exp } = read(payload);
  return (
    (read(header) as unknown as { alg: string }).alg === "HS256" &&
    exp > Date.now() / 1000 &&
    iss === CLAIMS.iss &&
    aud.includes("api")
  );
}

const TOKEN = signed();
const of = `a token of ${TOKEN.length} bytes`;

/** The tokens of docs/kit/crypto.md. */
export const JWT: Theme = {
  name: "jwt",
  filter: "bench/filters/kit/jwt.ts",
  works: [
    {
      name: "verifyBytes",
      of,
      input: TOKEN,
      node: verify,
      rust: "jwt_verify",
      imports: ["JwtSecret", "JwtVerifier", "Sha256"],
      uses: "if (JwtVerifier.of(new JwtSecret<Sha256>(new Uint8Array(count))).verifyBytes(new Uint8Array(count)) == null) return FilterHeadersStatus.StopIteration;",
    },
    {
      name: "verifyText",
      of,
      input: TOKEN,
      rust: "jwt_verify_subject",
    },
  ],
};
