/** Why a function of the ABI lacks one of the two kinds of test. */
export const EXCUSES: Record<string, string> = {
  proxy_abi_version_0_1_0: "read at load: `abi-versions.test.ts`",
  proxy_abi_version_0_2_0: "read at load: `abi-versions.test.ts`",
  proxy_abi_version_0_2_1: "read at load: every test in Envoy",
  proxy_on_foreign_function: "Envoy 1.40 never calls it: as-pect only",
};
