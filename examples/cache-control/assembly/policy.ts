import { JsonKind, JsonValue } from "proxy-wasm-as";

/** What a response tells caches about itself. */
export class Rule {
  constructor(
    readonly cacheControl: string,
    readonly vary: string = "",
  ) {}
}

/** Which content may be kept, and for how many seconds. */
export class Policy {
  private staticMaxAge: i64 = 31536000;
  private htmlMaxAge: i64 = 3600;
  private apiMaxAge: i64 = 0;
  private privatePaths: string[] = [];

  /** Takes over what a configuration says; false where it cannot be meant. */
  read(settings: JsonValue): bool {
    if (settings.kind != JsonKind.Object) return false;
    this.staticMaxAge = settings.getIntegerOr("staticMaxAge", 31536000);
    this.htmlMaxAge = settings.getIntegerOr("htmlMaxAge", 3600);
    this.apiMaxAge = settings.getIntegerOr("apiMaxAge", 0);
    const paths = settings.getTexts("privatePaths");
    if (paths != null) this.privatePaths = paths;
    else if (settings.get("privatePaths") != null) return false;
    return min(min(this.staticMaxAge, this.htmlMaxAge), this.apiMaxAge) >= 0;
  }

  ruleFor(status: i32, path: string, type: string): Rule {
    if (status < 200 || status >= 400 || this.isPrivate(path)) {
      return new Rule("no-store");
    }
    if (isStatic(type)) {
      return new Rule(`public, max-age=${this.staticMaxAge}, immutable`);
    }
    if (type.startsWith("text/html")) {
      const kept = `public, max-age=${this.htmlMaxAge}, must-revalidate`;
      return new Rule(kept, "Accept-Encoding");
    }
    if (
      type.startsWith("application/json") ||
      type.startsWith("application/xml")
    ) {
      const kept =
        this.apiMaxAge == 0
          ? "no-cache, no-store, must-revalidate"
          : `private, max-age=${this.apiMaxAge}, must-revalidate`;
      return new Rule(kept, "Accept, Authorization");
    }
    return new Rule("public, max-age=600");
  }

  private isPrivate(path: string): bool {
    for (let i = 0; i < this.privatePaths.length; i++) {
      if (path.startsWith(this.privatePaths[i])) return true;
    }
    return false;
  }
}

function isStatic(type: string): bool {
  return (
    type.startsWith("image/") ||
    type.startsWith("font/") ||
    type.startsWith("text/css") ||
    type.startsWith("text/javascript") ||
    type.startsWith("application/javascript") ||
    type.startsWith("application/wasm")
  );
}
