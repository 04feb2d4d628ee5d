/** How a user is known to a registry; at most one of the three. */
export interface Credentials {
  username?: string;
  password?: string;
  /** What OAuth2 calls a refresh token; Docker's `identitytoken`. */
  identityToken?: string;
  /** A token to send as it is; Docker's `registrytoken`. */
  registryToken?: string;
}

/** Returns the value of an Authorization header for a name and a password. */
export function basicAuthorization(credentials: Credentials): string {
  const { username = "", password = "" } = credentials;
  const text = Buffer.from(`${username}:${password}`).toString("base64");
  return `Basic ${text}`;
}
