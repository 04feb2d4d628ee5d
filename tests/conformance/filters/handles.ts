import {
  Body,
  firstOf,
  getProperty,
  GrpcAnswer,
  GrpcCall,
  HttpAnswer,
  HttpCall,
  HttpContext,
  HttpHandler,
  HttpMessage,
  LocalResponse,
  Pending,
  registerRootContext,
  sleep,
} from "proxy-wasm-as";
import { ActsStream, WAKE } from "./acts-stream";
import { say } from "./calls";
import { argument } from "./out";
import { runCommand, Script } from "./script";
import { ScriptedRoot } from "./scripted-root";

/**
 * Runs the plugin's configuration, a script, in the methods of a handler; a script that
 * has no line for a method runs in each callback, as in `acts.ts`.
 */
class Handles extends ScriptedRoot {
  /** The stream that `wake` lines act on. */
  latest: HandlesStream | null = null;

  onConfigure(): bool {
    this.script = new Script(this.configuration.text());
    return true;
  }

  onTick(): void {
    const phase = this.takeWake();
    const stream = this.latest;
    if (stream == null) {
      this.script.run(phase, "", "", this.held);
      return;
    }
    const commands = this.script.begin(phase, "");
    for (let i = 0; i < commands.length; i++) {
      const words = commands[i].trim().split(" ");
      if (!stream.act(phase, words)) runCommand(phase, words, this.held);
    }
  }

  createHttpContext(): HttpContext {
    return this.script.has("on-request") || this.script.has("on-response")
      ? new HandlesStream()
      : new ActsStream();
  }
}

class HandlesStream extends HttpHandler {
  private path: string = "";
  private answers: HttpAnswer[] = [];
  /** The same, as `firstOf` takes them. */
  private pending: Pending[] = [];

  onRequest(): void {
    const path = this.request.headers.get(":path");
    if (path != null) this.path = path;
    const plugin = this.root as Handles;
    if (this.path.startsWith(WAKE)) {
      plugin.wakeFor(this.path.substring(WAKE.length));
      return;
    }
    plugin.held = this.id;
    plugin.latest = this;
    this.follow("on-request", this.request);
  }

  onResponse(): void {
    if (this.path.startsWith(WAKE)) return;
    this.follow("on-response", this.response);
  }

  onLog(): void {
    this.run("log");
  }

  onDone(): bool {
    this.run("done");
    return true;
  }

  onDelete(): void {
    if (this.path.startsWith(WAKE)) return;
    this.run("delete");
    say("deleted");
  }

  private run(phase: string): void {
    if (this.path.startsWith(WAKE)) return;
    const plugin = this.root as Handles;
    plugin.script.run(phase, this.path, "", plugin.held);
  }

  /** Runs the commands of a method, each of which may wait. */
  private follow(phase: string, message: HttpMessage): void {
    const plugin = this.root as Handles;
    const commands = plugin.script.begin(phase, this.path);
    for (let i = 0; i < commands.length; i++) {
      const words = commands[i].trim().split(" ");
      if (words[0] == "end") break;
      if (this.act(phase, words)) continue;
      const told = this.waited(words, message);
      if (told == null) runCommand(phase, words, plugin.held);
      else say(phase + " " + words.join(" ") + " -> " + told);
    }
    say(phase + " over");
  }

  /** Does what a handler can in any callback; returns whether that is the command. */
  act(phase: string, words: string[]): bool {
    const verb = words[0];
    let told = "";
    if (verb == "respond") {
      const response = new LocalResponse(<i32>parseInt(words[1]));
      this.respond(response.text(argument(words, 2)));
    } else if (verb == "continue-request") {
      told = this.continueRequest().toString();
    } else if (verb == "continue-response") {
      told = this.continueResponse().toString();
    } else if (verb == "close-request") {
      told = this.closeRequest().toString();
    } else if (verb == "close-response") {
      told = this.closeResponse().toString();
    } else return false;
    say(phase + " " + words.join(" ") + " -> " + told);
    return true;
  }

  /** Runs a command that waits, and returns what it says; null for another one. */
  private waited(words: string[], message: HttpMessage): string | null {
    const verb = words[0];
    const body = message.body;
    if (verb == "ask") return tell(this.begin(words).wait());
    if (verb == "begin") {
      const answer = this.begin(words);
      this.answers.push(answer);
      this.pending.push(answer);
      return "";
    }
    if (verb == "deep") return this.deep(<i32>parseInt(words[1]), words);
    if (verb == "answer") {
      return tell(this.answers[<i32>parseInt(words[1])].wait());
    }
    if (verb == "first") return firstOf(this.pending).toString();
    if (verb == "ask-grpc") {
      return tellGrpc(new GrpcCall("grpc", "test.Calls", words[1]).wait());
    }
    if (verb == "sleep") {
      sleep(<u32>parseInt(words[1]));
      return "";
    }
    if (verb == "collect") {
      const limit = this.limit(words, 2);
      const whole = body.collect(<i32>parseInt(words[1]), limit);
      return whole == null
        ? nothing(limit)
        : whole.size.toString() + " " + whole.text();
    }
    if (verb == "next") {
      const limit = this.limit(words, 1);
      const part = body.next(limit);
      return part == null ? nothing(limit) : part.text();
    }
    if (verb == "set-body") return body.set(argument(words, 1)).toString();
    if (verb == "parts") return this.parts(body, words);
    if (verb == "trailers") {
      const limit = this.limit(words, 1);
      const trailers = message.waitForTrailers(limit);
      return trailers == null ? nothing(limit) : trailers.size.toString();
    }
    return null;
  }

  /** Returns what ends a wait: the answer whose number is the word at a place, if any. */
  private limit(words: string[], at: i32): Pending | null {
    if (words.length <= at) return null;
    return this.pending[<i32>parseInt(words[at])];
  }

  private begin(words: string[]): HttpAnswer {
    const call = new HttpCall("calls")
      .path(words[1])
      .header("x-plugin", getProperty(["plugin_name"])!);
    if (words.length > 2) call.timeout(<u32>parseInt(words[2]));
    return call.begin();
  }

  /** `deep DEPTH PATH`: asks below as many calls of itself. */
  private deep(depth: i32, words: string[]): string {
    if (depth == 0) return tell(this.begin(words.slice(1)).wait());
    const held = depth.toString();
    return held + this.deep(depth - 1, words) + held;
  }

  /** `parts BEFORE PATH`: puts a text before each part, after a call if it has a path. */
  private parts(body: Body, words: string[]): string {
    const told: string[] = [];
    for (let part = body.next(); part != null; part = body.next()) {
      const text = part.text();
      if (words.length > 2) told.push(tell(this.begin(words.slice(1)).wait()));
      told.push(text + part.set(argument(words, 1) + text).toString());
    }
    return told.join("|");
  }
}

function nothing(limit: Pending | null): string {
  return limit != null && limit.isThere ? "null, as it took too long" : "null";
}

function tell(answer: HttpAnswer): string {
  const trailer = answer.trailers.get("x-end");
  return (
    answer.outcome.toString() +
    " " +
    answer.status.toString() +
    " " +
    answer.text() +
    (trailer == null ? "" : " " + trailer) +
    (answer.failure == "" ? "" : " (" + answer.failure + ")")
  );
}

function tellGrpc(answer: GrpcAnswer): string {
  const text = String.UTF8.decode(answer.bytes().slice(0).buffer);
  return answer.status.toString() + " " + text + " " + answer.message;
}

registerRootContext<Handles>("acts");
