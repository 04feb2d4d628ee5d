import { createHmac } from "node:crypto";

/** Encodes a part of a token. */
export function partOf(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return Buffer.from(text).toString("base64url");
}

/** Signs a token with HS256, by the secret of `tests/kit/filters/jwt.ts`. */
export function signed(
  payload: unknown,
  header: unknown = { alg: "HS256", typ: "JWT" },
): string {
  const text = `${partOf(header)}.${partOf(payload)}`;
  const mac = createHmac("sha256", "melon").update(text);
  return `${text}.${mac.digest("base64url")}`;
}
