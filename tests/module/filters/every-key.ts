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
  ModelFaults,
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
import { Lines } from "proxy-wasm-as/assembly/models/model-lines";
import { readSettings } from "proxy-wasm-as/assembly/models/read-model";
import { input, putText } from "./input-output";

export { place, room } from "./input-output";

enum Mode {
  Strict,
  Lenient = 5,
  Negative = -2,
  Off,
}
@discriminator("type")
abstract class Match extends JsonModel {
  negated: bool = false;
}
@variant("prefix")
class PrefixMatch extends Match {
  @required prefix: string = "/";
}
@variant("exact")
class ExactMatch extends Match {
  path: string = "/";
  @length(1, 2) deep: Match[] = [];
}
class Need extends JsonModel {
  @required x: u32 = 0;
  y: string = "y";
}
class Rule extends JsonModel {
  @length(1, 5) name: string = "x";
  match: Match = new PrefixMatch();
  weights: f32[] = [];
  inner: Rule | null = null;
}
/** Has a key of each type, and of each rule. */
class Settings extends JsonModel {
  @required @cluster cluster: string = "";
  @host host: string = "example.com";
  @duration @range("10ms", "1m") timeout: u32 = 1_000;
  @duration @range(5, 1e15) wide: u64 = 1_000;
  @duration small: u8 = 1;
  @duration neg: i32 = 1;
  @size limit: u64 = 64 * 1024;
  @size @range("1KiB", "1MiB") lim2: u32 = 2048;
  @size tiny: i8 = 1;
  @range(1, 3) level: i32 = 2;
  @range(-0.5, 2.5) ratio: f64 = 1;
  @range(0, 0.1) rf: f32 = 0;
  f32: f32 = 0;
  f64: f64 = 0;
  i8: i8 = 0;
  u8: u8 = 0;
  i16: i16 = 0;
  u16: u16 = 0;
  i64: i64 = 0;
  u64: u64 = 0;
  mode: Mode = Mode.Lenient;
  label: string | null = null;
  @length(2, 3) @pattern("^[a-z]+$") names: string[] = ["a", "b"];
  @length(0, 3) numbers: f64[] = [];
  @length(2, 3) text: string = "ab";
  @length(2) text2: string = "ab";
  @length(1, 1) one: string | null = "a";
  @pattern("^a.b\\s?c\\w*[^x]?$") pat: string = "axbc";
  @pattern("a|b[^\\d]") any: string = "a";
  @pattern("^(x{2,3}|y)+$") rep: string = "y";
  rules: Rule[] = [];
  @duration waits: u32[] = [];
  modes: Mode[] = [];
  modeMap: Map<string, Mode> = new Map();
  @range(0, 10) @length(0, 2) counts: Map<string, i32> = new Map();
  lists: Map<string, string[]> = new Map();
  @length(1, 2) grid: u32[][] = [[1]];
  objects: Map<string, Need> = new Map();
  texts: (string | null)[] = [];
  nulls: (Need | null)[] = [];
  maybe: Need | null = null;
  need: Need = new Need();
  @pattern("^b+?c??$") lz: string = "b";
  matches: Match[] = [new ExactMatch()];
  maybeMatch: Match | null = null;
  @key("max-age") maxAge: i64 = -1;
  @key("") empty: u32 = 1;
  @key('a"b\\/~é') odd: u32 = 1;
  @key("constructor") ctor: u32 = 1;
  @secret @length(4, 8) token: string = "none";
  flags: bool[] = [];
  requests: SettingsRules<Settings> = new SettingsRules<Settings>();
}
/** Reads a configuration; returns how much `place` has of what it is, or of the faults. */
export function configure(): i32 {
  const faults = new ModelFaults();
  Lines.faults = changetype<usize>(faults);
  const bytes = input.slice();
  const settings = readSettings<Settings>(
    null,
    bytes.dataStart,
    bytes.length,
    faults,
  );
  return putText(
    settings == null ? faults.text : writeModel<Settings>(settings).toString(),
  );
}

class Plugin extends PluginContext<Settings> {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContextOf<Plugin> {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.plugin.requestSettings();
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("every_key");
