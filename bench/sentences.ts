import type { Results } from "./results.ts";
import type { VmMemory } from "./vm-memory.ts";

/** What each further VM takes, and what the filters of one project save in one module. */
export function vmSentence({ vms }: Results): string {
  const one = mebibytes(vms, "1 of floor", 1);
  const ten = mebibytes(vms, "10 of floor", 10);
  const ownTen = mebibytes(vms, "10 of ours", 10);
  const ownOne = mebibytes(vms, "1 of ours", 1);
  const apart = (workers: number) =>
    mebibytes(vms, "10 of ours, a module each", 10, workers);
  const joined = (workers: number) =>
    mebibytes(vms, "the same in one module", 1, workers);
  const saved = (workers: number) => apart(workers) - joined(workers);
  if (Number.isNaN(saved(2))) return "Not measured.";
  return (
    `With the floor the first VM takes ${one.toFixed(1)} MiB, of which ` +
    `${pagesOfFiles(vms).toFixed(1)} MiB are pages of Envoy's own file, the code of V8, ` +
    `which the kernel can drop and share; each further one takes ` +
    `${((ten - one) / 9).toFixed(1)} MiB. With ours they take ${ownOne.toFixed(1)} and ` +
    `${((ownTen - ownOne) / 9).toFixed(1)} MiB. Ten different filters take ` +
    `${saved(1).toFixed(0)} MiB less in one module than in ten, and ` +
    `${(saved(2) - saved(1)).toFixed(0)} MiB less for each further worker.`
  );
}

/** The part of the first VM's memory that is not anonymous. */
function pagesOfFiles(vms: VmMemory[]): number {
  const first = found(vms, "1 of floor", 1);
  return first === undefined
    ? NaN
    : first.memory.median - first.anonymous.median;
}

function mebibytes(
  all: VmMemory[],
  filters: string,
  vms: number,
  workers = 1,
): number {
  return found(all, filters, vms, workers)?.memory.median ?? NaN;
}

function found(
  all: VmMemory[],
  filters: string,
  vms: number,
  workers = 1,
): VmMemory | undefined {
  return all.find(
    (each) =>
      each.filters === filters && each.vms === vms && each.workers === workers,
  );
}
