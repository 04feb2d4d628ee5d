import type { Response } from "undici";
import { parseChallenges } from "./challenge.ts";
import type { Connection } from "./connection.ts";
import { basicAuthorization, type Credentials } from "./credentials.ts";
import { statusError } from "./status-error.ts";
import { fetchToken } from "./token.ts";
import { dropBody } from "./body-reader.ts";

/** Answers the challenge of a 401. */
export interface Authorizer {
  /**
   * Returns the Authorization header for a request that got this answer. Rejects
   * where there is none.
   */
  answer(
    response: Response,
    request: { action: string; scopes?: string[] },
  ): Promise<string>;
  /** Makes the error of an answer, which names the user where one was looked up. */
  failure(response: Response, action: string): Promise<Error>;
}

/**
 * Makes the authorizer of one registry. It looks up the user at most once, and only
 * when the registry asks.
 *
 *     const authorizer = makeAuthorizer(connection, base, { registry });
 */
export function makeAuthorizer(
  connection: Connection,
  base: URL,
  options: {
    registry: string;
    credentials?(): Promise<Credentials | undefined>;
  },
): Authorizer {
  let known: Promise<Credentials | undefined> | undefined;
  let user: string | undefined;
  const topicOf = (action: string) => ({
    registry: options.registry,
    action,
    user,
  });
  return {
    failure: (response, action) => statusError(response, topicOf(action)),
    async answer(response, { action, scopes = [] }) {
      known ??= options.credentials?.() ?? Promise.resolve(undefined);
      const credentials = await known;
      if (credentials) user = credentials.username ?? "the stored token";
      const header = response.headers.get("www-authenticate") ?? "";
      const challenges = parseChallenges(header);
      const bearer = challenges.find(({ scheme }) => scheme === "bearer");
      const topic = topicOf(action);
      if (bearer) {
        await dropBody(response);
        const asked = {
          connection,
          registry: base,
          scopes,
          credentials,
          topic,
        };
        return `Bearer ${await fetchToken(bearer, asked)}`;
      }
      const isBasic = challenges.some(({ scheme }) => scheme === "basic");
      if (!isBasic || credentials?.password === undefined) {
        throw await statusError(response, topic);
      }
      await dropBody(response);
      return basicAuthorization(credentials);
    },
  };
}
