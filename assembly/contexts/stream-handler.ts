import { Status, StreamType } from "../abi/enums";
import { FilterStatus } from "../abi/filter-status";
import { ABI, ABI_0_1_0 } from "../abi/version";
import { Pending } from "../api/pending";
import { ConnectionScript } from "./connection-script";
import { StreamContext } from "./stream-context";
import { StreamPart } from "./stream-part";

/**
 * A TCP connection as two methods, which run as plain code and may wait: `onDownstream` for
 * what the client sends, from the new connection on, and `onUpstream` for what the server
 * sends, from its first data on.
 *
 * `read` waits for the next data of its method's direction. What it returned goes on at the
 * next `read`, or as the method ends; from then on all data goes on by itself. While a method
 * waits for something else, such as the answer to a call, its direction is held, and
 * `onDownstream` holds the connection to the server as well until it reads. Where the
 * connection ends while a method waits, nothing more of it runs.
 *
 * Envoy 1.40 cannot let go what the server has sent once a callback has held it. So
 * `onUpstream` may wait for something else only after `continueUpstream`; it traps
 * otherwise.
 *
 * Needs the SDK's transform and the `minimal` runtime, as `HttpHandler` does.
 *
 * ```ts
 * class Guard extends StreamHandler {
 *   onDownstream(): void {
 *     const hello = this.read();
 *     if (hello == null) return;
 *     const call = new HttpCall("auth").path("/check").method("POST");
 *     const answer = call.bytes(hello.bytes()).timeout(500).wait();
 *     if (answer.status != 200) this.closeDownstream();
 *   }
 * }
 * registerStreamHandler<Guard>("guard");
 * ```
 */
export class StreamHandler extends StreamContext {
  private sdkDownstream: ConnectionScript | null = null;
  private sdkUpstream: ConnectionScript | null = null;

  /** Runs for what the client sends, from the new connection on. */
  onDownstream(): void {}

  /** Runs for what the server sends, from its first data on. */
  onUpstream(): void {}

  /**
   * Waits for data of the direction that this method is for, and returns all that is there;
   * `null` at its end. What the last `read` returned goes on, with its changes.
   *
   * With `atLeast` it waits until there are that many bytes, such as those of a header, and
   * holds them meanwhile; at the end of the direction there may be fewer. With `until`, such
   * as a `Pause` as a limit, it also returns `null` once that is there: its `isThere` tells
   * the two apart. What `onUpstream` held for `atLeast` then goes on with the next data of
   * the server. Throws where `continueDownstream` or `continueUpstream` has let the data go
   * on.
   *
   * ```ts
   * class Hurried extends StreamHandler {
   *   onDownstream(): void {
   *     const limit = new Pause(1000);
   *     const first = this.read(4, limit);
   *     if (first == null && limit.isThere) this.closeDownstream();
   *   }
   * }
   * registerStreamHandler<Hurried>("hurried");
   * ```
   */
  read(atLeast: i32 = 1, until: Pending | null = null): StreamPart | null {
    return ConnectionScript.running.read(max(1, atLeast), until);
  }

  /**
   * Lets all that the client sends go on while `onDownstream` still runs; otherwise as
   * `StreamContext.continueDownstream`.
   */
  continueDownstream(): Status {
    const script = this.sdkDownstream;
    const isReleased = script != null && script.release();
    return isReleased ? Status.Ok : super.continueDownstream();
  }

  /**
   * Lets all that the server sends go on while `onUpstream` still runs, including what it
   * has read last; otherwise as `StreamContext.continueUpstream`.
   */
  continueUpstream(): Status {
    const script = this.sdkUpstream;
    const isReleased = script != null && script.release();
    return isReleased ? Status.Ok : super.continueUpstream();
  }

  /** Begins `onDownstream`; not to be overridden beside it. */
  onNewConnection(): FilterStatus {
    const before = this.sdkDownstream;
    if (before != null) before.drop();
    const script = new HandlerScript(this, StreamType.Downstream);
    this.sdkDownstream = script;
    return script.onConnection();
  }

  /** Goes on with `onDownstream`, where it waits for data. */
  onDownstreamData(size: i32, endOfStream: bool): FilterStatus {
    const script = this.sdkDownstream;
    return script == null
      ? FilterStatus.Continue
      : script.onData(size, endOfStream);
  }

  /** Runs `onUpstream`; not to be overridden beside it. */
  onUpstreamData(size: i32, endOfStream: bool): FilterStatus {
    let script = this.sdkUpstream;
    if (script == null) {
      script = new HandlerScript(this, StreamType.Upstream);
      this.sdkUpstream = script;
    }
    return script.onData(size, endOfStream);
  }

  /** Called by the SDK: lets a direction go on that was held. */
  sdkSettle(type: StreamType): void {
    this.sdkContinue(type);
  }

  /** Called by the SDK at the end: forgets methods that wait. */
  sdkDropScripts(): void {
    const downstream = this.sdkDownstream;
    if (downstream != null) downstream.drop();
    const upstream = this.sdkUpstream;
    if (upstream != null) upstream.drop();
  }
}

/** Runs the method of a handler for a direction. */
@final
class HandlerScript extends ConnectionScript {
  run(): void {
    const handler = changetype<StreamHandler>(this.handler);
    if (this.type == StreamType.Downstream) handler.onDownstream();
    else handler.onUpstream();
  }

  letGo(): void {
    if (ABI == ABI_0_1_0) {
      ERROR(
        "ABI 0.1.0 cannot continue a connection: build for 0.2.0 or newer to wait in a StreamHandler.",
      );
    }
    changetype<StreamHandler>(this.handler).sdkSettle(this.type);
  }
}
