import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import istanbulCoverage, { type CoverageMapData } from "istanbul-lib-coverage";
import istanbulReport from "istanbul-lib-report";
import istanbulReports from "istanbul-reports";

/**
 * Writes what the specs ran of a filter: a table on stdout, pages for a browser and
 * `lcov.info` for other tools in `folder`.
 *
 *     await reportCoverage(counts, "coverage");
 */
export async function reportCoverage(
  counts: string,
  folder: string,
): Promise<void> {
  const coverageMap = istanbulCoverage.createCoverageMap();
  for (const name of await readdir(counts)) {
    const text = await readFile(join(counts, name), "utf8");
    coverageMap.merge(JSON.parse(text) as CoverageMapData);
  }
  const context = istanbulReport.createContext({ dir: folder, coverageMap });
  for (const kind of ["text", "html", "lcovonly"] as const) {
    istanbulReports.create(kind).execute(context);
  }
}
