/**
 * Turns a block of code into a spec. Statements go into a test that has a plugin.
 * Without an import, all `names` are imported from `proxy-wasm-as/testing`.
 *
 *     docSpec('plugin.get("/");', ["startPlugin"]);
 */
export function docSpec(block: string, names: string[]): string {
  // A relative import refers to the reader's own filter.
  if (/^import /m.test(block)) return block.replace(/^import "\..*\n/m, "");
  return `import { ${names.join(", ")} } from "proxy-wasm-as/testing";
test("a block", () => {
const plugin = startPlugin();
{
${block}}
});
`;
}

/** Whether a block in README.md or docs belongs in a spec, not in a filter. */
export function isSpec(block: string): boolean {
  return /proxy-wasm-as\/testing|\bexpect\(/.test(block);
}
