import type { RootContext } from "../contexts/root-context.ts";
import type { HeaderMap } from "../message/header-map.ts";
import type { LocalReply } from "../message/local-reply.ts";
import { ClientEnd } from "./client-end.ts";
import { FilterPass } from "./filter-pass.ts";
import { HttpContext } from "./http-context.ts";
import { LocalReplySender } from "./local-reply-sender.ts";
import {
  StreamState,
  type StreamOutcome,
  type StreamParameters,
} from "./stream-state.ts";
import { UpstreamEnd } from "./upstream-end.ts";

/**
 * A stream put together from its parts, as Envoy's connection manager keeps one for
 * each request. `HttpStream` hands in what the client and the upstream send.
 */
export class ActiveStream extends StreamState {
  readonly requestPass: FilterPass;
  readonly responsePass: FilterPass;
  readonly upstreamEnd: UpstreamEnd;
  readonly #localReplies: LocalReplySender;
  readonly #contexts: HttpContext[];
  readonly #onRequestArrived: () => void;
  #endChecks = (): void => {};

  constructor(
    roots: readonly RootContext[],
    parameters: StreamParameters,
    onRequestArrived: () => void,
  ) {
    super(parameters);
    this.#onRequestArrived = onRequestArrived;
    this.upstreamEnd = new UpstreamEnd(this);
    this.requestPass = new FilterPass(this, "request", this.upstreamEnd);
    const client = new ClientEnd(this);
    this.responsePass = new FilterPass(this, "response", client);
    this.#localReplies = new LocalReplySender(this, this.responsePass, client);
    const { requestPass, responsePass } = this;
    this.#contexts = roots.map(
      (root) => new HttpContext(root, this, requestPass, responsePass),
    );
    // The response passes the filters in the opposite order.
    for (const context of this.#contexts) context.joinRequest();
    for (const context of this.#contexts.toReversed()) context.joinResponse();
    const isStrict = roots.some(({ vm }) => vm.settings.findings !== undefined);
    if (isStrict) {
      this.#endChecks = this.dispatcher.whenIdle(() => this.isStuck);
    }
  }

  /** Whether a filter has stopped it and nothing that the filter waits for continues it. */
  get isStuck(): boolean {
    if (this.outcome !== "open" || this.answersItself) return false;
    return this.#contexts.some((each) => each.checkHeld());
  }

  /** Whether what the upstream sends still counts. */
  get hearsUpstream(): boolean {
    return this.outcome === "open" && !this.answersItself;
  }

  /** Begins the request. */
  begin(headers: HeaderMap, endOfStream: boolean): void {
    this.upstreamEnd.begin(headers);
    this.requestPass.start(headers, endOfStream);
  }

  override sendLocalReply(reply: LocalReply): void {
    this.#localReplies.send(reply);
  }

  override sendPreparedReply(): boolean {
    return this.#localReplies.sendPrepared();
  }

  override requestArrived(): void {
    this.#onRequestArrived();
  }

  override finish(outcome: StreamOutcome): void {
    if (this.outcome !== "open") return;
    this.outcome = outcome;
    this.#endChecks();
    this.leaveUpstream();
    this.request.isAborted = true;
    this.response.isAborted = true;
    this.info.log(this.response, this.#contexts);
    for (const each of this.#contexts) {
      each.destroy(this.upstream, this.delivered);
    }
  }
}
