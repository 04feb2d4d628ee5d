/** The variable that says which specs run: a regular expression over their names. */
export const TEST_NAME_VARIABLE = "PROXY_WASM_TEST_NAME";

let found = 0;

/**
 * Whether a test runs, by its name with those of its groups in front. as-pect's own
 * `--test` reports the tests that it leaves out as failed.
 *
 *     isAsked("http_auth HttpAuth.decide answers 401");
 */
export function isAsked(name: string): boolean {
  const pattern = process.env[TEST_NAME_VARIABLE];
  const asked = !pattern || new RegExp(pattern).test(name);
  if (asked) found++;
  return asked;
}

/** How many tests were asked for and found. */
export function askedTests(): number {
  return found;
}
