import { fileURLToPath } from "node:url";
import { CliError } from "../base/cli-error.ts";
import type { Deployment } from "../deployment/deployment.ts";

/** Where a module is, told apart by the scheme of its URL. */
export type CodeUrl =
  | { scheme: "file"; path: string }
  | { scheme: "http" | "https"; url: URL }
  | { scheme: "oci"; reference: string };

/**
 * The parts of a deployment's `url`.
 *
 * Throws a {@link CliError} for one that is no URL, or a file with a host.
 *
 *     codeUrl(deployment); // { scheme: "oci", reference: "r.example/a:v1" }
 */
export function codeUrl({ url }: Deployment): CodeUrl {
  if (url.startsWith("oci://")) {
    return { scheme: "oci", reference: url.slice("oci://".length) };
  }
  try {
    const parsed = new URL(url);
    if (parsed.protocol === "file:") {
      return { scheme: "file", path: fileURLToPath(parsed) };
    }
    const scheme = parsed.protocol === "https:" ? "https" : "http";
    return { scheme, url: parsed };
  } catch (cause) {
    throw new CliError(
      `Cannot use the url ${url}: a file is file:///absolute/path, and the others need a host.`,
      { cause, exitStatus: 2 },
    );
  }
}

/** Throws a {@link CliError} unless a URL is that of a file. */
export function filePath(deployment: Deployment, why: string): string {
  const code = codeUrl(deployment);
  if (code.scheme === "file") return code.path;
  throw new CliError(`Cannot use the url ${deployment.url}: ${why}.`);
}
