import { callHost, say, whisper } from "./calls";

/** What a script did in a callback. */
export class Outcome {
  /** What the callback returns; -1 if the script does not say. */
  result: i32 = -1;
}

/**
 * The lines of a plugin's configuration, each `PHASE: COMMAND; COMMAND …`, or `PHASE
 * PATH: …` for requests of only one path.
 */
export class Script {
  private lines: Map<string, string> = new Map<string, string>();
  /** Distinguishes it from most others. */
  private size: i32;

  constructor(text: string) {
    this.size = text.length;
    const lines = text.split("\n");
    for (let i = 0; i < lines.length; i++) {
      const middle = lines[i].indexOf(": ");
      if (middle < 0) continue;
      this.lines.set(
        lines[i].substr(0, middle).trim(),
        lines[i].substr(middle + 2),
      );
    }
  }

  has(phase: string): bool {
    return this.lines.has(phase);
  }

  /** The commands of a phase, unchanged. */
  line(phase: string): string {
    return this.lines.has(phase) ? this.lines.get(phase) : "";
  }

  /** Begins a phase: returns its commands. */
  begin(phase: string, path: string): string[] {
    const own = phase + " " + path;
    const key = this.lines.has(own) ? own : phase;
    if (!this.lines.has(key)) return [];
    whisper("ran " + this.size.toString() + " " + key);
    return this.lines.get(key).split(";");
  }

  /** Runs the commands of a phase, and logs the result of each. */
  run(phase: string, path: string, args: string, held: u32): Outcome {
    const outcome = new Outcome();
    const commands = this.begin(phase, path);
    for (let i = 0; i < commands.length; i++) {
      const words = commands[i].trim().split(" ");
      if (words[0] == "at-end") {
        if (!args.endsWith("true")) continue;
        words.shift();
      }
      if (words[0] == "return") outcome.result = <i32>parseInt(words[1]);
      else if (words[0] == "args") say(phase + " args " + args);
      else runCommand(phase, words, held);
    }
    return outcome;
  }
}

/** Runs a command that any phase may have, and logs its result. */
export function runCommand(phase: string, words: string[], held: u32): void {
  if (words[0] == "throw") throw new Error("Cannot go on: thrown");
  else if (words[0] == "trap") unreachable();
  else if (words[0] == "recurse") say(recurse(1).toString());
  else if (words[0] == "outside") say(load<u32>(0xffff0000).toString());
  else if (words[0] == "log") callHost(words);
  else {
    if (words[0] == "effective" && words[1] == "held") {
      words[1] = held.toString();
    }
    say(phase + " " + words.join(" ") + " -> " + callHost(words));
  }
}

function recurse(depth: i32): i32 {
  return depth == 0 ? 0 : recurse(depth + 1) + recurse(depth + 2);
}
