import { existsSync, readFileSync } from "node:fs";
import {
  createSecureContext,
  rootCertificates,
  type SecureContext,
} from "node:tls";
import { systemAuthorities } from "../base/system-authorities.ts";

/** A certificate that tells a registry who the client is, and its key, in PEM. */
export interface ClientCertificate {
  certificate: string;
  key: string;
}

export interface TlsOptions {
  /** Certificates to trust besides those of the system and of Node, in PEM. */
  ca?: string | undefined;
  /** Trust every certificate. */
  isInsecure?: boolean | undefined;
  /** Only the registry itself gets it, not a host that it points to. */
  client?: ClientCertificate | undefined;
}

/** The settings of a TLS connection. */
export interface TlsSettings {
  secureContext: SecureContext;
  rejectUnauthorized: boolean;
}

const CERTIFICATE =
  /-----BEGIN (TRUSTED )?CERTIFICATE-----[^-]+-----END (TRUSTED )?CERTIFICATE-----/g;

/** Returns the certificates in a text, in PEM. */
export function certificatesIn(text: string): string[] {
  return text.match(CERTIFICATE) ?? [];
}

/**
 * Returns the settings of a connection that trusts the authorities of Node, of the
 * system, of `NODE_EXTRA_CA_CERTS` and of the options.
 *
 *     tlsSettings({ ca }, process.env).rejectUnauthorized; // true
 */
export function tlsSettings(
  { ca = "", isInsecure = false, client }: TlsOptions,
  env: NodeJS.ProcessEnv,
): TlsSettings {
  const files = [
    env.SSL_CERT_FILE || systemAuthorities(),
    env.NODE_EXTRA_CA_CERTS,
  ];
  // Once each: the system's are mostly those of Node, and each takes time.
  const trusted = new Set(rootCertificates);
  for (const text of [...files.map(readIfThere), ca]) {
    for (const each of certificatesIn(text)) trusted.add(each);
  }
  const own = client && { cert: client.certificate, key: client.key };
  return {
    secureContext: createSecureContext({ ca: [...trusted], ...own }),
    rejectUnauthorized: !isInsecure,
  };
}

function readIfThere(file: string | undefined): string {
  return file && existsSync(file) ? readFileSync(file, "utf8") : "";
}
