import type { Build } from "./builds.ts";
import type { ExactLimit } from "./exact-limit.ts";
import type { Growth } from "./growth.ts";
import type { LivePoint } from "./live-streams.ts";
import type { Cost } from "./measure.ts";
import type { ModuleSize } from "./module-size.ts";
import type { Pauses } from "./pauses.ts";
import type { Profile } from "./profile.ts";
import type { StartUp } from "./start-up.ts";
import type { Spread } from "./statistics.ts";
import type { VmMemory } from "./vm-memory.ts";

/** What a work costs in each variant. */
export interface MeasuredWork {
  name: string;
  title: string;
  costs: Cost[];
  /** See `Work.isAgain`. */
  isAgain?: boolean;
  /** See `Work.isTask`. */
  isTask?: boolean;
}

/** What a run of the bench measured, as in `bench/results.json`. */
export interface Results {
  /** The machine that it ran on. */
  machine: string;
  /** The command that repeats the run. */
  command: string;
  works: MeasuredWork[];
  sizes: ({ name: string } & ModuleSize)[];
  starts: StartUp[];
  liveStreams: LivePoint[];
  growth: Growth[];
  memory: { requests: number; memory: number }[];
  vms: VmMemory[];
  limits: ExactLimit[];
  pauses: Pauses[];
  /** Empty if there is no `perf`. */
  profiles: Profile[];
  /** Microseconds for an exchange on the emulator; empty if not measured. */
  emulator: Spread[];
  builds: Build[];
}

/** Empty results. */
export function noResults(machine: string, command: string): Results {
  return {
    ...{ machine, command },
    ...{ works: [], sizes: [], starts: [] },
    ...{
      liveStreams: [],
      growth: [],
      memory: [],
      vms: [],
      limits: [],
      pauses: [],
      profiles: [],
      emulator: [],
      builds: [],
    },
  };
}
