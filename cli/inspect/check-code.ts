import type { Finding } from "./inspection.ts";
import { firstWith, knows } from "./proxy-versions.ts";
import type { Subject } from "./subject.ts";
import { usesSimd } from "./uses-simd.ts";

/** What the proxy does not compile of a valid module. */
export async function checkCode(
  { proxy }: Subject,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Finding[]> {
  if (knows(proxy, "simd") || !(await usesSimd(bytes))) return [];
  return [
    {
      id: "simd",
      severity: "error",
      what: "The module has SIMD instructions.",
      why: `The V8 of ${proxy.name} does not know them.`,
      fix: `Build without SIMD, or use ${firstWith("simd")} or a newer proxy.`,
    },
  ];
}
