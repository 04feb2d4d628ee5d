import { printable } from "../base/printable.ts";
import type { Colors } from "../base/terminal-colors.ts";
import type { Finding, Inspection, Severity } from "./inspection.ts";

/**
 * An inspection as text: what is in the module, then what the proxy says.
 *
 *     process.stdout.write(printInspection("release.wasm", inspection, colors));
 */
export function printInspection(
  file: string,
  inspection: Inspection,
  colors: Colors,
  largest = 10,
): string {
  const { findings, size, abiVersion } = inspection;
  const what = [
    `${size.toLocaleString("en-US")} bytes`,
    ...(abiVersion === undefined ? [] : [`ABI ${printable(abiVersion)}`]),
  ];
  return [
    `${colors.bold(file)}: ${what.join(", ")}, checked against ${inspection.proxy}`,
    ...(inspection.sections.length === 0 ? [] : parts(inspection, largest)),
    ...findings.flatMap((finding) => ["", ...printFinding(finding, colors)]),
    "",
    summary(findings, colors),
    "",
  ].join("\n");
}

function parts(inspection: Inspection, largest: number): string[] {
  const { imports, exports, sections, functions, capabilities } = inspection;
  const callbacks = exports.filter(({ callback }) => callback);
  const others = exports.filter(({ callback }) => !callback);
  return [
    ...table(
      "Imports",
      imports.map(({ module, name, kind, type }) => [
        `${module}.${name}`,
        type ?? kind,
      ]),
    ),
    ...table(
      "Callbacks",
      callbacks.map(({ name, type }) => [name, type]),
    ),
    ...table(
      "Other exported functions",
      others.map(({ name, type }) => [name, type]),
    ),
    ...table("About", about(inspection)),
    ...table(
      "Sections, bytes",
      sections.map(({ name, size }) => [name, String(size)]),
    ),
    ...table(
      `Largest functions of ${functions.length}, bytes`,
      functions.slice(0, largest).map(({ name, size }) => [String(size), name]),
    ),
    ...table(
      "Capabilities that it needs",
      capabilities.map((name) => [name]),
    ),
  ];
}

function about(inspection: Inspection): string[][] {
  const { memory, hasStartSection, hasNames, sourceMap } = inspection;
  const { minimum = 0, maximum, exported } = memory ?? {};
  const most = maximum === undefined ? "" : `, at most ${maximum}`;
  const access = exported ? "exported" : "not exported";
  return [
    [
      "memory pages",
      memory ? `${minimum} of 64 KiB${most}, ${access}` : "none",
    ],
    ["start section", hasStartSection ? "yes" : "none"],
    ["names of functions", hasNames ? "yes" : "none"],
    ["source map", sourceMap ?? "none"],
  ];
}

/** A title, and rows below it whose second cells begin in one column. */
function table(title: string, rows: string[][]): string[] {
  if (rows.length === 0) return [];
  const cells = rows.map(([first, second = ""]) => [
    printable(first),
    printable(second),
  ]);
  const width = cells.reduce((most, [{ length }]) => Math.max(most, length), 0);
  const lines = cells.map(([first, second]) =>
    `  ${first.padEnd(width)}  ${second}`.trimEnd(),
  );
  return ["", title, ...lines];
}

function printFinding(finding: Finding, colors: Colors): string[] {
  const { severity, id, what, why, fix, log, source } = finding;
  return [
    `${paint(severity, colors)} ${printable(what)} ${colors.dim(`[${id}]`)}`,
    `  why:  ${printable(why)}`,
    `  fix:  ${printable(fix)}`,
    ...(log === undefined ? [] : [`  log:  ${printable(log)}`]),
    ...(source === undefined ? [] : [`  from: ${printable(source)}`]),
  ];
}

function paint(severity: Severity, colors: Colors): string {
  const { red, yellow, cyan } = colors;
  const color = { error: red, warning: yellow, note: cyan }[severity];
  return color(`${severity}:`);
}

function summary(findings: Finding[], colors: Colors): string {
  const count = (severity: Severity) =>
    findings.filter((each) => each.severity === severity).length;
  const counts = (["error", "warning", "note"] as const)
    .map((severity) => [count(severity), severity] as const)
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}${number === 1 ? "" : "s"}`);
  if (counts.length === 0) return colors.green("No findings.");
  return `${counts.join(", ")}.`;
}
