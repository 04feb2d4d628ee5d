import type { Random } from "../fuzz/random.ts";
import { randomDocuments } from "../module/json-cases.ts";
import { signed } from "./jwt-tokens.ts";
import { mutated, randomBytes } from "./mutate.ts";
import { RFC7515 } from "../rfc7515.ts";
import type { Subject } from "./subject.ts";

const GOOD = { iss: "us", aud: "api", sub: "ada" };
const TOKENS = [
  signed(GOOD),
  signed({ ...GOOD, exp: 4_102_444_800, aud: ["web", "api"] }),
  signed(GOOD, { alg: "none" }),
  signed(GOOD, { kid: "é", alg: "HS256" }),
  ...RFC7515.map(({ token }) => token),
];
const SETS = [
  JSON.stringify({ keys: RFC7515.map(({ jwk }) => jwk) }),
  JSON.stringify({ keys: [{ kty: "oct", k: "AA" }, { kty: "OKP" }, 1, null] }),
  '{"keys":[]}',
];

function claims(random: Random): Buffer {
  if (random.oneIn(3)) return mutated(random, [JSON.stringify(GOOD)]);
  const names = ["iss", "aud", "exp", "nbf", "sub"];
  const members = random.some(6, () => {
    const [document] = randomDocuments(random.below(1 << 30));
    const value = random.pick([
      () => Buffer.from(document).toString(),
      () => '"us"',
      () => '["api"]',
      () => String(1_700_000_000 + random.below(20) - 10),
    ])();
    return `${JSON.stringify(random.pick(names))}:${value}`;
  });
  return Buffer.from(`{${members.join()}}`);
}

/** What reads tokens and keys. */
export const JWT_SUBJECTS: Subject[] = [
  {
    name: "jwtParse",
    theme: "jwt",
    input: (random) => mutated(random, TOKENS),
    fault(output, input) {
      const parts = input.toString("latin1").split(".");
      const isBase64 = parts.every(
        (part) => Buffer.from(part, "base64url").toString("base64url") === part,
      );
      if (output === undefined || (parts.length === 3 && isBase64)) return;
      return "it is taken";
    },
  },
  {
    name: "jwtVerify",
    theme: "jwt",
    input: (random) => mutated(random, TOKENS),
    fault(output, input) {
      const isSigned = TOKENS.slice(0, 4).includes(input.toString());
      const isTaken = !output?.toString().startsWith("fault");
      return isTaken && !isSigned ? "it is taken" : undefined;
    },
  },
  { name: "jwtClaims", theme: "jwt", input: claims },
  {
    name: "jwks",
    theme: "jwt",
    input: (random) =>
      random.oneIn(20) ? randomBytes(random, 40) : mutated(random, SETS),
    fault(output, input) {
      if (output === undefined) return undefined;
      try {
        JSON.parse(input.toString());
        return undefined;
      } catch {
        return "it is not JSON";
      }
    },
  },
];
