import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { CliError } from "../base/cli-error.ts";
import { kubectlProgram, noKubectl } from "../kubectl/kubectl-program.ts";
import { clusterArgs, type ClusterOptions } from "../kubectl/run-kubectl.ts";

/** Ports of a pod, as ports of this machine. */
export interface ForwardedPorts {
  /** The port here for each port there. */
  ports: Map<number, number>;
  close(): void;
}

const FORWARDING = /^Forwarding from 127\.0\.0\.1:(\d+) -> (\d+)/;

/** How long a cluster may take until the ports are there, in milliseconds. */
const TIMEOUT = 20_000;

/**
 * Makes ports of a pod reachable on 127.0.0.1 by `kubectl port-forward`, until it is
 * closed. Needs the right to create `pods/portforward`.
 *
 *     const { ports, close } = await forwardPorts("shop", "web-1", [15000], {});
 */
export async function forwardPorts(
  namespace: string,
  pod: string,
  wanted: number[],
  cluster: ClusterOptions,
): Promise<ForwardedPorts> {
  const program = kubectlProgram();
  const args = [
    ...clusterArgs(cluster),
    "port-forward",
    `--namespace=${namespace}`,
    "--address=127.0.0.1",
    `pod/${pod}`,
    ...wanted.map((port) => `:${port}`),
  ];
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  const close = () => void child.kill();
  const ports = new Map<number, number>();
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    errors.push(line);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) =>
        reject(
          new CliError(`Cannot reach the pod ${namespace}/${pod}: ${why}.`),
        );
      const timer = setTimeout(
        () => fail(`kubectl forwarded no port within ${TIMEOUT / 1000} s`),
        TIMEOUT,
      );
      const end = (act: () => void) => {
        clearTimeout(timer);
        act();
      };
      child.on("error", (cause) =>
        end(() => reject(noKubectl(program, cause))),
      );
      child.on("close", () =>
        end(() => fail(`kubectl says: ${errors.join(" ").trim()}`)),
      );
      createInterface({ input: child.stdout }).on("line", (line) => {
        const [, here, there] = FORWARDING.exec(line) ?? [];
        if (here === undefined) return;
        ports.set(Number(there), Number(here));
        if (ports.size === wanted.length) end(resolve);
      });
    });
  } catch (error) {
    close();
    throw error;
  }
  return { ports, close };
}
