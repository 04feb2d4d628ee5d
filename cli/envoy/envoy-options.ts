import { join } from "node:path";

export interface EnvoyOptions {
  /** `trace` to `off`; `info` by default. */
  logLevel?: string;
  /** Such as `"wasm:debug,http:trace"`. */
  componentLogLevel?: string;
  /** Worker threads; 1 by default, so that one VM sees all requests. */
  concurrency?: number;
  /** The binary; the one that `findEnvoy` returns by default. */
  envoy?: string;
  /** More arguments, such as `["--mode", "validate"]`. */
  args?: string[];
  /** Variables that override those of this process. */
  env?: NodeJS.ProcessEnv;
  /** Milliseconds to get ready (or to exit, in `runToExit`); 20000. */
  timeout?: number;
  /** Called with each line of Envoy's log. */
  onLog?(line: string): void;
  /** Called with a line when Envoy has to be installed first. */
  onProgress?(line: string): void;
}

// Without time, thread or source position, two runs log the same text, and
// `[level][component] message` is easy to match.
const LOG_FORMAT = "[%l][%n] %v";

/** Where the bootstrap is written, in Envoy's private folder. */
export function bootstrapFile(folder: string): string {
  return join(folder, "bootstrap.json");
}

/** Where Envoy writes the address of its admin interface. */
export function adminAddressFile(folder: string): string {
  return join(folder, "admin");
}

/**
 * The command line of an Envoy whose files are in `folder`.
 *
 *     spawn(binary, envoyArguments(folder, { logLevel: "warning" }))
 */
export function envoyArguments(
  folder: string,
  options: EnvoyOptions,
): string[] {
  const { logLevel = "info", componentLogLevel, concurrency = 1 } = options;
  const components = ["--component-log-level", componentLogLevel ?? ""];
  return [
    ...["-c", bootstrapFile(folder)],
    ...["--admin-address-path", adminAddressFile(folder)],
    ...["--concurrency", String(concurrency)],
    // Base ids only tell hot restarts apart; without them Envoy shares no
    // memory or socket that another one could collide with.
    "--disable-hot-restart",
    ...["--log-format", LOG_FORMAT, "-l", logLevel],
    ...(componentLogLevel === undefined ? [] : components),
    ...(options.args ?? []),
  ];
}
