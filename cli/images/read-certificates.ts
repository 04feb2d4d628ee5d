import { createSecureContext } from "node:tls";
import { CliError } from "../base/cli-error.ts";
import {
  certificatesIn,
  type ClientCertificate,
} from "../registry/tls-settings.ts";
import type { RegistryOptions } from "./options.ts";
import { readBytes } from "./pack-file.ts";

/** Reads a file with certificates to trust; throws a CliError where it has none. */
export async function readAuthorities(file: string): Promise<string> {
  const text = await readText(file);
  if (certificatesIn(text).length > 0) return text;
  throw new CliError(`Cannot use ${file}: it has no certificate in PEM.`);
}

/**
 * Reads the certificate and the key that options name, if they do. One file may have
 * both. Throws a CliError where they do not belong together.
 */
export async function readClientCertificate({
  clientCert,
  clientKey = clientCert,
}: RegistryOptions): Promise<ClientCertificate | undefined> {
  if (clientKey === undefined) return undefined;
  if (clientCert === undefined) {
    throw new CliError("Cannot use --client-key without --client-cert.", {
      exitStatus: 2,
    });
  }
  const certificate = await readText(clientCert);
  const key = await readText(clientKey);
  try {
    createSecureContext({ cert: certificate, key });
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new CliError(
      `Cannot use the certificate in ${clientCert} with the key in ${clientKey} (${reason}): both are in PEM, and the key is not encrypted.`,
      { cause },
    );
  }
  return { certificate, key };
}

async function readText(file: string): Promise<string> {
  return Buffer.from(await readBytes(file)).toString();
}
