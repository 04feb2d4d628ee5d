import { ACTS, HANDLES } from "./scenario/filters.ts";
import { HTTP_PHASES, TCP_PHASES } from "./scenario/phases.ts";
import { pluginsOf, servicesOf, type Scenario } from "./scenario/scenario.ts";

/** The phases that begin a line of a script; some have a number or a path. */
const PHASES = new Set([
  ...HTTP_PHASES,
  ...TCP_PHASES,
  "access-log",
  "configure",
  "foreign-function",
  "grpc-close",
  "grpc-initial",
  "grpc-message",
  "grpc-trailing",
  "http-answer",
  "on-request",
  "on-response",
  "plugin-delete",
  "plugin-done",
  "queue-ready",
  "stats-update",
  "tick",
  "wake",
]);

/** Lines that are not phases. */
const NOTES = new Set(["note", "stat"]);

/** What `filters/handles.ts` knows besides. */
const HANDLER_VERBS = new Set(
  (
    "answer ask ask-grpc begin close-request close-response collect continue-request " +
    "continue-response deep first next parts respond set-body sleep trailers"
  ).split(" "),
);

/** What `filters/script.ts` and `filters/calls.ts` know. */
const VERBS = new Set(
  (
    "args at-end close continue define-metric dequeue-queue effective end " +
    "enqueue-queue forget-queue foreign foreign-silent get-buffer get-data get-map " +
    "get-metric grpc-call grpc-cancel grpc-close grpc-send grpc-stream " +
    "has-property http increment-metric local log log-level outside add-map " +
    "pairs-map property raw-map record-metric recurse register-queue remove-map " +
    "replace-map resolve-queue return set-buffer set-data set-map set-property " +
    "size-map status status-buffer throw tick trap"
  ).split(" "),
);

/**
 * Lists what is wrong with a scenario's scripts: phases and verbs that the filter does
 * not know, and phases that the scenario does not reach.
 *
 *     scriptErrors(scenario, new Set(["21 request-headers"])) // []
 */
export function scriptErrors(
  scenario: Scenario,
  ran: ReadonlySet<string>,
): string[] {
  if (scenario.module !== undefined) return [];
  const { filter = ACTS } = scenario;
  if (filter !== ACTS && filter !== HANDLES) return [];
  const knows = (verb: string) =>
    VERBS.has(verb) || (filter === HANDLES && HANDLER_VERBS.has(verb));
  const { never = [] } = scenario;
  const errors: string[] = [];
  const phases = new Set<string>();
  const idle = new Set<string>();
  for (const script of scriptsOf(scenario)) {
    for (const line of script.split("\n").filter((each) => each !== "")) {
      const { phase, commands } = partsOf(line);
      const [kind] = phase.split(" ");
      if (NOTES.has(kind)) continue;
      if (!PHASES.has(kind)) errors.push(`${line}: there is no such phase`);
      phases.add(phase);
      const hasRun = ran.has(`${script.length} ${phase}`);
      if (!hasRun) idle.add(phase);
      for (const verb of commands.flatMap(verbsOf)) {
        if (!knows(verb)) errors.push(`${line}: there is no verb ${verb}`);
      }
    }
  }
  for (const phase of phases) {
    const isIdle = idle.has(phase);
    if (isIdle && !never.includes(phase)) errors.push(`${phase} never runs`);
    if (!isIdle && never.includes(phase)) {
      errors.push(`${phase} runs but should not`);
    }
  }
  const other = never.filter((phase) => !phases.has(phase));
  return [...errors, ...other.map((phase) => `${phase} is in no script`)];
}

function scriptsOf(scenario: Scenario): string[] {
  const { accessLoggers, services, statsSinks } = servicesOf(scenario, "");
  return [
    ...pluginsOf(scenario, ""),
    ...accessLoggers,
    ...services,
    ...statsSinks,
  ].flatMap(({ configuration }) =>
    typeof configuration === "string" ? configuration : [],
  );
}

function partsOf(line: string): { phase: string; commands: string[] } {
  const middle = line.indexOf(": ");
  if (middle < 0) return { phase: line, commands: [] };
  return {
    phase: line.slice(0, middle).trim(),
    commands: line.slice(middle + 2).split(";"),
  };
}

/** The verb of a command, and the verb that it prefixes. */
function verbsOf(command: string): string[] {
  const [verb, next] = command.trim().split(" ");
  return verb === "at-end" ? [verb, next] : [verb];
}
