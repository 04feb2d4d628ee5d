import { spawn, type ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  adminAddressFile,
  bootstrapFile,
  envoyArguments,
  type EnvoyOptions,
} from "./envoy-options.ts";
import type { EnvoyObject } from "./extension.ts";
import { findEnvoy } from "./find-envoy.ts";
import { LogLines } from "./log-lines.ts";
import { onProcessEnd } from "../base/process-end.ts";

const KILL_AFTER_MS = 5000;

/**
 * An Envoy process with its private folder and its log, ready or not.
 *
 * It is killed, and the folder removed, if this process ends first.
 *
 *     const child = await EnvoyChild.spawn(bootstrap({}), {});
 *     await child.exited;
 */
export class EnvoyChild {
  readonly log: LogLines;
  /** The exit code, or null after a signal; the log is complete by then. */
  readonly exited: Promise<number | null>;
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #cancelCleanup: () => void;
  #stopping: Promise<void> | undefined;

  /** Writes the bootstrap and starts Envoy; does not wait for anything. */
  static async spawn(
    bootstrap: EnvoyObject,
    options: EnvoyOptions,
  ): Promise<EnvoyChild> {
    const { onProgress } = options;
    const binary = options.envoy ?? (await findEnvoy({ onProgress }));
    const folder = await mkdtemp(join(tmpdir(), "proxy-wasm-envoy-"));
    const text = JSON.stringify(bootstrap, null, 2);
    await writeFile(bootstrapFile(folder), text);
    return new EnvoyChild(binary, folder, options);
  }

  private constructor(binary: string, folder: string, options: EnvoyOptions) {
    this.#folder = folder;
    this.log = new LogLines(options.onLog);
    this.#child = spawn(binary, envoyArguments(folder, options), {
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#cancelCleanup = onProcessEnd(() => {
      this.#child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    });
    this.exited = this.#watch();
  }

  /** Undefined if the binary could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Where Envoy writes the address of its admin interface. */
  get adminAddressFile(): string {
    return adminAddressFile(this.#folder);
  }

  /** Ends Envoy (SIGTERM, SIGKILL after 5 s) and removes its folder. */
  stop(): Promise<void> {
    return (this.#stopping ??= this.#stop());
  }

  async #stop(): Promise<void> {
    this.#child.kill("SIGTERM");
    const kill = () => this.#child.kill("SIGKILL");
    const timer = setTimeout(kill, KILL_AFTER_MS);
    await this.exited;
    clearTimeout(timer);
    this.#cancelCleanup();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #watch(): Promise<number | null> {
    this.#child.stderr!.on("data", (chunk: Buffer) => this.log.push(chunk));
    return new Promise((resolve) => {
      const end = (code: number | null) => {
        this.log.end();
        resolve(code);
      };
      this.#child.on("close", end);
      this.#child.on("error", (error) => {
        // A failed kill() is reported here too, but does not end the process.
        if (this.#child.pid !== undefined) return;
        this.log.push(Buffer.from(error.message));
        end(null);
      });
    });
  }
}
