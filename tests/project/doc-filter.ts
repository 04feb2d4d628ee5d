/**
 * Turns a block of code into a filter. Statements go into a callback. Unregistered
 * classes are registered, since the compiler skips what is never used. Without an
 * import, all `names` are imported.
 *
 *     docFilter('log.info("hello");', ["log"]);
 */
export function docFilter(block: string, names: string[]): string {
  const isWhole = /^(export |abstract )?(class|function|import|register)/m;
  const text = isWhole.test(block) ? withRegistrations(block) : wrapped(block);
  if (/^import /m.test(block)) return text;
  const all = new Set([...names, ...USED_BY_WRAPPER]);
  return `import { ${[...all].join(", ")} } from "proxy-wasm-as";\n${text}`;
}

const USED_BY_WRAPPER = [
  "FilterHeadersStatus",
  "HttpContext",
  "registerHttpContext",
];

function wrapped(statements: string): string {
  return `class Example extends HttpContext {
onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
${statements}return FilterHeadersStatus.Continue;
}
}
registerHttpContext<Example>();
`;
}

function withRegistrations(block: string): string {
  const classes = block.matchAll(
    /^(?:export )?class (\w+) extends (Http|Root)Context/gm,
  );
  const isUsed = (name: string) =>
    new RegExp(`new ${name}\\(|Context<${name}>`).test(block);
  const missing = [...classes]
    .filter(([, name]) => !isUsed(name))
    .map(([, name, kind]) => `register${kind}Context<${name}>("${name}");\n`);
  return block + missing.join("");
}
