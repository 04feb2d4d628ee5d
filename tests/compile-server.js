// @ts-check
/**
 * Compiles for all test files of a run in the same few processes: a compiler that has
 * compiled before is five times as fast as a new one. It turns their own TypeScript into
 * JavaScript as well, each file once.
 */
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeJavaScript } from "./javascript-of.js";
import { packInto } from "./pack-into.js";
import { SOCKET_VARIABLE } from "./socket-variable.js";

/** @typedef {import("node:child_process").ChildProcess} ChildProcess */
/** @typedef {{ failed: boolean, stderr: string }} Result */
/** @typedef {{ javaScriptOf: string } | { packed: true }} AskedFiles */
/** @typedef {string[] | AskedFiles} Asked the arguments of a compiler, or for files */

const WORKER = fileURLToPath(new URL("compile-worker.js", import.meta.url));
const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** As many compilers as there are processors, each started when it is needed. */
class CompilerPool {
  /** @type {ChildProcess[]} */
  #idle = [];
  /** @type {Set<ChildProcess>} */
  #all = new Set();
  /** @type {((worker: ChildProcess) => void)[]} */
  #waiting = [];

  /**
   * Compiles as soon as a compiler is free.
   *
   * @param {string[]} args
   * @returns {Promise<Result>}
   */
  async compile(args) {
    const worker = await this.#take();
    return new Promise((resolve) => {
      const finish = (/** @type {Result} */ result) => {
        worker.removeAllListeners();
        resolve(result);
      };
      worker.once("message", (/** @type {Result} */ result) => {
        finish(result);
        this.#giveBack(worker);
      });
      worker.once("exit", (code, signal) => {
        const stderr = `The compiler ended with ${signal ?? code}.`;
        finish({ failed: true, stderr });
        this.#all.delete(worker);
        if (this.#waiting.length > 0) this.#giveBack(this.#start());
      });
      worker.send(args);
    });
  }

  /** Ends the compilers, even those at work for a test file that has ended. */
  async close() {
    const alive = [...this.#all].filter(
      ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
    );
    const ends = alive.map((worker) => {
      worker.kill();
      return once(worker, "exit");
    });
    await Promise.all(ends);
  }

  /** @returns {Promise<ChildProcess>} */
  async #take() {
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#all.size < availableParallelism()) return this.#start();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #start() {
    const worker = fork(WORKER, { cwd: ROOT, execArgv: [] });
    this.#all.add(worker);
    return worker;
  }

  /** @param {ChildProcess} worker */
  #giveBack(worker) {
    const next = this.#waiting.shift();
    if (next) next(worker);
    else this.#idle.push(worker);
  }
}

/** What the tests of a run make once. */
class SharedFiles {
  #folder;
  /** @type {Promise<string> | undefined} */
  #packed;

  /** @param {string} folder that of the run */
  constructor(folder) {
    this.#folder = folder;
  }

  /**
   * The JavaScript of a file, or the path of the packed package.
   *
   * @param {AskedFiles} asked
   * @returns {Promise<string>}
   */
  answer(asked) {
    if ("javaScriptOf" in asked)
      return makeJavaScript(this.#folder, asked.javaScriptOf);
    return (this.#packed ??= packInto(this.#folder, ROOT));
  }
}

/**
 * Runs a command, and all the tests that it runs, with compilers that they share; returns
 * the command's exit code. Those that the environment names serve where there are any.
 *
 *     process.exitCode = await runWithCompilers("npm", ["run", "test:host"]);
 *
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export async function runWithCompilers(command, args) {
  if (process.env[SOCKET_VARIABLE]) return run(command, args, {});
  const pool = new CompilerPool();
  const folder = await mkdtemp(join(tmpdir(), "compile-"));
  const files = new SharedFiles(folder);
  const server = createServer({ allowHalfOpen: true }, async (socket) => {
    // A test file may end before its answer.
    socket.on("error", () => {});
    /** @type {Buffer[]} */
    const parts = [];
    socket.on("data", (part) => parts.push(part));
    await once(socket, "end");
    const asked = /** @type {Asked} */ (
      JSON.parse(String(Buffer.concat(parts)))
    );
    const answer = Array.isArray(asked)
      ? pool.compile(asked)
      : files.answer(asked);
    socket.end(JSON.stringify(await answer));
  });
  const path = join(folder, "socket");
  await once(server.listen(path), "listening");
  const code = await run(command, args, { [SOCKET_VARIABLE]: path });
  server.close();
  await pool.close();
  await rm(folder, { recursive: true });
  return code;
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} variables
 */
async function run(command, args, variables) {
  const env = { ...process.env, ...variables };
  const child = spawn(command, args, { env, stdio: "inherit" });
  // A terminal interrupts the command itself.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill());
  const [code] = /** @type {[number | null]} */ (await once(child, "exit"));
  return code ?? 1;
}
