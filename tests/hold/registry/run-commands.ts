import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import timers from "node:timers/promises";
import { main } from "../../../cli/main.ts";
import { LIMITS } from "../../../cli/registry/limits.ts";
import { ADMIN_LIMITS } from "../../../cli/status/get-text.ts";
import { SAMPLE_MODULE } from "../../cli/oci/sample-module.ts";
import { Random } from "../../fuzz/random.ts";
import { folderOfProcess } from "../../temp-folder.ts";
import { startNodeRegistry } from "../../registry/node-registry.ts";
import { adminAnswers } from "./admin-answers.ts";
import { putImages, TAGS } from "./evil-images.ts";
import { HostileRegistry } from "./hostile-registry.ts";

const LOGIN = { user: "me", password: "s3cret-of-me" };
const BASIC = Buffer.from(`${LOGIN.user}:${LOGIN.password}`).toString("base64");
const SECRETS = [LOGIN.password, BASIC];

/** Commands take a hundredth of the time that they may take for a user. */
const FASTER = 100;

/** The longest time for a command, in milliseconds, on a machine that does more. */
const MOST_MS = 30_000;

const MOST_BYTES = 1.5 * 2 ** 30;

/** Control characters, and those that turn the direction of a line. */
const CONTROL = /[^\P{Cc}\n\t]|\p{Cf}/u;

/** What a command came to. */
export interface Outcome {
  command: string;
  status: number;
  /** What was wrong; `undefined` for nothing. */
  fault?: string;
}

/**
 * Runs commands against a hostile registry, in a folder of their own.
 *
 *     const commands = await Commands.start();
 *     await commands.run(1);
 */
export class Commands {
  readonly #registry: HostileRegistry;
  readonly #folder: string;
  readonly #stopSound: () => void;

  static async start(): Promise<Commands> {
    for (const name of Object.keys(LIMITS) as (keyof typeof LIMITS)[]) {
      if (name.endsWith("Ms")) LIMITS[name] = LIMITS[name] / FASTER;
    }
    ADMIN_LIMITS.answerMs /= FASTER;
    const wait = timers.setTimeout;
    timers.setTimeout = (ms, ...rest) => wait((ms ?? 0) / FASTER, ...rest);
    syncBuiltinESMExports();
    const sound = await startNodeRegistry({ login: LOGIN });
    const registry = await HostileRegistry.start(sound.host);
    registry.extra = new Map([
      ...(await putImages(sound.host, "me/image", `Basic ${BASIC}`)),
      ...adminAnswers(),
    ]);
    const folder = await folderOfProcess();
    return new Commands(registry, folder, () => sound.stop());
  }

  private constructor(
    registry: HostileRegistry,
    folder: string,
    stopSound: () => void,
  ) {
    this.#stopSound = stopSound;
    this.#registry = registry;
    this.#folder = folder;
  }

  stop(): void {
    this.#registry.stop();
    this.#stopSound();
  }

  /** Runs the commands of a seed, up to the first fault; says what came of each. */
  async run(seed: number): Promise<Outcome[]> {
    const random = new Random(seed * 7919);
    const folder = join(this.#folder, "work");
    await this.#clean(folder);
    const { own } = this.#registry.places;
    const image = `${own}/me/image`;
    const args = commandFrom(seed, random, image, folder);
    this.#registry.begin(seed);
    const outcomes: Outcome[] = [];
    // `rm` and `prune` find in the store what a hostile registry has left there.
    for (const each of [args, ...localCommands(random, image, args)]) {
      const outcome = await this.#runOne(each, folder);
      outcomes.push(outcome);
      if (outcome.fault !== undefined) break;
    }
    return outcomes;
  }

  async #runOne(args: string[], folder: string): Promise<Outcome> {
    const { own } = this.#registry.places;
    const started = performance.now();
    const { status, output, errors } = await captured(args);
    const took = performance.now() - started;
    const command = args
      .join(" ")
      .replaceAll(folder, "")
      .replaceAll(own, "HOST");
    const isPruned = args[0] === "prune" && status === 0;
    const problem =
      (took > MOST_MS ? `it took ${Math.round(took)} ms` : undefined) ??
      wrongOutput(status, output, errors) ??
      (await wrongFiles(folder)) ??
      (isPruned ? await unusedIn(join(folder, "store")) : undefined) ??
      this.#leak();
    if (problem === undefined) return { command, status };
    return { command, status, fault: `${problem}\n${errors}` };
  }

  #leak(): string | undefined {
    const told = this.#registry.elsewhere.find((request) =>
      // A registry names the server that gives tokens, and that server gets the password.
      request.startsWith("/token?")
        ? false
        : SECRETS.some((secret) => request.includes(secret)),
    );
    return told === undefined
      ? undefined
      : `another host saw a secret: ${told}`;
  }

  async #clean(folder: string): Promise<void> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(join(folder, "docker"), { recursive: true });
    const { own } = this.#registry.places;
    const config = { auths: { [own]: { auth: BASIC } } };
    await writeFile(join(folder, "docker/config.json"), JSON.stringify(config));
    await writeFile(join(folder, "module.wasm"), SAMPLE_MODULE);
    process.env.DOCKER_CONFIG = join(folder, "docker");
    process.env.PROXY_WASM_STORE = join(folder, "store");
  }
}

function commandFrom(
  seed: number,
  random: Random,
  image: string,
  folder: string,
): string[] {
  const one = `${image}:${random.oneIn(2) ? "v1" : random.pick(TAGS)}`;
  const plain = "--plain-http";
  const json = random.oneIn(4) ? ["--json"] : [];
  const file = join(folder, "module.wasm");
  // What was found keeps its seed: the others draw from the same commands as before.
  if (seed % 4 === 0) {
    const admin = `http://${image.slice(0, image.indexOf("/"))}`;
    return random.pick([
      ["resolve", one, plain, ...json],
      ["status", "envoy", "--admin", admin, ...json],
    ]);
  }
  return random.pick([
    ["pull", one, plain, "-o", join(folder, "out.wasm"), ...json],
    ["pull", one, plain, ...json],
    ["inspect", one, plain, ...json],
    ["push", `${image}:new`, plain, "-f", file, "--force", ...json],
    ["copy", one, `${image}:copied`, plain, ...json],
    ["tags", image, plain, ...json],
    ["verify", one, plain, "--key", file, ...json],
  ]);
}

/** Commands on local images, after one that may have left some. */
function localCommands(
  random: Random,
  image: string,
  [command, name]: string[],
): string[][] {
  if (command !== "pull") return [];
  const json = random.oneIn(4) ? ["--json"] : [];
  const commands = [
    ["list", ...json],
    ["tag", name, `${image}:other`],
    ["resolve", name, "--offline", ...json],
    ["rm", name, ...json],
  ].filter(() => random.oneIn(2));
  return [...commands, ["prune", ...json]];
}

/** Runs a command in this process; returns what it printed. */
async function captured(args: string[]) {
  let output = "";
  let errors = "";
  const { stdout, stderr } = process;
  const [write, writeError] = [stdout.write, stderr.write];
  stdout.write = (text: string | Uint8Array) => {
    output += Buffer.from(text as string).toString();
    return true;
  };
  stderr.write = (text: string | Uint8Array) => {
    errors += Buffer.from(text as string).toString();
    return true;
  };
  process.exitCode = undefined;
  try {
    const status = await main(args);
    return { status, output, errors };
  } finally {
    process.exitCode = undefined;
    stdout.write = write;
    stderr.write = writeError;
  }
}

/** Returns what is wrong with what a command printed. */
function wrongOutput(
  status: number,
  output: string,
  errors: string,
): string | undefined {
  const all = output + errors;
  if (CONTROL.test(all)) return "a control character is printed";
  if (SECRETS.some((secret) => all.includes(secret)))
    return "a secret is shown";
  if (/Unexpected error/.test(errors)) return "the error is unexpected";
  const lines = errors
    .split("\n")
    .filter((line) => !/^(Waiting|Trying|Retr)/.test(line));
  if (status !== 0 && output === "" && lines.length < 2)
    return "nothing is said";
  if (errors.length > 20_000) return `${errors.length} characters of errors`;
  const { rss } = process.memoryUsage();
  return rss > MOST_BYTES ? `${rss} bytes of memory` : undefined;
}

/** Returns what is left in a store that no name in its index refers to, after `prune`. */
async function unusedIn(store: string): Promise<string | undefined> {
  const blobs = join(store, "blobs/sha256");
  if (!existsSync(blobs)) return undefined;
  const index = await readFile(join(store, "index.json"), "utf8").catch(
    () => '{"manifests":[]}',
  );
  const { manifests } = JSON.parse(index) as { manifests: unknown[] };
  const left = await readdir(blobs);
  return manifests.length === 0 && left.length > 0
    ? `prune leaves ${left.join()}`
    : undefined;
}

/** Returns what is wrong with the files that are left. */
async function wrongFiles(folder: string): Promise<string | undefined> {
  const allowed = ["docker", "module.wasm", "out.wasm", "store"];
  const other = (await readdir(folder)).find((name) => !allowed.includes(name));
  if (other !== undefined) return `${other} is left`;
  const out = join(folder, "out.wasm");
  if (existsSync(out) && !(await readFile(out)).equals(SAMPLE_MODULE)) {
    return "out.wasm is another module";
  }
  for (const name of [
    "escaped",
    "/tmp/escaped",
    "../escaped",
    "../../escaped",
  ]) {
    if (existsSync(join(folder, name)) || existsSync("/tmp/escaped")) {
      return "a file was written outside";
    }
  }
  const store = join(folder, "store");
  if (!existsSync(store)) return undefined;
  for (const name of await readdir(store, { recursive: true })) {
    const digest = /blobs\/sha256\/([0-9a-f]{64})$/.exec(name)?.[1];
    if (digest === undefined) continue;
    const bytes = await readFile(join(store, name));
    const is = createHash("sha256").update(bytes).digest("hex");
    if (is !== digest) return `${name} is half written`;
  }
  return undefined;
}
