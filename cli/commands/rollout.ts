import { Command } from "commander";
import type { NameOptions } from "../kubectl/named-resource.ts";
import type { ResourceName } from "../kubectl/resource.ts";
import type { UndeployOptions } from "../kubectl/undeploy.ts";
import { KUBERNETES_KINDS } from "../manifests/kinds.ts";
import { print } from "../base/print.ts";
import { withClusterOptions } from "./cluster-options.ts";
import { namedKindCommands } from "./named-kind-commands.ts";

/** The kinds that say for which pods or routes they are. */
const CANARY_KINDS = KUBERNETES_KINDS.filter(
  ({ name }) => !["higress", "configmap"].includes(name),
);

/** The kinds whose spec `deploy` keeps. */
const KEPT_KINDS = KUBERNETES_KINDS.filter(({ name }) => name !== "configmap");

type Options = NameOptions & UndeployOptions;

/** `proxy-wasm promote`: has the canary's version run everywhere. */
export function promoteCommand(): Command {
  const command = new Command("promote")
    .summary("deploy what a canary runs everywhere")
    .description(
      'Deploy what the canary runs instead of what is deployed, then delete the canary that "proxy-wasm deploy --canary" made.',
    );
  return namedKindCommands<Options>(
    command,
    "Promote the canary of",
    CANARY_KINDS,
    acting(async (name, options) => {
      const { promote } = await import("../rollout/promote.ts");
      return promote(name, options);
    }),
    withClusterOptions,
  );
}

/** `proxy-wasm rollback`: goes back to what ran before. */
export function rollbackCommand(): Command {
  const command = new Command("rollback")
    .summary("delete a canary, or deploy the version before")
    .description(
      "Delete the canary where there is one; else deploy again what the last deploy or promote has replaced.",
    );
  return namedKindCommands<Options>(
    command,
    "Roll back",
    KEPT_KINDS,
    acting(async (name, options) => {
      const { rollBack } = await import("../rollout/promote.ts");
      return rollBack(name, options);
    }),
    withClusterOptions,
  );
}

function acting(
  act: (name: ResourceName, options: Options) => Promise<string>,
) {
  return async ({ name: kind }: { name: string }, options: Options) => {
    const { namedResources } = await import("../kubectl/named-resource.ts");
    for (const name of await namedResources(kind, options)) {
      print(await act(name, options));
    }
  };
}
