/** A line of a log, and what it means for a filter. */
export interface Explained {
  line: string;
  meaning: string;
  /** Whether the filter does not run after it, as long as nothing changes. */
  isFailure: boolean;
}

/** What a line looks like, what it means, and what to do. */
interface Meaning {
  pattern: RegExp;
  meaning: string;
  isFailure?: boolean;
}

/** The first that matches a line counts: docs/troubleshooting.md has them, too. */
const MEANINGS: Meaning[] = [
  {
    pattern: /missing image pulling secret/,
    meaning:
      "Istio's agent was given no password for the registry: the Secret of pullSecret is missing, of another type, or in another namespace than the resource",
    isFailure: true,
  },
  {
    pattern: /rejected unsafe bearer realm/,
    meaning:
      "the registry sends its users to a host without TLS for a token, which the fetcher refuses",
    isFailure: true,
  },
  {
    pattern: /x509: |certificate signed by unknown authority/,
    meaning:
      "the certificate of the registry is not trusted where the module is fetched",
    isFailure: true,
  },
  {
    pattern: /server gave HTTP response to HTTPS client/,
    meaning:
      "the registry speaks no TLS: name it in the agent's WASM_INSECURE_REGISTRIES, or give it a certificate",
    isFailure: true,
  },
  {
    pattern: /UNAUTHORIZED|DENIED: |unexpected status code 40[13]/,
    meaning:
      "the registry wants a login, or does not let this one in: check pullSecret",
    isFailure: true,
  },
  {
    pattern: /MANIFEST_UNKNOWN|NAME_UNKNOWN|unexpected status code 404/,
    meaning: "there is no such image or module: check the url",
    isFailure: true,
  },
  {
    pattern: /which does not match: /,
    meaning:
      "the module has another digest than sha256: a tag has moved, or the digest is that of the file where the image's is wanted",
    isFailure: true,
  },
  {
    pattern: /applying (deny|allow) RBAC filter/,
    meaning:
      "Istio's agent could not fetch the module; it tries again only when the resource changes: proxy-wasm status --refetch",
    isFailure: true,
  },
  {
    pattern: /Failed to load Wasm module due to a missing import/,
    meaning:
      "the proxy is older than the module's ABI: proxy-wasm inspect --host says what to build for",
    isFailure: true,
  },
  {
    pattern:
      /Failed to load Wasm module|Failed to parse corrupted Wasm module|Missing or unknown Proxy-Wasm ABI version|Failed to initialize Wasm (VM|code)/,
    meaning: "the proxy refuses the module: proxy-wasm inspect says why",
    isFailure: true,
  },
  {
    pattern: /Cannot find root id/,
    meaning: "the module registers no such root id: see rootId",
    isFailure: true,
  },
  {
    pattern: /Failed to configure base Wasm plugin|onConfigure.* failed/,
    meaning:
      "onConfigure answered false or threw: the filter's own lines above it say why",
    isFailure: true,
  },
  {
    pattern: /Unable to create Wasm (plugin|HTTP filter|network filter)/i,
    meaning: "no VM could be made of it: the lines above say why",
    isFailure: true,
  },
  {
    pattern: /Failed to (load|fetch) Wasm code|Wasm code fetch|fetch failed/i,
    meaning: "the proxy did not get the module",
    isFailure: true,
  },
  {
    pattern: /Uncaught RuntimeError|Proxy-Wasm plugin in-VM backtrace/,
    meaning:
      "the filter trapped, which ended its VM: proxy-wasm symbolicate names the line",
  },
];

/**
 * The lines of a log that say something of Wasm, each with what it means; the last
 * of each meaning alone.
 *
 *     explain(text.split("\n")); // [{ line, meaning, isFailure: true }]
 */
export function explain(lines: string[]): Explained[] {
  const found = new Map<string, Explained>();
  for (const line of lines) {
    const match = MEANINGS.find(({ pattern }) => pattern.test(line));
    if (match === undefined) continue;
    const { meaning, isFailure = false } = match;
    // The last of them stands where it was written.
    found.delete(meaning);
    found.set(meaning, {
      line: line.trim().replaceAll("\t", " "),
      meaning,
      isFailure,
    });
  }
  return [...found.values()];
}
