import { getProperty } from "../api/properties";
import { Context } from "./context";

/** A plugin that has taken its configuration, with the name that its successors share. */
@final
class KnownPlugin {
  constructor(
    readonly plugin: Context,
    readonly name: string,
    public older: KnownPlugin | null,
  ) {}
}

/**
 * The plugins of this VM that have taken their configuration. A class, since a global of
 * this file would be in every module.
 */
@final
export class KnownPlugins {
  /** A `KnownPlugin`, whose class would be in every module if it stood here. */
  private static first: Context | null = null;

  private static get newest(): KnownPlugin | null {
    return changetype<KnownPlugin | null>(KnownPlugins.first);
  }

  private static set newest(known: KnownPlugin | null) {
    KnownPlugins.first = changetype<Context | null>(known);
  }

  /** Notes a plugin, which is the current context, and may have been noted before. */
  static add(plugin: Context): void {
    KnownPlugins.remove(plugin);
    const newest = KnownPlugins.newest;
    KnownPlugins.newest = new KnownPlugin(plugin, nameOfPlugin(), newest);
  }

  /** Forgets a context, if it is one of them. */
  static remove(context: Context): void {
    let last: KnownPlugin | null = null;
    let known = KnownPlugins.newest;
    while (known != null && known.plugin != context) {
      last = known;
      known = known.older;
    }
    if (known == null) return;
    if (last == null) KnownPlugins.newest = known.older;
    else last.older = known.older;
  }

  /** Returns the newest other plugin of the current one's name; `null` if there is none. */
  static before<P extends Context>(plugin: Context): P | null {
    const name = nameOfPlugin();
    let known = KnownPlugins.newest;
    while (known != null) {
      const other = known.plugin;
      // @ts-expect-error A type parameter has a value in AssemblyScript, not in TypeScript.
      const isOne = other instanceof P;
      if (isOne && other != plugin && known.name == name) {
        return changetype<P>(other);
      }
      known = known.older;
    }
    return null;
  }
}

/** Returns the root id and the name of the current plugin. */
function nameOfPlugin(): string {
  const id = getProperty(["plugin_root_id"]);
  const name = getProperty(["plugin_name"]);
  return (id == null ? "" : id) + "\n" + (name == null ? "" : name);
}
