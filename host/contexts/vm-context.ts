import { VM_CONFIGURATION } from "../abi/numbers.ts";
import { readOnly, type BufferView } from "../engine/buffer-view.ts";
import { Context } from "../engine/context.ts";
import type { VmSettings } from "../engine/vm.ts";

/** The context of a module while it starts: the VM itself, before any plugin. */
export class VmContext extends Context {
  readonly logPrefix: string;
  readonly #settings: VmSettings;

  constructor(settings: VmSettings) {
    super();
    this.#settings = settings;
    this.logPrefix = "";
  }

  override buffer(buffer: number): BufferView | null {
    if (buffer !== VM_CONFIGURATION) return super.buffer(buffer);
    return readOnly(this.#settings.configuration);
  }
}
