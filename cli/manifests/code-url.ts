import { fileURLToPath } from "node:url";
import type { Deployment } from "../deployment/deployment.ts";
import { KeyError } from "../deployment/key-error.ts";

/** Where a module is, told apart by the scheme of its URL. */
export type CodeUrl =
  | { scheme: "file"; path: string }
  | { scheme: "http" | "https"; url: URL }
  | { scheme: "oci"; reference: string };

/**
 * The parts of a deployment's `url`.
 *
 * Throws a {@link KeyError} for one that is not a URL, or a file with a host.
 *
 *     codeUrl(deployment); // { scheme: "oci", reference: "r.example/a:v1" }
 */
export function codeUrl(deployment: Deployment): CodeUrl {
  const { url } = deployment;
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
    throw new KeyError(
      deployment,
      ["url"],
      `Cannot use the url ${url}: a file is file:///absolute/path, and the others need a host.`,
      { cause },
    );
  }
}
