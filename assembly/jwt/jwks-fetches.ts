import { CalloutKind, findCallout } from "../api/callout";
import { HeldFunction } from "../api/held-function";
import { PendingHttpCall } from "../api/http-call";
import { HttpCallResponse } from "../api/http-call-response";
import { Context } from "../contexts/context";

/** Whoever gets the answer to a fetch. */
export abstract class JwksFetcher {
  /** The call while it is under way. */
  call: PendingHttpCall | null = null;

  /** Takes the answer. */
  abstract take(response: HttpCallResponse): void;
}

// Pinned, and without its type: a global of that type would bring it into every module.
let fetchers: usize = 0;

/** Returns a call whose answer goes to a fetcher, and expects it. */
export function beginFetch(fetcher: JwksFetcher): PendingHttpCall {
  if (fetchers == 0) {
    fetchers = __pin(changetype<usize>(new Array<JwksFetcher>()));
  }
  const call = new PendingHttpCall(null, changetype<HeldFunction>(onAnswer));
  fetcher.call = call;
  changetype<JwksFetcher[]>(fetchers).push(fetcher);
  return call;
}

/** Expects no answer to a fetcher's call any more. */
export function endFetch(fetcher: JwksFetcher): void {
  const all = changetype<JwksFetcher[]>(fetchers);
  const at = all.indexOf(fetcher);
  if (at >= 0) all.splice(at, 1);
  fetcher.call = null;
}

/** Gives an answer to the fetcher whose call is no longer under way. */
function onAnswer(plugin: Context, response: HttpCallResponse): void {
  const all = changetype<JwksFetcher[]>(fetchers);
  for (let i = 0; i < all.length; i++) {
    const fetcher = all[i];
    const call = fetcher.call;
    if (call == null || call.sdkOwner != plugin.id) continue;
    if (findCallout(CalloutKind.Http, call.sdkToken) == call) continue;
    endFetch(fetcher);
    fetcher.take(response);
    return;
  }
}
