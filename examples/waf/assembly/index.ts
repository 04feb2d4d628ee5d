import {
  Glob,
  HeaderMap,
  HttpContext,
  HttpHandlerOf,
  JsonModel,
  length,
  LocalResponse,
  log,
  MediaType,
  Needles,
  PluginContext,
  range,
  regexSet,
  RegexSet,
  registerRootContext,
  RequestUrl,
  required,
  SearchParams,
} from "proxy-wasm-as";

/** The bytes that a body may have, as many as Envoy buffers by default. */
const LIMIT = 1 << 20;

/** The names of the patterns that are in the module, in their order. */
const KNOWN: string[] = [
  "path-traversal",
  "sql-injection",
  "cross-site-scripting",
  "remote-code",
  "null-byte",
];

/** What the build makes a table of; the configuration's patterns are read when it starts. */
const known = regexSet(
  [
    "(^|[/\\\\])\\.\\.([/\\\\]|$)",
    "\\bunion\\b[\\s(]{1,20}(all\\s{1,20})?select\\b|\\bor\\s{1,20}\\d{1,9}\\s{0,20}=\\s{0,20}\\d|;\\s{0,20}drop\\s{1,20}table\\b",
    "<script[\\s>/]|\\bjavascript:|<[^>]{1,200}\\son[a-z]{3,20}\\s{0,20}=",
    "\\$\\{jndi:|\\$\\(|;\\s{0,20}(cat|curl|wget|sh|bash)\\s",
    "\\x00",
  ],
  "i",
);

/** What of a request a rule looks at. */
enum Part {
  path,
  query,
  headers,
  body,
}

class Rule extends JsonModel {
  /** What the log calls the rule. */
  @required
  @length(1)
  id: string = "";
  /** What of a request it looks at. */
  on: Part[] = [Part.query, Part.body];
  /** Texts, in either case; one of them is enough. */
  contains: string[] = [];
  /** A regular expression of RE2's syntax, in either case; it or a text is enough. */
  matches: string | null = null;
  /** What the rule adds to the score of a request, once. */
  @range(1, 1000)
  score: i32 = 5;
}

class Settings extends JsonModel {
  /** The score from which on a request is refused. */
  @range(1, 100000)
  threshold: i32 = 5;
  /** Whether requests are refused; if not, they are only logged. */
  blocks: bool = true;
  /** The score of each pattern that is in the module; 0 for none of them. */
  @range(0, 1000)
  knownScore: i32 = 5;
  /** Paths that are not looked at, such as `/static/**`. */
  except: string[] = [];
  /** The rules of this configuration. */
  rules: Rule[] = [];
}

/** The rules that look at one part of a request. */
class PartRules {
  private patterns: RegexSet | null = null;
  private readonly ofPattern: i32[] = [];
  private readonly needles: Needles[] = [];
  private readonly ofNeedles: i32[] = [];

  constructor(part: Part, rules: Rule[]) {
    const patterns: string[] = [];
    for (let i = 0; i < rules.length; i++) {
      const rule = rules[i];
      if (!rule.on.includes(part)) continue;
      const pattern = rule.matches;
      if (pattern != null) {
        patterns.push(pattern);
        this.ofPattern.push(i);
      }
      if (rule.contains.length > 0) {
        this.needles.push(new Needles(rule.contains, true));
        this.ofNeedles.push(i);
      }
    }
    if (patterns.length > 0) this.patterns = RegexSet.compile(patterns, "i");
  }

  /** Notes which rules a text breaks. */
  note(text: string, broken: bool[]): void {
    const patterns = this.patterns;
    if (patterns != null) {
      for (const index of patterns.all(text)) {
        broken[this.ofPattern[index]] = true;
      }
    }
    for (let i = 0; i < this.needles.length; i++) {
      if (this.needles[i].isIn(text)) broken[this.ofNeedles[i]] = true;
    }
  }
}

/** The rules of a configuration, ready to be used. */
class RuleSet {
  private readonly parts: PartRules[] = [];

  constructor(
    readonly rules: Rule[],
    private readonly excepted: Glob[],
  ) {
    for (let part = 0; part <= <i32>Part.body; part++) {
      this.parts.push(new PartRules(<Part>part, rules));
    }
  }

  isExcepted(path: string): bool {
    for (const glob of this.excepted) {
      if (glob.matches(path)) return true;
    }
    return false;
  }

  /** Notes which rules a text breaks, in a list with a place for each. */
  note(part: Part, text: string, broken: bool[]): void {
    while (broken.length < this.rules.length) broken.push(false);
    this.parts[<i32>part].note(text, broken);
  }
}

class Plugin extends PluginContext<Settings> {
  ruleSet: RuleSet = new RuleSet([], []);

  override onSettings(): bool {
    const rules = this.settings.rules;
    for (const rule of rules) {
      const pattern = rule.matches;
      if (pattern == null) continue;
      const fault = RegexSet.faultOf([pattern], "i");
      if (fault == null) continue;
      log.error(`rule ${rule.id}: ${fault}`);
      return false;
    }
    const excepted: Glob[] = [];
    for (const path of this.settings.except) {
      const glob = Glob.parse(path);
      if (glob == null) {
        log.error(`except: not a glob: ${path}`);
        return false;
      }
      excepted.push(glob);
    }
    this.ruleSet = new RuleSet(rules, excepted);
    return true;
  }

  override createHttpContext(): HttpContext {
    return new Waf(this.ruleSet);
  }
}

class Waf extends HttpHandlerOf<Plugin> {
  private readonly broken: bool[] = [];
  private readonly brokenKnown: bool[] = [];

  // The plugin may get other rules while the request waits.
  constructor(private readonly ruleSet: RuleSet) {
    super();
  }

  override onRequest(): void {
    const headers = this.request.headers;
    const url = RequestUrl.of(headers);
    // CONNECT has no path, and what follows it is not HTTP.
    if (url == null) return;
    const path = "/" + url.segments.join("/");
    this.look(Part.path, path);
    // Not where the path leaves what is excepted, by "..".
    if (this.score() == 0 && this.ruleSet.isExcepted(path)) return;
    this.lookAtAll(Part.query, url.searchParams);
    this.lookAtHeaders(headers);
    if (this.refuses()) return;
    const isForm =
      MediaType.of(headers)?.essence == "application/x-www-form-urlencoded";
    const body = this.request.body.collect(LIMIT);
    // One that is larger was answered with 413.
    if (body == null) return;
    if (isForm) this.lookAtAll(Part.body, SearchParams.ofBytes(body.bytes()));
    else this.look(Part.body, body.text());
    if (this.refuses()) return;
    const score = this.score();
    if (score > 0) log.info(`passes with ${score}: ${this.names()}`);
  }

  private lookAtAll(part: Part, params: SearchParams): void {
    for (const name of params.keys()) this.look(part, name);
    for (const value of params.values()) this.look(part, value);
  }

  private lookAtHeaders(headers: HeaderMap): void {
    const entries = headers.entries();
    for (let i = 0; i < entries.length; i++) {
      if (!entries.name(i).startsWith(":")) {
        this.look(Part.headers, entries.value(i));
      }
    }
  }

  private look(part: Part, text: string): void {
    const settings = this.plugin.settings;
    while (this.brokenKnown.length < KNOWN.length) this.brokenKnown.push(false);
    this.ruleSet.note(part, text, this.broken);
    if (settings.knownScore == 0) return;
    for (const index of known.all(text)) this.brokenKnown[index] = true;
  }

  /** Answers in place of the server where the score is too high. */
  private refuses(): bool {
    const settings = this.plugin.settings;
    const score = this.score();
    if (score < settings.threshold || !settings.blocks) return false;
    log.warn(`refused with ${score}: ${this.names()}`);
    const refusal = new LocalResponse(403).text("forbidden\n");
    this.respond(refusal.details("waf_refused"));
    return true;
  }

  private score(): i32 {
    const settings = this.plugin.settings;
    let score = 0;
    for (let i = 0; i < this.broken.length; i++) {
      if (this.broken[i]) score += this.ruleSet.rules[i].score;
    }
    for (const isBroken of this.brokenKnown) {
      if (isBroken) score += settings.knownScore;
    }
    return score;
  }

  /** The names of the rules that the request breaks. */
  private names(): string {
    const names: string[] = [];
    for (let i = 0; i < this.brokenKnown.length; i++) {
      if (this.brokenKnown[i]) names.push(KNOWN[i]);
    }
    const rules = this.ruleSet.rules;
    for (let i = 0; i < this.broken.length; i++) {
      if (this.broken[i]) names.push(rules[i].id);
    }
    return names.join(", ");
  }
}

registerRootContext<Plugin>("waf");
