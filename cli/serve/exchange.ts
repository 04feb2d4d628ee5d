import type {
  Header,
  HttpStream,
  Message,
  Properties,
} from "../../host/index.ts";
import { BodyRecord } from "./body-record.ts";
import { plain } from "./plain-message.ts";
import type { ServedExchange } from "./print-exchange.ts";
import {
  newRecord,
  type FilterRecord,
  type PassingExchange,
  type RunningFilter,
} from "./running-filter.ts";
import {
  isOfConnection,
  type AnswerHead,
  type OutgoingHead,
  type Sending,
  type Upstream,
} from "./upstream.ts";

/** The sender of a request, which gets what comes out of the filter as it comes. */
export interface Client {
  head(head: AnswerHead): void;
  /** False if the client should get nothing more until `drained`. */
  write(part: Uint8Array): boolean;
  end(trailers: readonly Header[] | null): void;
  /** Breaks off the connection, with a message if there is something to report. */
  breakOff(message?: string): void;
  /** Stops reading the request until `resume`. */
  pause(): void;
  resume(): void;
}

/** The head of a request as it has arrived. */
export interface ArrivedHead extends OutgoingHead {
  /** Whether the client speaks TLS. */
  isTls?: boolean;
}

/** How long a stream waits that nothing can continue. */
const MAX_STUCK_MS = 15_000;

/** How long a stream may be idle in Envoy. */
const MAX_IDLE_MS = 300_000;

const STUCK =
  "the filter has stopped it, and nothing can continue it: it waits for no call, timer or queue";

/**
 * A request on its way through the filter to the upstream, and its answer on the way
 * back. Each part goes on as soon as the filter lets it through.
 *
 *     const exchange = new Exchange(running, head, { upstream, client, onEnd });
 *     exchange.begin();
 *     exchange.requestEnd(null);
 */
export class Exchange implements PassingExchange {
  readonly record: FilterRecord;
  readonly #running: RunningFilter;
  readonly #head: ArrivedHead;
  readonly #upstream: Upstream;
  readonly #client: Client;
  readonly #onEnd: (exchange: ServedExchange) => void;
  readonly #stream: HttpStream;
  readonly #bodies = {
    request: { before: new BodyRecord(), after: new BodyRecord() },
    response: { before: new BodyRecord(), after: new BodyRecord() },
  };
  #sending: Sending | undefined;
  #hasSentAll = false;
  #answered: readonly Header[] | null = null;
  #hasHead = false;
  #hasRequest = false;
  #hasAnswer = false;
  /** Whether anything after the answer's headers still counts. */
  #hasMore = true;
  #isOver = false;
  #broken: string | undefined;
  #isStuck = false;
  /** Whether the client still waits. */
  #hasClient = true;
  readonly #maxStuckMs: number;
  /** Whether a trap had ended the filter's VM before. */
  readonly #wasDead: boolean;
  /** Null before there is a connection to the upstream. */
  #upstreamProperties: Properties | null = null;
  /** When the filter was last given something. */
  #deliveredAt = performance.now();

  constructor(
    running: RunningFilter,
    head: ArrivedHead,
    options: {
      upstream: Upstream;
      client: Client;
      /** How long a stream waits that nothing can continue; 15 s by default. */
      maxStuckMs?: number;
      /** What the filter can read about the connection. */
      propertiesWith?(upstream: () => Properties | null): Properties;
      onEnd(exchange: ServedExchange): void;
    },
  ) {
    this.#running = running;
    this.#head = head;
    this.#upstream = options.upstream;
    this.#client = options.client;
    this.#onEnd = options.onEnd;
    this.#maxStuckMs = options.maxStuckMs ?? MAX_STUCK_MS;
    this.record = newRecord(`${head.method} ${head.path}`);
    this.#wasDead = running.hasFailed;
    this.#stream = running.open(this, {
      properties: options.propertiesWith?.(() => this.#upstreamProperties),
    });
  }

  /** Whether it has ended. */
  get isOver(): boolean {
    return this.#isOver;
  }

  begin(): void {
    const { upgrade, isWhole, isTls, ...rest } = this.#head;
    this.#hasRequest = isWhole;
    const upgrades = upgrade === undefined ? [] : [upgrade];
    const headers = [...rest.headers, ...upgrades.flatMap(upgradeHeaders)];
    const head = { ...rest, headers };
    this.#deliver(() =>
      this.#stream.clientHeaders(head, {
        endOfStream: isWhole,
        upgrades,
        isTls,
      }),
    );
  }

  requestData(part: Uint8Array): void {
    if (this.#isOver) return;
    this.#bodies.request.before.add(part);
    this.#deliver(() => this.#stream.requestBody(part));
  }

  requestEnd(trailers: readonly Header[] | null): void {
    this.#hasRequest = true;
    this.#deliver(() => {
      if (trailers !== null) this.#stream.requestTrailers(trailers);
      else this.#stream.requestBody("", { endOfStream: true });
    });
  }

  /** The client accepts more again. */
  drained(): void {
    this.#sending?.resume();
  }

  /** The client has gone or must go. */
  abort(): void {
    this.#deliver(() => this.#stream.reset());
  }

  pump(): void {
    if (this.#isOver) return;
    this.#pumpRequest();
    this.#pumpResponse();
    if (this.#stream.outcome !== "open") return this.#end();
    this.#isStuck = this.#stream.isStuck;
    const idle = performance.now() - this.#deliveredAt;
    if (this.#isStuck && idle >= this.#maxStuckMs) {
      this.#client.breakOff(`No answer: ${STUCK}.`);
      this.#hasClient = false;
      this.abort();
    } else if (this.#isHeld && idle >= MAX_IDLE_MS) {
      this.#broken = `the filter held it for ${MAX_IDLE_MS / 1000} s`;
      this.abort();
    }
  }

  /** Gives the filter something; the exchange ends if the emulator refuses it. */
  #deliver(work: () => void): void {
    if (this.#isOver) return;
    this.#deliveredAt = performance.now();
    try {
      this.#running.run(this.record, work);
    } catch (error) {
      this.#end((error as Error).message);
    }
  }

  #pumpRequest(): void {
    const { upstream: sent, outcome, answersItself } = this.#stream;
    if (sent === null || outcome !== "open" || answersItself) {
      this.#sending?.cancel();
      return;
    }
    this.#sending ??= this.#upstream(this.#headOf(sent), this.#answers());
    for (const part of sent.takeChunks()) {
      this.#bodies.request.after.add(part);
      if (!this.#sending.write(part)) this.#client.pause();
    }
    if (!sent.endOfStream || this.#hasSentAll) return;
    this.#hasSentAll = true;
    this.#sending.end(sent.trailers);
  }

  #headOf(sent: Message): OutgoingHead {
    const { upgrade } = this.#head;
    const isWhole = sent.endOfStream && sent.size === 0 && !sent.trailers;
    return {
      method: sent.header(":method") ?? "",
      path: sent.header(":path") ?? "",
      authority: sent.header(":authority") ?? "",
      headers: sent.headers.filter(([name]) => !name.startsWith(":")),
      isWhole,
      ...(upgrade !== undefined && { upgrade }),
    };
  }

  #answers() {
    const stream = this.#stream;
    return {
      head: ({ status, headers, isWhole }: AnswerHead) => {
        this.#answered = headers.filter(([name]) => !isOfConnection(name));
        this.#hasAnswer = isWhole;
        const options = { endOfStream: isWhole };
        this.#deliver(() => {
          if (status !== SWITCHING) {
            const head = { status, headers };
            this.#hasMore = stream.upstreamHeaders(head, options);
            return;
          }
          const own: Header[] = [[":status", String(status)], ...headers];
          own.push(...upgradeHeaders(this.#head.upgrade ?? ""));
          stream.responseHeaders(own, options);
        });
      },
      data: (part: Uint8Array) => {
        if (!this.#hasMore) return;
        this.#bodies.response.before.add(part);
        this.#deliver(() => stream.responseBody(part));
      },
      end: (trailers: readonly Header[] | null) => {
        this.#hasAnswer = true;
        if (!this.#hasMore) return;
        this.#deliver(() => {
          if (trailers !== null) stream.responseTrailers(trailers);
          else stream.responseBody("", { endOfStream: true });
        });
      },
      breakOff: (reason: string) =>
        this.#deliver(() => stream.upstreamReset(reason)),
      drain: () => this.#client.resume(),
      connected: (properties: Properties) => {
        this.#upstreamProperties = properties;
      },
    };
  }

  #pumpResponse(): void {
    const { response } = this.#stream;
    if (response === null) return;
    const isEmpty = response.size === 0 && response.trailers === null;
    const parts = response.takeChunks();
    if (!this.#hasHead) {
      this.#hasHead = true;
      this.#client.head({
        status: response.status,
        headers: response.headers.filter(([name]) => !name.startsWith(":")),
        isWhole: response.endOfStream && isEmpty,
      });
    }
    for (const part of parts) {
      this.#bodies.response.after.add(part);
      if (!this.#client.write(part)) this.#sending?.pause();
    }
  }

  /** Whether the filter holds something and nobody else has to act. */
  get #isHeld(): boolean {
    const { upstream } = this.#stream;
    if (upstream === null || this.#hasAnswer) return true;
    return this.#hasRequest && !upstream.endOfStream;
  }

  #end(message?: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#sending?.cancel();
    const { outcome, response } = this.#stream;
    if (message === undefined && outcome === "complete") {
      this.#client.end(response?.trailers ?? null);
    } else if (this.#hasClient) this.#client.breakOff(message);
    this.#running.close(this);
    this.#onEnd(this.#served(message));
  }

  #served(message: string | undefined): ServedExchange {
    const { upstream, response, outcome, details } = this.#stream;
    const { method, path, headers } = this.#head;
    const { request: asked, response: answered } = this.#bodies;
    const ending = outcome === "complete" ? undefined : details || "reset";
    const held = this.#isStuck && outcome !== "complete" ? STUCK : undefined;
    return {
      method,
      path,
      status: response?.status ?? 0,
      broken: message ?? this.#broken ?? held ?? ending,
      wasDead: this.#wasDead,
      milliseconds: this.record.milliseconds,
      request: {
        before: { headers, body: asked.before },
        after: plain(upstream, headers, asked.after),
      },
      response: {
        before: this.#answered && {
          headers: this.#answered,
          body: answered.before,
        },
        after: plain(response, this.#answered ?? [], answered.after),
      },
      calls: this.record.calls,
    };
  }
}

const SWITCHING = 101;

/** The headers with which a message upgrades its connection. */
function upgradeHeaders(protocol: string): Header[] {
  return [
    ["connection", "Upgrade"],
    ["upgrade", protocol],
  ];
}
