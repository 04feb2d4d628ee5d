import { discriminator, JsonModel } from "proxy-wasm-as";

type Parts = Map<string, Part>;

enum Mode {
  Strict,
  Lenient,
}

class Part extends JsonModel {
  note: string = "n";
}

/** Names types that the file of what extends it does not have, or has others for. */
export class Base extends JsonModel {
  part: Part = new Part();
  parts: Part[] = [];
  maybe: (Part | null)[] = [];
  named: Parts = new Map();
  mode: Mode = Mode.Strict;
  modes: Mode[] = [];
}

/** Its classes are in another file. */
@discriminator("type")
export abstract class Shape extends JsonModel {
  negated: bool = false;
}
