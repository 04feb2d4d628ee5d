import { familiarName, type Repository } from "../oci/reference.ts";
import { readAll } from "./body-reader.ts";
import { MAX_PAGE } from "./limits.ts";
import { nextPage } from "./next-page.ts";
import { RegistryError } from "./registry-error.ts";
import { retrying, type RetryOptions } from "./retrying.ts";
import type { Session } from "./session.ts";

/** How many to ask for at once; as crane does, so registries take it. */
const PAGE_SIZE = 1000;

/** Far more than any repository has. */
const MAX_PAGES = 1000;
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Reads all tags of a repository page by page, and sorts them: registries should,
 * and do not. Rejects where there are more pages than a repository has.
 *
 *     await readTags(session, parseRepository("ghcr.io/me/add-header"));
 */
export async function readTags(
  session: Session,
  repository: Repository,
  options: RetryOptions = {},
): Promise<string[]> {
  const tags: string[][] = [];
  let count = 0;
  const asked = new Set<string>();
  let next: string | URL | undefined =
    `/v2/${repository.repository}/tags/list?n=${PAGE_SIZE}`;
  while (next !== undefined) {
    const target: string | URL = next;
    if (asked.has(String(target))) {
      throw bad(session, "gives the same page of tags again and again");
    }
    asked.add(String(target));
    if (asked.size > MAX_PAGES || count > MAX_BYTES) {
      throw bad(session, "has no end of tags");
    }
    const page: Page = await retrying(
      () => readPage(session, repository, target),
      options,
    );
    tags.push(page.tags);
    count += page.size;
    next = page.next;
  }
  return tags.flat().sort();
}

interface Page {
  tags: string[];
  /** The bytes of the answer. */
  size: number;
  /** Where there are more. */
  next: URL | undefined;
}

async function readPage(
  session: Session,
  repository: Repository,
  target: string | URL,
): Promise<Page> {
  const action = `list the tags of ${familiarName(repository)}`;
  const scopes = [`repository:${repository.repository}:pull`];
  const response = await session.send(target, { action, scopes });
  if (!response.ok) throw await session.failure(response, action);
  const bytes = await readAll(response, session.registry, MAX_PAGE);
  const tags = tagsIn(bytes.toString());
  if (tags === undefined) throw bad(session, "sends no list of tags");
  return { tags, size: bytes.length, next: nextPage(response) };
}

/** The tags of an answer; registries write none as null, too. */
function tagsIn(text: string): string[] | undefined {
  try {
    const { tags } = JSON.parse(text) as { tags?: unknown };
    if (tags === null) return [];
    return Array.isArray(tags) ? tags.map(String) : undefined;
  } catch {
    return undefined;
  }
}

function bad({ registry }: Session, what: string): RegistryError {
  return new RegistryError("BAD_ANSWER", `${registry} ${what}.`);
}
