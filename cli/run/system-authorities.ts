import { existsSync } from "node:fs";

/** Where systems keep the authorities that they trust, in one file. */
const FILES = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

/**
 * The file with the authorities that this system trusts; undefined where it has none
 * of those that are known.
 *
 *     systemAuthorities(); // "/etc/ssl/certs/ca-certificates.crt"
 */
export function systemAuthorities(): string | undefined {
  return FILES.find((file) => existsSync(file));
}
