import { BufferType, Status, StreamType } from "../abi/enums";
import { FilterStatus } from "../abi/filter-status";
import { Body } from "../api/body";
import { Pending } from "../api/pending";
import { Script, setShown } from "../api/script";
import { StreamContext } from "./stream-context";
import { StreamPart } from "./stream-part";

/**
 * The method of a handler that runs for a direction of a connection.
 *
 *     the proxy holds   ├── given to the method ──┼── not yet ──┤
 *                       0                       given         held
 *
 * What the proxy holds goes on at the end of a callback, if the method has been given all of
 * it and waits for more. Data that comes while the method waits for something else is
 * copied: the proxy holds it, but shows it only in that callback.
 */
export abstract class ConnectionScript extends Script {
  private hasBegun: bool = false;
  private isReleased: bool = false;
  /** Whether a callback of its direction runs, in which the proxy shows the data. */
  private isInCallback: bool = false;
  /** Whether the method waits for data, and for how much. */
  private isReading: bool = false;
  private wanted: u32 = 0;
  /** Whether the last callback has stopped its direction. */
  private isStopped: bool = false;
  private hasEnded: bool = false;
  private held: u32 = 0;
  private given: u32 = 0;
  /** Copies of what was not given yet; `copied` is where they end. */
  private copies: Uint8Array[] = [];
  private copied: u32 = 0;
  /** What was read last. */
  private last: StreamPart | null = null;

  constructor(
    protected readonly handler: StreamContext,
    protected readonly type: StreamType,
  ) {
    super();
  }

  /** Returns the script that runs; throws where it is not that of a connection. */
  static get running(): ConnectionScript {
    const script = Script.running;
    if (!(script instanceof ConnectionScript)) {
      throw new Error(
        "Cannot read here: onDownstream reads what the client sends, and onUpstream what the server sends",
      );
    }
    return script as ConnectionScript;
  }

  get owner(): u32 {
    return this.handler.id;
  }

  get plugin(): u32 {
    return this.handler.root.id;
  }

  /** What the proxy shows of the direction, in its callbacks. */
  get data(): Body {
    return Body.of(
      this.type == StreamType.Downstream
        ? BufferType.NetworkDownstreamData
        : BufferType.NetworkUpstreamData,
    );
  }

  /** Asks the proxy to let its direction go on, which was held. */
  abstract letGo(): void;

  activate(): bool {
    return this.handler.activate() == Status.Ok;
  }

  /** Called with the new connection: begins. */
  onConnection(): FilterStatus {
    this.runInCallback();
    return this.leave();
  }

  /** Called with data; `size` is how much of it the proxy holds. */
  onData(size: u32, endOfStream: bool): FilterStatus {
    this.held = size;
    if (endOfStream) this.hasEnded = true;
    if (!this.hasBegun || (this.isReading && this.hasWanted)) {
      this.runInCallback();
    }
    return this.leave();
  }

  /** Lets its direction go on while the method runs; false where the proxy must be asked. */
  release(): bool {
    if (this.isDone || this.isReleased) return false;
    this.isReleased = true;
    // Elsewhere the caller asks the proxy to let go what it holds.
    return this.isInCallback;
  }

  settle(): void {
    if (!this.isStopped || this.isReleased || !this.goesOn) return;
    this.forgetHeld();
    this.letGo();
  }

  /** Waits for data; see `StreamHandler.read`. */
  read(atLeast: u32, until: Pending | null): StreamPart | null {
    if (this.isReleased) {
      throw new Error("Cannot read what was let go on");
    }
    this.endPart();
    this.wanted = atLeast;
    while (!this.hasWanted) {
      if (until != null) {
        if (until.isThere) return null;
        until.sdkExpectFor(this);
      }
      this.isReading = true;
      Script.wait();
      this.isReading = false;
      if (until != null) until.sdkExpectFor(null);
    }
    if (this.held == this.given) return null;
    return this.give();
  }

  /** Returns all that was not given yet. */
  private give(): StreamPart {
    const start = this.given;
    this.given = this.held;
    let part: StreamPart;
    if (this.isInCallback) {
      part = new StreamPart(this.data, start, this.held - start);
      setShown(part);
    } else {
      part = StreamPart.sdkOf(this.data, joined(this.copies));
    }
    this.copies.length = 0;
    this.copied = this.held;
    this.last = part;
    return part;
  }

  private endPart(): void {
    const last = this.last;
    if (last == null) return;
    this.noteGrowth(last);
    if (last.isChangeable) setShown(null);
    last.sdkEnd();
    this.last = null;
  }

  /** Notes by how much the method has made its last part longer. */
  private noteGrowth(last: StreamPart): void {
    const by = last.sdkTakeGrowth();
    this.held += by;
    this.given += by;
    this.copied += by;
  }

  /** Runs the code in a callback of its direction. */
  private runInCallback(): void {
    this.isInCallback = true;
    this.hasBegun = true;
    this.proceed();
    this.isInCallback = false;
    setShown(null);
    if (this.isDone) this.endPart();
  }

  /** Returns the status of a callback of its direction; copies data that would be lost. */
  private leave(): FilterStatus {
    const last = this.last;
    if (last != null) this.noteGrowth(last);
    if (this.goesOn) {
      this.forgetHeld();
      return FilterStatus.Continue;
    }
    this.isStopped = true;
    if (this.isReading || this.isOver) return FilterStatus.StopIteration;
    if (this.type == StreamType.Upstream) {
      throw new Error(
        "Cannot wait in onUpstream for anything but data: call continueUpstream first, as the proxy cannot let go what it holds",
      );
    }
    const from = max(this.copied, this.given);
    if (this.held > from) {
      this.copies.push(this.data.read(from, this.held - from));
      this.copied = this.held;
    }
    return FilterStatus.StopIteration;
  }

  /** Whether `read` need wait no longer. */
  private get hasWanted(): bool {
    return this.hasEnded || this.held - this.given >= this.wanted;
  }

  /** Whether all that the proxy holds may go on. */
  private get goesOn(): bool {
    return (
      this.isDone ||
      this.isReleased ||
      (this.isReading && this.held == this.given)
    );
  }

  /** Notes that what the proxy held has gone on. */
  private forgetHeld(): void {
    this.isStopped = false;
    this.held = 0;
    this.given = 0;
    this.copied = 0;
  }
}

function joined(parts: Uint8Array[]): Uint8Array {
  if (parts.length == 1) return parts[0];
  let size = 0;
  for (let i = 0; i < parts.length; i++) size += parts[i].length;
  const all = new Uint8Array(size);
  let at = 0;
  for (let i = 0; i < parts.length; i++) {
    all.set(parts[i], at);
    at += parts[i].length;
  }
  return all;
}
