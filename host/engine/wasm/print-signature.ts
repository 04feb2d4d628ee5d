import type { Signature } from "./module-interface.ts";

const NAMES: Record<string, string> = {
  i: "i32",
  I: "i64",
  f: "f32",
  F: "f64",
};

/**
 * A function's signature as Envoy logs it.
 *
 *     printSignature("iI>i") // "i32 i64 -> i32"
 */
export function printSignature(signature: Signature): string {
  return signature
    .split(">")
    .map((types) => {
      const names = [...types].map((type) => NAMES[type] ?? type);
      return names.join(" ") || "void";
    })
    .join(" -> ");
}
