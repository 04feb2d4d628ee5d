/** The builds that specs can run on. */
export const SPECS_ON = ["both", "spec", "release"] as const;
export type SpecsOn = (typeof SPECS_ON)[number];

/** The variable that says on which builds specs run. */
export const SPECS_ON_VARIABLE = "PROXY_WASM_SPECS_ON";

/**
 * The builds that specs run on: the variable's, then the configuration's; undefined
 * leaves it to what is there.
 */
export function specsOn(configured?: SpecsOn): SpecsOn | undefined {
  const given = process.env[SPECS_ON_VARIABLE];
  if (given === undefined || given === "") return configured;
  const found = SPECS_ON.find((each) => each === given);
  if (found !== undefined) return found;
  throw new Error(
    `${SPECS_ON_VARIABLE} is ${given}: it must be ${SPECS_ON.join(", ")}.`,
  );
}
