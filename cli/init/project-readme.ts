import type { Form } from "../inspect/form-of.ts";

/** What the README of a new project is made from. */
export interface ReadmeParts {
  /** The package's name. */
  name: string;
  /** The README of the example that the project is a copy of. */
  example: string;
  form: Form;
  /** Whether the project has services that its filter calls. */
  hasServices: boolean;
}

/**
 * The README of a new project: what its filter does, the project's commands and files,
 * and how to deploy it.
 *
 *     projectReadme({ name: "a", example, form: "http", hasServices: false });
 */
export function projectReadme(parts: ReadmeParts): string {
  const { name, example, form } = parts;
  const sections = sectionsOf(withoutLinks(example));
  const [intro = ""] = sections;
  const configuration = sections.find((each) =>
    each.startsWith("## Configuration\n"),
  );
  const [what = ""] = intro.replace(/^# .*\n+/, "").split("```");
  return [
    `# ${name}`,
    what.trim(),
    commands(form),
    tryIt(intro),
    files(parts),
    configuration?.trim(),
    deploying(name, form),
  ]
    .filter((part) => part !== undefined)
    .join("\n\n")
    .concat("\n");
}

function commands(form: Form): string {
  const serves = {
    http: "serves HTTP on http://127.0.0.1:10000/ through the filter, and shows what it changed",
    network: "passes TCP on 127.0.0.1:10000 through the filter",
    accessLog: "serves HTTP on http://127.0.0.1:10000/, which the filter logs",
    service: "runs the filter, and shows what it logs",
  }[form];
  const rows = [
    ["npm install", "installs what the other commands need"],
    ["npm run build", "compiles `build/release.wasm` and `build/debug.wasm`"],
    ["npm test", "runs the tests in `tests/` on an emulator of Envoy"],
    ["npm run lint", "finds what does something else than in TypeScript"],
    ["npm start", `${serves}; saved changes are compiled`],
    ["npm run envoy", "does the same in a real Envoy"],
  ];
  return table("command", "what it does", rows);
}

/** The requests that the example's README sends. */
function tryIt(text: string): string | undefined {
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)];
  const lines = blocks
    .flatMap(([, block = ""]) => block.split("\n"))
    .filter((line) => /^(curl|for|echo|printf) /.test(line));
  if (lines.length === 0) return undefined;
  const block = ["```sh", ...lines, "```"].join("\n");
  return `While \`npm start\` runs, try in another terminal:\n\n${block}`;
}

function files({ hasServices }: ReadmeParts): string {
  const services = ["services.js", "the services that the filter calls here"];
  const rows = [
    ["assembly/", "the filter"],
    ["tests/", "its tests: specs in its own language, and Node tests"],
    ["deployment.yaml", "its name, configuration and services"],
    ...(hasServices ? [services] : []),
    ["asconfig.json", "how it is compiled"],
  ];
  return table("file", "what it holds", rows);
}

const DEPLOYING_TO_ENVOY = `## Deploy it

\`\`\`sh
npx proxy-wasm manifest envoy
\`\`\`

prints what Envoy reads. The documentation is in \`node_modules/proxy-wasm-as/docs\`.`;

function deploying(name: string, form: Form): string {
  if (form !== "http" && form !== "network") return DEPLOYING_TO_ENVOY;
  return `## Deploy it

\`\`\`sh
npx proxy-wasm push ghcr.io/me/${name}:v1 --file build/release.wasm
npx proxy-wasm manifest wasmplugin --url oci://ghcr.io/me/${name}:v1
\`\`\`

\`manifest\` prints what Istio loads, and also resources for other platforms. The
documentation is in \`node_modules/proxy-wasm-as/docs\`.`;
}

/** A table as prettier formats it. */
function table(first: string, second: string, rows: string[][]): string {
  const cells = rows.map(([name = "", what = ""]) => [`\`${name}\``, what]);
  const all = [[first, second], ...cells];
  const widths = [0, 1].map((at) =>
    Math.max(...all.map((row) => row[at]?.length ?? 0)),
  );
  const line = (row: string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const rule = line(widths.map((width) => "-".repeat(width)));
  return [line(all[0] ?? []), rule, ...cells.map(line)].join("\n");
}

function sectionsOf(text: string): string[] {
  return text.split(/^(?=## )/m);
}

/** Links to other examples lead nowhere in a project of its own. */
function withoutLinks(text: string): string {
  return text.replace(/\[([^\]]*)\]\((?!https?:)[^)]*\)/g, "$1");
}
