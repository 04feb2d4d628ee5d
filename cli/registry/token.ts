import type { Response } from "undici";
import type { Challenge } from "./challenge.ts";
import { readAll } from "./body-reader.ts";
import type { Connection } from "./connection.ts";
import { basicAuthorization, type Credentials } from "./credentials.ts";
import { RegistryError } from "./registry-error.ts";
import { statusError, type RequestTopic } from "./status-error.ts";

/** The most that is read of an answer with a token; a header holds far less. */
const MAX_TOKEN = 64 * 1024;

const CLIENT = "proxy-wasm-as";

export interface TokenOptions {
  connection: Connection;
  /** The registry that asks for a token. */
  registry: URL;
  /** What the token is to allow: `repository:me/add-header:pull,push`. */
  scopes: string[];
  credentials: Credentials | undefined;
  topic: RequestTopic;
}

/**
 * Gets the token that a Bearer challenge asks for, and returns it.
 *
 * It asks for the scopes of the challenge as well as ours: some registries name none,
 * and some have another name for a repository.
 *
 *     await fetchToken(challenge, options);
 */
export async function fetchToken(
  challenge: Challenge,
  options: TokenOptions,
): Promise<string> {
  const { credentials, topic } = options;
  if (credentials?.registryToken) return credentials.registryToken;
  const realm = realmOf(challenge, options.registry);
  const fields = new URLSearchParams();
  const { service } = challenge.parameters;
  if (service) fields.set("service", service);
  const scopes = withoutNarrower([
    ...options.scopes,
    ...(challenge.parameters.scope ?? "").split(" "),
  ]);
  const response = credentials?.identityToken
    ? await refresh(realm, fields, scopes, credentials.identityToken, options)
    : await ask(realm, fields, scopes, options);
  if (!response.ok) throw await statusError(response, topic);
  return tokenIn(response, realm);
}

async function ask(
  realm: URL,
  fields: URLSearchParams,
  scopes: string[],
  { connection, credentials }: TokenOptions,
): Promise<Response> {
  for (const scope of scopes) fields.append("scope", scope);
  if (credentials?.username) fields.set("account", credentials.username);
  const url = new URL(realm);
  for (const [name, value] of fields) url.searchParams.append(name, value);
  const headers: Record<string, string> = credentials
    ? { authorization: basicAuthorization(credentials) }
    : {};
  return connection.send(url, { headers, isSecret: credentials !== undefined });
}

/** Asks as OAuth2 does, for a login without a password. */
async function refresh(
  realm: URL,
  fields: URLSearchParams,
  scopes: string[],
  identityToken: string,
  { connection }: TokenOptions,
): Promise<Response> {
  fields.set("grant_type", "refresh_token");
  fields.set("client_id", CLIENT);
  fields.set("refresh_token", identityToken);
  if (scopes.length > 0) fields.set("scope", scopes.join(" "));
  return connection.send(realm, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: fields.toString(),
    isSecret: true,
  });
}

function realmOf({ parameters }: Challenge, registry: URL): URL {
  const { realm = "" } = parameters;
  const url = URL.canParse(realm) ? new URL(realm) : undefined;
  const isHttp = /^https?:$/.test(url?.protocol ?? "");
  if (url === undefined || !isHttp || url.username || url.password) {
    throw new RegistryError(
      "BAD_ANSWER",
      `${registry.host} wants a token without naming who gives it.`,
    );
  }
  if (url.protocol === "https:" || registry.protocol === "http:") return url;
  throw new RegistryError(
    "BAD_ANSWER",
    `${registry.host} wants a token from ${url.origin}, which has no TLS: ` +
      `no password is sent there.`,
  );
}

/** Leaves out a challenge's scope where ours is for the same and allows more. */
function withoutNarrower(scopes: string[]): string[] {
  const kept: string[] = [];
  const nameOf = (scope: string) => scope.replace(/:[^:]*$/, "");
  const actionsOf = (scope: string) => scope.replace(/^.*:/, "").split(",");
  for (const scope of scopes.filter((each) => each !== "")) {
    const isCovered = kept.some(
      (each) =>
        nameOf(each) === nameOf(scope) &&
        actionsOf(scope).every((action) => actionsOf(each).includes(action)),
    );
    if (!isCovered) kept.push(scope);
  }
  return kept;
}

async function tokenIn(response: Response, realm: URL): Promise<string> {
  const bytes = await readAll(response, realm.host, MAX_TOKEN);
  const token = tokenOf(Buffer.from(bytes).toString());
  if (token !== undefined) return token;
  throw new RegistryError(
    "BAD_ANSWER",
    `${realm.host} answers a request for a token without one.`,
  );
}

/** The token in an answer, where a header can hold it. */
function tokenOf(text: string): string | undefined {
  try {
    const json = JSON.parse(text) as {
      token?: unknown;
      access_token?: unknown;
    } | null;
    const token = json?.token || json?.access_token;
    const isToken = typeof token === "string" && /^[\x21-\x7e]+$/.test(token);
    return isToken ? token : undefined;
  } catch {
    return undefined;
  }
}
