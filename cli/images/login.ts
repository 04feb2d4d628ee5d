import { text as readText } from "node:stream/consumers";
import { CliError } from "../base/cli-error.ts";
import {
  eraseCredentials,
  storeCredentials,
} from "../registry/credential-store.ts";
import type { Credentials } from "../registry/credentials.ts";
import type { RegistryOptions } from "./options.ts";
import { openRegistry } from "./registry-session.ts";
import { print, printError } from "../base/print.ts";
import { dropBody } from "../registry/body-reader.ts";

/** The options of `proxy-wasm login`. */
export type LoginOptions = RegistryOptions & {
  username?: string;
  passwordStdin?: boolean;
};

/** Checks a password with a registry, and stores it. */
export async function login(
  registry: string,
  options: LoginOptions,
): Promise<void> {
  const credentials = options.passwordStdin
    ? await fromInput(options.username)
    : await fromTerminal(registry, options.username);
  const wasAsked = await check(registry, credentials, options);
  const { helper, path } = await storeCredentials(
    registry,
    credentials,
    process.env,
  );
  print(
    wasAsked
      ? `Logged in to ${registry}`
      : `Kept the password for ${registry}, which did not ask for it: it was not checked.`,
  );
  printError(
    helper === undefined
      ? `The password is in ${path}, not encrypted; "credsStore" there changes that.`
      : `The password is with docker-credential-${helper}.`,
  );
}

/** Removes the stored login of a registry. */
export async function logout(registry: string): Promise<void> {
  const wasKnown = await eraseCredentials(registry, process.env);
  print(
    wasKnown ? `Logged out of ${registry}` : `Not logged in to ${registry}`,
  );
}

/** Returns whether the registry asked for the password; throws where it is wrong. */
async function check(
  registry: string,
  credentials: Credentials,
  options: RegistryOptions,
): Promise<boolean> {
  const session = await openRegistry(registry, options, credentials);
  try {
    const action = `log in to ${registry}`;
    const response = await session.send("/v2/", { action });
    if (!response.ok) throw await session.failure(response, action);
    await dropBody(response);
    return session.wasAsked();
  } finally {
    await session.close();
  }
}

async function fromInput(username: string | undefined): Promise<Credentials> {
  if (username === undefined) {
    throw new CliError("Cannot log in: --password-stdin needs --username.", {
      exitStatus: 2,
    });
  }
  const password = (await readText(process.stdin)).replace(/\r?\n$/, "");
  if (password !== "") return { username, password };
  throw new CliError("Cannot log in: there is no password on standard input.");
}

async function fromTerminal(
  registry: string,
  given: string | undefined,
): Promise<Credentials> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new CliError(
      "Cannot log in: there is no terminal to ask for the password; " +
        "use --username NAME --password-stdin.",
      { exitStatus: 2 },
    );
  }
  // Loaded late: only people need prompts.
  const { isCancel, password, text } = await import("@clack/prompts");
  const ask = async (answer: Promise<string | symbol>): Promise<string> => {
    const value = await answer;
    if (isCancel(value)) throw new CliError("Cancelled; nothing is stored.");
    return value as string;
  };
  const output = process.stderr;
  const username =
    given ?? (await ask(text({ message: `User name at ${registry}`, output })));
  const secret = await ask(password({ message: "Password or token", output }));
  return { username, password: secret };
}
