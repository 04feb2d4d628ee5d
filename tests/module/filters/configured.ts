import {
  cluster,
  discriminator,
  duration,
  FilterHeadersStatus,
  host,
  HttpContext,
  HttpContextOf,
  JsonModel,
  key,
  length,
  log,
  pattern,
  PluginContext,
  range,
  registerRootContext,
  required,
  secret,
  SettingsRules,
  size,
  variant,
  writeModel,
} from "proxy-wasm-as";

export enum Mode {
  Strict,
  Lenient = 5,
  Off,
}

/** What a rule matches. */
@discriminator("type")
abstract class Match extends JsonModel {
  negated: bool = false;
}

/** By how a path begins. */
@variant("prefix")
class PrefixMatch extends Match {
  /** How it begins. */
  @required
  prefix: string = "/";
}

@variant("exact")
class ExactMatch extends Match {
  path: string = "/";
}

/** One rule. */
class Rule extends JsonModel {
  /** Its name. */
  @length(1, 5)
  name: string = "x";
  match: Match = new PrefixMatch();
  weights: f32[] = [];
  inner: Rule | null = null;
}

class Base extends JsonModel {
  /**
   * Whether it says more.
   *
   * It says | a lot.
   */
  verbose: bool = false;
}

/** Has a key of each kind. */
class Settings extends Base {
  @required
  @cluster
  cluster: string = "";
  @host
  host: string = "example.com";
  @duration
  @range("10ms", "1m")
  timeout: u32 = 1_000;
  @size
  limit: u64 = 64 * 1024;
  @range(1, 3)
  level: i32 = 2;
  @range(-0.5, 2.5)
  ratio: f64 = 1;
  mode: Mode = Mode.Lenient;
  label: string | null = null;
  @length(0, 2)
  @pattern("^[a-z]+$")
  names: string[] = ["a"];
  rules: Rule[] = [];
  @duration
  waits: u32[] = [];
  modes: Mode[] = [];
  @range(0, 10)
  counts: Map<string, i32> = new Map();
  grid: f64[][] = [];
  matches: Match[] = [];
  @key("max-age")
  maxAge: i64 = -1;
  small: u8 = 0;
  /** Opens doors. */
  @secret
  @length(4, 8)
  token: string = "none";
  @secret
  codes: i32[] = [];
  big: u64 = 0;
  default: Rule = new Rule();
  requests: SettingsRules<Settings> = new SettingsRules<Settings>();
  private state: i32 = 0;
}

class Plugin extends PluginContext<Settings> {
  onSettings(): bool {
    const settings = this.settings;
    const label = settings.label;
    const said = [
      settings.verbose.toString(),
      settings.cluster,
      settings.host,
      settings.timeout.toString(),
      settings.limit.toString(),
      settings.level.toString(),
      settings.ratio.toString(),
      settings.mode.toString(),
      label == null ? "null" : label,
      settings.names.join("/"),
      settings.waits.join("/"),
      settings.modes.join("/"),
      settings.counts.size.toString(),
      settings.grid.length.toString(),
      settings.maxAge.toString(),
      settings.small.toString(),
      settings.big.toString(),
      settings.default.name,
    ];
    for (let i = 0; i < settings.rules.length; i++) {
      said.push(told(settings.rules[i].match));
    }
    for (let i = 0; i < settings.matches.length; i++) {
      said.push(told(settings.matches[i]));
    }
    log.info(said.join(" "));
    log.info(writeModel(settings).toString());
    return true;
  }

  createHttpContext(): HttpContext {
    return new AddHeader();
  }
}

function told(match: Match): string {
  const sign = match.negated ? "not-" : "";
  if (match instanceof PrefixMatch) {
    return `${sign}prefix:${(match as PrefixMatch).prefix}`;
  }
  return `${sign}exact:${(match as ExactMatch).path}`;
}

class AddHeader extends HttpContextOf<Plugin> {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("hello", this.plugin.settings.cluster);
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("configured");
