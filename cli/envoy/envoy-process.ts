import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { EnvoyAdmin } from "./envoy-admin.ts";
import { EnvoyChild } from "./envoy-child.ts";
import { EnvoyError } from "./envoy-error.ts";
import type { EnvoyOptions } from "./envoy-options.ts";
import type { EnvoyObject } from "./extension.ts";
import type { WaitForLogOptions } from "./log-lines.ts";

export type { EnvoyOptions } from "./envoy-options.ts";

const TIMEOUT_MS = 20_000;
const POLL_MS = 10;

/**
 * A running, ready Envoy.
 *
 * Stop it, since it keeps this process alive. If this process ends first, through an
 * error or a signal, Envoy ends too.
 *
 *     const envoy = await EnvoyProcess.start(
 *       bootstrap({ listeners: [httpListener({ filters: [{ wasm }] })] }),
 *     );
 *     await request({ port: envoy.port() });
 *     await envoy.stop();
 */
export class EnvoyProcess {
  readonly #child: EnvoyChild;
  readonly #admin: EnvoyAdmin;
  readonly #ports: Map<string, number>;

  /**
   * Starts Envoy and resolves when it serves.
   *
   * Rejects with an EnvoyError, which ends with Envoy's last log lines, when Envoy
   * exits first or takes longer than `timeout`.
   */
  static async start(
    bootstrap: EnvoyObject,
    options: EnvoyOptions = {},
  ): Promise<EnvoyProcess> {
    const child = await EnvoyChild.spawn(bootstrap, options);
    try {
      const admin = await ready(child, options.timeout ?? TIMEOUT_MS);
      return new EnvoyProcess(child, admin, await admin.listenerPorts());
    } catch (error) {
      await child.stop();
      throw error;
    }
  }

  /**
   * Runs an Envoy that is expected to exit, such as one that must refuse a
   * plugin, or one with `args: ["--mode", "validate"]`.
   *
   * Rejects and stops Envoy when it still runs after `timeout`.
   *
   *     const { code, logs } = await EnvoyProcess.runToExit(config);
   */
  static async runToExit(
    bootstrap: EnvoyObject,
    options: EnvoyOptions = {},
  ): Promise<{ code: number | null; logs: string[] }> {
    const { timeout = TIMEOUT_MS } = options;
    const child = await EnvoyChild.spawn(bootstrap, options);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      void child.stop();
    }, timeout);
    const code = await child.exited;
    clearTimeout(timer);
    await child.stop();
    if (late) throw tooLate(child, "still ran", timeout);
    return { code, logs: child.log.lines };
  }

  private constructor(
    child: EnvoyChild,
    admin: EnvoyAdmin,
    ports: Map<string, number>,
  ) {
    this.#child = child;
    this.#admin = admin;
    this.#ports = ports;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** The exit code, or null after a signal. */
  get exited(): Promise<number | null> {
    return this.#child.exited;
  }

  get adminPort(): number {
    return this.#admin.port;
  }

  /** All lines that Envoy has logged so far; the array grows. */
  get logs(): string[] {
    return this.#child.log.lines;
  }

  /** The port of a listener, or of the first one if no name is given. */
  port(listenerName?: string): number {
    const [first] = this.#ports.values();
    const port =
      listenerName === undefined ? first : this.#ports.get(listenerName);
    if (port !== undefined) return port;
    const names = [...this.#ports.keys()].join(", ") || "none";
    throw new EnvoyError(
      "ENVOY_UNKNOWN_LISTENER",
      `Envoy has no TCP listener ${listenerName ?? "at all"} (it has ${names}).`,
    );
  }

  /** The log lines so far that contain `pattern`. */
  logLines(pattern: RegExp | string): string[] {
    return this.#child.log.matching(pattern);
  }

  /**
   * Resolves with the first log line that contains `pattern`, past or future.
   *
   * Pass `from: envoy.logs.length` to wait for a future one.
   */
  waitForLog(
    pattern: RegExp | string,
    options?: WaitForLogOptions,
  ): Promise<string> {
    return this.#child.log.waitFor(pattern, options);
  }

  /** Counters and gauges whose names match the regular expression. */
  stats(filter?: string): Promise<Map<string, number>> {
    return this.#admin.stats(filter);
  }

  /** The answer of the admin interface, such as `admin("/config_dump")`. */
  admin(path: string, method?: string): Promise<string> {
    return this.#admin.send(path, method);
  }

  /** Ends Envoy and removes its folder; may be called more than once. */
  stop(): Promise<void> {
    return this.#child.stop();
  }
}

async function ready(child: EnvoyChild, timeout: number): Promise<EnvoyAdmin> {
  const deadline = performance.now() + timeout;
  let exit: { code: number | null } | undefined;
  void child.exited.then((code) => (exit = { code }));
  let admin: EnvoyAdmin | undefined;
  while (performance.now() < deadline) {
    if (exit !== undefined) throw exitedEarly(child, exit.code);
    admin ??= await adminOf(child);
    if (await admin?.isReady()) return admin!;
    await delay(POLL_MS);
  }
  throw tooLate(child, "was not ready", timeout);
}

async function adminOf(child: EnvoyChild): Promise<EnvoyAdmin | undefined> {
  const file = await readFile(child.adminAddressFile, "utf8").catch(() => "");
  const port = /:(\d+)\s*$/.exec(file)?.[1];
  return port === undefined ? undefined : new EnvoyAdmin(Number(port));
}

function exitedEarly(child: EnvoyChild, code: number | null): EnvoyError {
  const how = code === null ? "by a signal" : `with code ${code}`;
  return new EnvoyError(
    "ENVOY_EXITED",
    `Envoy exited ${how} before it was ready:\n${child.log.tail()}`,
  );
}

function tooLate(child: EnvoyChild, what: string, timeout: number): EnvoyError {
  return new EnvoyError(
    "ENVOY_TIMEOUT",
    `Envoy ${what} after ${timeout} ms:\n${child.log.tail()}`,
  );
}
