import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../../cli/envoy/run-command.ts";

/** A self-signed certificate for 127.0.0.1 and localhost, and its key. */
export interface TestCertificate {
  certificatePath: string;
  keyPath: string;
  /** The certificate in PEM. */
  certificate: string;
  key: string;
}

/**
 * Creates a certificate in a folder; it is valid for a day.
 *
 *     const { certificate } = await makeCertificate(await tempFolder(t));
 */
export async function makeCertificate(
  folder: string,
): Promise<TestCertificate> {
  const certificatePath = join(folder, "certificate.pem");
  const keyPath = join(folder, "key.pem");
  const options = [
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
  ];
  const subject = ["-nodes", "-days", "1", "-subj", "/CN=localhost"];
  const names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  const files = ["-keyout", keyPath, "-out", certificatePath];
  await runCommand(
    "openssl",
    ["req", ...options, ...subject, ...names, ...files],
    process.env,
  );
  return {
    certificatePath,
    keyPath,
    certificate: await readFile(certificatePath, "utf8"),
    key: await readFile(keyPath, "utf8"),
  };
}
