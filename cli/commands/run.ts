import { Command } from "commander";
import { flagsOf } from "../deployment/deployment-options.ts";
import { withProjectOptions } from "../project/project-options.ts";
import type { RunOptions } from "../run/run-project.ts";
import { print } from "../base/print.ts";

/** `proxy-wasm run`: runs the filter in this folder in a real Envoy. */
export function runCommand(): Command {
  const command = new Command("run")
    .summary("run the filter in this folder in a real Envoy")
    .description(
      "Compile the filter in this folder and run it in a real Envoy, which is installed if there is none. Backtraces in its log show source lines of the filter.",
    )
    .option("--print-config", "print Envoy's bootstrap instead of running it")
    .option(
      "--log-level <level>",
      "the filter's log level, trace to critical",
      "info",
    );
  return withProjectOptions(command)
    .addHelpText("after", "\nExample: proxy-wasm run --configuration melon")
    .action(run);
}

interface Values extends RunOptions {
  file?: string;
  services?: string;
  printConfig?: boolean;
}

async function run(values: Values): Promise<void> {
  const { readProject } = await import("../project/read-project.ts");
  const { runConfig, runProject } = await import("../run/run-project.ts");
  const flags = flagsOf({ ...values, port: undefined, cluster: undefined });
  const folder = process.cwd();
  const build = async () => {
    const { buildTargets } = await import("../compile/build-targets.ts");
    await buildTargets(folder, ["release"]);
  };
  const project = await readProject(folder, {
    file: values.file,
    flags,
    ...(values.build && !values.printConfig && { build }),
  });
  if (values.printConfig) {
    const { printYaml } = await import("../yaml/print-yaml.ts");
    const config = await runConfig(project, values);
    print(printYaml(config));
  } else {
    const { startServices } = await import("../project/start-services.ts");
    const services = await startServices(values.services);
    try {
      await runProject(project, values);
    } finally {
      await services.stop();
    }
  }
}
