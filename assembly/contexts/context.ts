/** Which of the proxy's objects a context stands for. */
export enum ContextKind {
  /** A configured plugin. */
  Root,
  /** An HTTP stream. */
  Http,
}

/** What all contexts have: the number by which the host calls them, and an end. */
export abstract class Context {
  /** The host's number of this context, unique in its VM; 0 before it has one. */
  id: u32 = 0;
  /** Which of the proxy's objects this context stands for. */
  readonly kind: ContextKind;
  /** The next context in the same bucket of the context table. */
  nextInBucket: Context | null = null;

  constructor(kind: ContextKind) {
    this.kind = kind;
  }

  /**
   * Called when the stream or the plugin has ended; its host objects may be read
   * once more. For a plugin, false defers the end until the filter says that it
   * is done; for a stream the proxy ignores the result.
   */
  onDone(): bool {
    return true;
  }

  /**
   * Called when the proxy writes its access log. Headers can be read, not
   * changed; in Envoy request headers are available here again.
   */
  onLog(): void {}

  /** Called last, when nothing of the context can be read any more. */
  onDelete(): void {}
}
