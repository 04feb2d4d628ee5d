import { JsonModel } from "proxy-wasm-as";

/** What a response tells caches about itself. */
export class Rule {
  constructor(
    readonly cacheControl: string,
    readonly vary: string = "",
  ) {}
}

/** Which content may be kept, and for how many seconds. */
export class Policy extends JsonModel {
  /** Seconds that images, fonts, styles and scripts may be kept. */
  staticMaxAge: u32 = 31536000;
  /** Seconds that HTML may be kept. */
  htmlMaxAge: u32 = 3600;
  /** Seconds that JSON and XML may be kept; 0 forbids it. */
  apiMaxAge: u32 = 0;
  /** How paths begin of which nothing may be kept. */
  privatePaths: string[] = [];

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
