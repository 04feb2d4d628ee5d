import { Status } from "../abi/enums";
import { HeldFunction } from "../api/held-function";
import { HttpAnswer } from "../api/http-answer";
import { HttpCall } from "../api/http-call";
import { Script } from "../api/script";
import { Context } from "../contexts/context";
import { Answering, AnsweringScript } from "./answering-script";
import { CallPolicy } from "./call-policy";
import { Flight } from "./flight";
import { KeptAnswer } from "./kept-answer";

/**
 * Lets those who ask for the same thing at the same time share one call, of any method: a
 * stampede on a service becomes one call of each worker. Nothing is kept once the call has
 * its answer; `ResponseCache` keeps answers, and `SharedCache` values.
 *
 * The plugin makes the call, so it does not end with the stream that was first. All get its
 * answer, without trailers, or its failure. The key says what is the same: it must have all
 * that the answer depends on, such as the user.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   users: SingleFlight = new SingleFlight(this);
 *   createHttpContext(): HttpContext {
 *     return new Auth();
 *   }
 * }
 * class Auth extends HttpHandlerOf<Plugin> {
 *   onRequest(): void {
 *     const token = this.request.headers.get("x-token");
 *     if (token == null) return this.respond(new LocalResponse(401));
 *     const call = new HttpCall("users").method("POST").path("/check").text(token);
 *     const answer = this.plugin.users.wait(token, call);
 *     if (answer.status != 200) this.respond(new LocalResponse(403));
 *   }
 * }
 * registerRootContext<Plugin>("once");
 * ```
 */
export class SingleFlight {
  private readonly flights: Map<string, KeyedFlight> = new Map<
    string,
    KeyedFlight
  >();
  private policy: CallPolicy = new CallPolicy();

  /** Makes one whose calls are a plugin's. */
  constructor(private readonly plugin: Context) {}

  /** Sets how calls are made. */
  callBy(policy: CallPolicy): this {
    this.policy = policy;
    return this;
  }

  /** How many calls are under way. */
  get size(): i32 {
    return this.flights.size;
  }

  /**
   * Waits for the call that is under way for a key, or else for this one, and returns the
   * answer; in a handler's method or a task.
   */
  wait(key: string, call: HttpCall): HttpAnswer {
    const script = Script.running;
    let flight: KeyedFlight;
    if (this.flights.has(key)) flight = this.flights.get(key);
    else {
      flight = new KeyedFlight(this.plugin, this, key, call);
      this.flights.set(key, flight);
      flight.launch();
      script.activate();
    }
    flight.wait();
    return flight.answer!.restore();
  }

  /** Does what `wait` does for callbacks; see `CallPolicy.send`. */
  send<T extends Context>(
    context: T,
    key: string,
    call: HttpCall,
    onAnswer: (self: T, answer: HttpAnswer) => void,
  ): Status {
    const held = changetype<HeldFunction>(onAnswer);
    const asked = new KeyedCall(this, key);
    return new AnsweringScript(context, asked, call, held).start();
  }

  /** Makes a call; for the SDK. */
  sdkFetch(key: string, call: HttpCall): KeptAnswer {
    const answer = new KeptAnswer(this.policy.wait(call));
    this.flights.delete(key);
    return answer;
  }
}

class KeyedFlight extends Flight {
  constructor(
    plugin: Context,
    private readonly flights: SingleFlight,
    private readonly key: string,
    private readonly call: HttpCall,
  ) {
    super(plugin);
  }

  protected override fetch(): KeptAnswer {
    return this.flights.sdkFetch(this.key, this.call);
  }
}

/** Waits for the answer to a key. */
class KeyedCall implements Answering {
  constructor(
    private readonly flights: SingleFlight,
    private readonly key: string,
  ) {}

  wait(call: HttpCall): HttpAnswer {
    return this.flights.wait(this.key, call);
  }
}
