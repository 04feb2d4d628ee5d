/**
 * Makes a block of code into a spec. Statements go into a test that has a plugin,
 * and without an import, all of `names` are imported from `proxy-wasm-as/testing`.
 *
 *     docSpec('plugin.get("/");', ["startPlugin"]);
 */
export function docSpec(block: string, names: string[]): string {
  // A relative import is of the reader's own filter.
  if (/^import /m.test(block)) return block.replace(/^import "\..*\n/m, "");
  return `import { ${names.join(", ")} } from "proxy-wasm-as/testing";
test("a block", () => {
const plugin = startPlugin();
{
${block}}
});
`;
}

/** Tells whether a block of README.md or docs is of specs, not of filters. */
export function isSpec(block: string): boolean {
  return /proxy-wasm-as\/testing|\bexpect\(/.test(block);
}
