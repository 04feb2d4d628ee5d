import type { Response } from "undici";
import { pointedTo } from "./pointed-to.ts";

/**
 * Returns where an answer says that more of a list is; undefined on the last page.
 *
 *     nextPage(response)?.href;
 */
export function nextPage(response: Response): URL | undefined {
  const link = response.headers.get("link") ?? "";
  // As RFC 8288 writes it.
  const target = /<([^>]*)>[^<]*;\s*rel="?next\b/i.exec(link)?.[1];
  return target === undefined
    ? undefined
    : pointedTo(new URL(response.url), target);
}
