import type { Group } from "./attributes.ts";
import {
  accessorsOf,
  classOf,
  NAMED_GROUPS,
  type Accessor,
} from "./property-accessors.ts";

/** Returns the source of a group's class, not yet formatted. */
export function sourceOf(group: Group): string {
  const accessors = accessorsOf(group);
  const readers = [...new Set(accessors.map(({ reader }) => reader))].sort();
  const imports = `import { ${readers.join(", ")} } from "../api/property-reader";`;
  const members = accessors.map((each) => memberOf(each, group)).join("\n\n");
  if (group.name !== "") {
    const doc = `${group.doc} Read as \`properties.${group.name}\`; see there for when.`;
    return `${imports}

${comment([...wrap(doc), "", "```ts", ...exampleOf(group), "```"])}
@unmanaged
@final
export class ${classOf(group)} {
${members}
}
`;
  }
  const classes = NAMED_GROUPS.map(
    (each) => `import { ${classOf(each)} } from "./${each.name}-properties";`,
  );
  return `${imports}
${classes.join("\n")}

${comment(DOC.split("\n"))}
export class properties {
${NAMED_GROUPS.map(getter).join("\n\n")}

${members}
}
`;
}

const DOC = `Envoy's attributes of the stream, typed.

A property that the proxy does not have at the time is \`null\`. Numbers and booleans
have no \`null\` and return a fallback: \`properties.response.codeOr(0)\`. Durations are
in nanoseconds, times in nanoseconds since 1970. Only the accessors that a filter uses
are in its module, and no path is built at run time. Other properties, and parts of
messages, can be read with \`getProperty\` and its siblings.

May be read in every callback; a plugin's own callbacks have only \`xds.node\` and the
names of the plugin. When each is available follows Envoy 1.40.

\`\`\`ts
const address = properties.source.address;
const code = properties.response.codeOr(0);
if (address != null) log.info(address + " got " + code.toString());
\`\`\``;

/** Returns code that reads the first attribute of a group. */
function exampleOf(group: Group): string[] {
  const [{ name, parameters, type }] = accessorsOf(group);
  const read = `properties.${group.name}.${name}`;
  if (type === "string | null" && parameters === "") {
    return [`const value = ${read};`, "if (value != null) log.info(value);"];
  }
  if (type === "Uint8Array | null" && parameters === "") {
    return [
      `const bytes = ${read};`,
      "if (bytes != null) log.info(bytes.length.toString());",
    ];
  }
  return [`const value = ${read}(0);`, "log.info(value.toString());"];
}

function getter(group: Group): string {
  const type = classOf(group);
  return `${comment(wrap(group.doc))}
static get ${group.name}(): ${type} {
  // A group has no state, so that it compiles to nothing.
  return changetype<${type}>(<usize>1);
}`;
}

function memberOf(accessor: Accessor, group: Group): string {
  const { name, parameters, reader, type, doc, path } = accessor;
  const bytes = [...Buffer.from(path)];
  const names = [...parameters.matchAll(/(\w+):/g)].map(([, each]) => each);
  const args = [String(bytes.length), ...names].join(", ");
  const isStatic = group.name === "" ? "static " : "";
  const isGetter = parameters === "" ? "get " : "";
  const of = reader === "readNumber" ? `<${type}>` : "";
  return `${comment(wrap(doc))}
${isStatic}${isGetter}${name}(${parameters}): ${type} {
  return ${reader}${of}(memory.data<u8>([${bytes.join(", ")}]), ${args});
}`;
}

function comment(lines: string[]): string {
  if (lines.length === 1) return `/** ${lines[0]} */`;
  const rows = lines.map((line) => ` * ${line}`.trimEnd());
  return ["/**", ...rows, " */"].join("\n");
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = [...lines.slice(-1), word].join(" ");
    if (lines.length > 0 && longer.length <= 72)
      lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
