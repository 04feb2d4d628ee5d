import { RootContext } from "proxy-wasm-as";
import { Script } from "./script";

/** A plugin whose configuration is a script. */
export abstract class ScriptedRoot extends RootContext {
  script: Script = new Script("");
  /** The latest stream or connection. */
  held: u32 = 0;
  /** The number of the `wake` line that the next tick runs. */
  private wakes: string = "";

  /** Has the next tick run a `wake` line, if the script has it. */
  wakeFor(number: string): void {
    if (!this.script.has("wake " + number)) return;
    this.wakes = number;
    this.setTickPeriod(1);
  }

  /** Returns the `wake` line that a tick runs, and ends the ticks; "" for none. */
  protected takeWake(): string {
    if (this.wakes == "") return "";
    const phase = "wake " + this.wakes;
    this.wakes = "";
    this.setTickPeriod(0);
    return phase;
  }
}
