import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { CliError } from "../base/cli-error.ts";

/** How kubectl's own command ended. */
export interface KubectlResult {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** What kubectl says when there is nothing for it to talk to. */
const NO_CLUSTER =
  /connection to the server .* was refused|no configuration has been provided|Unable to connect to the server|connection refused|context .* does not exist|no such host|i\/o timeout/i;

/**
 * Runs the user's kubectl with something on its standard input.
 *
 * `$KUBECTL` names another program. Throws a {@link CliError} where there is
 * none, and where it reaches no cluster.
 *
 *     await runKubectl(["apply", "-f", "-"], yaml);
 */
export async function runKubectl(
  args: string[],
  input: string,
): Promise<KubectlResult> {
  const program = process.env.KUBECTL ?? "kubectl";
  const child = spawn(program, args, { stdio: "pipe" });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  // A program that ends early closes the pipe; its own message tells why.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  try {
    const [status, [stdout, stderr]] = await Promise.all([ended, output]);
    return refuseWithoutCluster({ status, stdout, stderr });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    throw new CliError(
      `Cannot find ${program}: install kubectl, or print the resources with "proxy-wasm manifest".`,
      { cause },
    );
  }
}

function refuseWithoutCluster(result: KubectlResult): KubectlResult {
  const { status, stderr } = result;
  const [line] = stderr.split("\n").filter((each) => NO_CLUSTER.test(each));
  if (status === 0 || line === undefined) return result;
  throw new CliError(
    `Cannot reach a Kubernetes cluster: kubectl says "${line.trim()}"; check its context with "kubectl cluster-info".`,
  );
}
