import { existsSync } from "node:fs";

/** Files in which systems keep the authorities that they trust. */
const FILES = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

/**
 * The file with the authorities that this system trusts; undefined if it has none of
 * the known files.
 *
 *     systemAuthorities(); // "/etc/ssl/certs/ca-certificates.crt"
 */
export function systemAuthorities(): string | undefined {
  return FILES.find((file) => existsSync(file));
}
