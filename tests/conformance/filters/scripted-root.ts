import { RootContext } from "proxy-wasm-as";
import { Script } from "./script";

/** A plugin whose configuration is a script. */
export abstract class ScriptedRoot extends RootContext {
  script: Script = new Script("");
  /** The latest stream or connection. */
  held: u32 = 0;
}
