import type { Results } from "./results.ts";
import * as sentences from "./sentences.ts";
import * as tables from "./tables.ts";

/** The parts of the results that a page may show, by the name in its markers. */
const SHOWN: Record<string, (results: Results) => string> = {
  machine: ({ machine }) => `Measured on ${machine}.`,
  command: ({ command }) => `\`${command}\``,
  headline: (results) => markdown(tables.headlineTable(results)),
  works: (results) => markdown(tables.workTable(results)),
  loads: (results) => markdown(tables.loadTable(results)),
  tasks: (results) => markdown(tables.taskTable(results)),
  sizes: (results) => markdown(tables.sizeTable(results)),
  start: (results) => markdown(tables.startTable(results)),
  vms: (results) => markdown(tables.vmTable(results)),
  live: (results) => markdown(tables.liveTable(results)),
  sharing: (results) => sentences.vmSentence(results),
  limits: (results) => markdown(tables.limitTable(results)),
  growth: ({ growth }) =>
    growth.map((each) => markdown(tables.growthTable(each))).join("\n\n"),
  bodies: (results) => markdown(tables.bodyTable(results)),
  memory: (results) => markdown(tables.memoryTable(results)),
  pauses: (results) => markdown(tables.pauseTable(results)),
  profile: (results) => markdown(tables.profileTable(results)),
  emulator: (results) => markdown(tables.emulatorTable(results)),
  builds: (results) => markdown(tables.buildTable(results)),
};

const MARKED = /(<!-- bench: (\w+) -->\n)[^]*?(<!-- \/bench -->)/g;

/**
 * Returns a page with new text between its markers, `<!-- bench: works -->` and `<!--
 * /bench -->`. Throws for an unknown name.
 */
export function pageWith(page: string, results: Results): string {
  return page.replace(MARKED, (_, begin: string, name: string, end: string) => {
    const show = SHOWN[name];
    if (show === undefined) throw new Error(`No results are called ${name}.`);
    return `${begin}\n${show(results)}\n\n${end}`;
  });
}

function markdown(table: tables.Table): string {
  const [titles, ...rows] = table.map((cells) => `| ${cells.join(" | ")} |`);
  const line = `|${table[0].map((_, i) => (i === 0 ? "---" : "---:")).join("|")}|`;
  return [titles, line, ...rows].join("\n");
}
