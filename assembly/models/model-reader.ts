import {
  MERGES_MODELS,
  MODELS_HAVE_DURATIONS,
  MODELS_HAVE_LENGTHS,
  MODELS_HAVE_NAMES,
  MODELS_HAVE_PATTERNS,
  MODELS_HAVE_RANGES,
  MODELS_HAVE_REQUIRED,
  MODELS_HAVE_RULES,
  MODELS_HAVE_SECRETS,
  MODELS_HAVE_SIZES,
} from "../features";
import { Byte } from "../json/bytes";
import { JsonFault } from "../json/json-fault";
import { JsonKind } from "../json/json-kind";
import { JsonMismatch } from "../json/json-mismatch";
import { JsonReader } from "../json/json-reader";
import { AnyModel } from "./any-model";
import {
  boundsOf,
  flagsOf,
  isSecret,
  keyAddress,
  keySize,
  ruleSize,
  wantedAddress,
  wantedSize,
} from "./key-rules";
import { isPlainKey } from "./is-plain-key";
import { characters, most } from "./limits";
import { matches } from "./match-pattern";
import { ModelFaults } from "./model-faults";
import { nearestKey } from "./nearest-key";
import { Phrase } from "./phrases";
import { RuleFlag } from "./rule-flags";
import { inUnits } from "./units";

/** What reads the value of a key into a model, by the key's number. */
type ReadKey = (
  model: AnyModel,
  reader: ProxyWasmModelReader,
  index: i32,
) => void;

/** What reads an item of a list, or a value of a map. */
type ReadItem<T> = (reader: ProxyWasmModelReader) => T;

/** The room of a path: a reader enters 129 lists and objects, and says one key more. */
const STEPS: i32 = 130 << 3;

/** Where an object has its class's number and its size, before its fields. */
const ID_BEFORE: usize = 8;
const SIZE_BEFORE: usize = 4;

/** As many bytes of a value are shown in a fault. */
const SHOWN: i32 = 40;

/**
 * Reads models; the code that the transform writes for each model calls it. The name is
 * global, so that this code finds it in any source.
 *
 * A value that is not what its key says becomes a line of `faults`, and the reading goes
 * on: all faults are told at once.
 */
@final
@global
export class ProxyWasmModelReader {
  /** The description of the key whose value is read. */
  private rule: usize = 0;

  /** The keys and the indexes that lead to what is read, as deep as a reader goes. */
  private readonly steps: ArrayBuffer = changetype<ArrayBuffer>(
    __new(STEPS, idof<ArrayBuffer>()),
  );
  /** How many steps the path has. */
  private depth: i32 = 0;

  /** Where the rules of the settings are that are being read, and which key it is. */
  private late: JsonReader | null = null;
  private lateIndex: i32 = 0;
  private lateRule: usize = 0;
  /** Whether those rules are being read. */
  private isLate: bool = false;
  /** What the settings of a rule go over, and the description of a rule's keys. */
  own: AnyModel | null = null;
  ownKeys: usize = 0;

  constructor(
    private json: JsonReader,
    private readonly faults: ModelFaults,
    /** Whether a key that a model does not have is a fault. */
    private readonly isClosed: bool,
    /** Whether what is read goes over what is there, which has all keys. */
    private isPart: bool,
  ) {}

  /**
   * Returns what a model is read into that is there already: a copy, where what is read
   * goes over it and it has to stay as it is.
   */
  over(old: AnyModel): AnyModel {
    if (!MERGES_MODELS || !this.isPart) return old;
    const from = changetype<usize>(old);
    const size = load<u32>(from - SIZE_BEFORE);
    const copy = __new(size, load<u32>(from - ID_BEFORE));
    memory.copy(copy, from, size);
    return changetype<AnyModel>(copy);
  }

  /** Reads an object into a model; `rules` describes its keys. */
  fill(model: AnyModel, rules: usize, isOld: bool, readKey: ReadKey): void {
    const json = this.json;
    const outer = this.rule;
    if (!json.enterObject()) return this.refuse();
    let met: u64 = 0;
    const depth = this.depth++;
    while (json.nextKey()) {
      this.setStep(depth, json.sdkKeyAddress, json.sdkKeySize);
      let index = 0;
      let rule = rules;
      while (ruleSize(rule) != 0) {
        if (json.sdkKeyIs(keyAddress(rule), keySize(rule))) break;
        rule += ruleSize(rule);
        index++;
      }
      if (ruleSize(rule) == 0) {
        if (this.isClosed) this.refuseKey(rules);
        continue;
      }
      const bit: u64 = 1 << (<u64>index);
      if ((met & bit) != 0) this.say(Phrase.Twice);
      met |= bit;
      this.rule = rule;
      readKey(model, this, index);
    }
    this.rule = outer;
    // What the document does not say stays.
    const isWhole = !this.isPart || !isOld;
    if (MODELS_HAVE_REQUIRED && isWhole && json.fault == JsonFault.None) {
      this.requireKeys(depth, rules, met);
    }
    if (MODELS_HAVE_RULES && depth == 0) this.readLate(model, readKey);
    this.depth = depth;
  }

  /** Reads the rules of settings, over which their own settings go. */
  private readLate(model: AnyModel, readKey: ReadKey): void {
    const json = this.json;
    const late = this.late;
    if (late == null || json.fault != JsonFault.None) return;
    this.late = null;
    this.json = late;
    this.isLate = true;
    this.rule = this.lateRule;
    this.setStep(0, late.sdkKeyAddress, late.sdkKeySize);
    readKey(model, this, this.lateIndex);
    this.isLate = false;
    this.json = json;
  }

  /**
   * Tells whether it is too early to read the rules of settings, and notes where they
   * are. What goes over settings has no rules.
   */
  isEarly(index: i32): bool {
    if (this.isPart) this.say(Phrase.Unknown);
    if (this.isPart || this.isLate) return this.isPart;
    this.late = this.json.fork();
    this.lateIndex = index;
    this.lateRule = this.rule;
    return true;
  }

  /** Begins the settings of a rule, or ends them. */
  setPart(isPart: bool): void {
    this.isPart = isPart;
  }

  bool(): bool {
    const value = this.json.readBoolOr(false);
    this.check();
    return value;
  }

  number(): f64 {
    const value = this.json.readF64Or(0);
    if (this.check()) this.checkRange(value);
    return value;
  }

  /** Reads a whole number of a type, or what is written for one. */
  whole<T>(): T {
    const json = this.json;
    const flags = flagsOf(this.rule);
    if (MODELS_HAVE_NAMES && (flags & RuleFlag.Names) != 0) {
      return <T>this.named();
    }
    if (MODELS_HAVE_DURATIONS && (flags & RuleFlag.Duration) != 0) {
      return <T>this.measured(false, <u64>most<T>());
    }
    if (MODELS_HAVE_SIZES && (flags & RuleFlag.Size) != 0) {
      // A size may be a number, too.
      if (json.kind == JsonKind.Text) {
        return <T>this.measured(true, <u64>most<T>());
      }
    }
    if (sizeof<T>() == 8 && !isSigned<T>()) {
      const value = json.readU64Or(0);
      if (this.check()) this.checkRange(<f64>value);
      return <T>value;
    }
    return <T>this.wholeWithin(isSigned<T>() ? ~most<T>() : 0, most<T>());
  }

  private wholeWithin(least: i64, most: i64): i64 {
    const value = this.json.readI64Or(0);
    if (!this.check()) return value;
    if (value < least || value > most) this.refuse();
    else this.checkRange(<f64>value);
    return value;
  }

  /** Reads the name of an enum's value. */
  private named(): i32 {
    this.json.skip();
    let at = boundsOf(this.rule);
    for (let left = load<u8>(at++); left > 0; left--) {
      const size: usize = load<u8>(at, 4);
      if (this.json.sdkValueIs(at + 5, size)) return load<i32>(at);
      at += 5 + size;
    }
    this.refuse();
    return 0;
  }

  /** Reads a duration or a size. */
  private measured(isSize: bool, most: u64): u64 {
    const json = this.json;
    const isText = json.kind == JsonKind.Text;
    json.skip();
    const from = json.addressAt(json.start);
    const to = json.addressAt(json.position);
    const value =
      isText && json.mismatch == JsonMismatch.None
        ? inUnits(from + 1, to - 1, isSize)
        : u64.MAX_VALUE;
    if (value > most) {
      this.refuse();
      return 0;
    }
    this.checkRange(<f64>value);
    return value;
  }

  text(): string {
    const text = this.json.readText();
    if (!this.check() || text == null) return "";
    if (MODELS_HAVE_LENGTHS || MODELS_HAVE_PATTERNS) this.checkText(text);
    return text;
  }

  textOrNull(): string | null {
    if (!this.isNull()) return this.text();
    return null;
  }

  /** Goes over `null`; returns whether it was there. */
  isNull(): bool {
    if (this.json.kind != JsonKind.Null) return false;
    this.json.skip();
    return true;
  }

  list<T>(read: ReadItem<T>): T[] {
    const values: T[] = [];
    const json = this.json;
    if (!json.enterList()) {
      this.refuse();
      return values;
    }
    const rule = this.rule;
    const depth = this.depth++;
    let index = 0;
    while (json.nextItem()) {
      this.setStep(depth, 0, index++);
      const value = read(this);
      this.rule = rule;
      // There is none where a union's value is of no variant.
      if (!isReference<T>() || changetype<usize>(value) != 0) {
        values.push(value);
      }
    }
    this.depth = depth;
    if (MODELS_HAVE_LENGTHS) this.checkLength(values.length);
    return values;
  }

  map<T>(read: ReadItem<T>): Map<string, T> {
    const values = new Map<string, T>();
    const json = this.json;
    if (!json.enterObject()) {
      this.refuse();
      return values;
    }
    const rule = this.rule;
    const depth = this.depth++;
    while (json.nextKey()) {
      this.setStep(depth, json.sdkKeyAddress, json.sdkKeySize);
      const key = json.key;
      if (values.has(key)) this.say(Phrase.Twice);
      const value = read(this);
      this.rule = rule;
      if (!isReference<T>() || changetype<usize>(value) != 0) {
        values.set(key, value);
      }
    }
    this.depth = depth;
    if (MODELS_HAVE_LENGTHS) this.checkLength(values.size);
    return values;
  }

  /**
   * Returns the number of a union's variant, of which the names are in `rules` after
   * the key that has them; -1 where it is none.
   */
  variant(rules: usize): i32 {
    const look = this.json.fork();
    const json = this.json;
    let found = -1;
    if (look.enterObject()) {
      while (look.nextKey()) {
        if (!look.sdkKeyIs(keyAddress(rules), keySize(rules))) continue;
        look.skip();
        let at = boundsOf(rules);
        const count = <i32>load<u8>(at++);
        for (let i = 0; i < count; i++) {
          const size: usize = load<u8>(at, 4);
          if (look.sdkValueIs(at + 5, size)) found = i;
          at += 5 + size;
        }
      }
    }
    if (found >= 0) return found;
    json.skip();
    if (json.fault != JsonFault.None) return -1;
    this.say(Phrase.WantedKey);
    this.faults.sdkAdd(keyAddress(rules), keySize(rules));
    this.faults.sdkPut(Phrase.Comma);
    this.sayWanted(rules);
    return -1;
  }

  /** Says that the value is not what the key says, if it is not; returns whether it is. */
  private check(): bool {
    if (this.json.mismatch == JsonMismatch.None) return true;
    this.refuse();
    return false;
  }

  private checkRange(value: f64): void {
    if (!MODELS_HAVE_RANGES) return;
    if ((flagsOf(this.rule) & RuleFlag.Range) == 0) return;
    const bounds = boundsOf(this.rule);
    if (value < load<f64>(bounds) || value > load<f64>(bounds, 8)) {
      this.refuse();
    }
  }

  private checkLength(length: u32): void {
    const rule = this.rule;
    if ((flagsOf(rule) & RuleFlag.Length) == 0) return;
    const bounds = boundsOf(rule) + rangeSize(rule);
    if (length >= load<u32>(bounds) && length <= load<u32>(bounds, 4)) return;
    if (this.json.fault != JsonFault.None) return;
    this.say(Phrase.Found);
    this.faults.sdkNumber(length);
    this.sayComma(rule);
  }

  private checkText(text: string): void {
    const flags = flagsOf(this.rule);
    let at = boundsOf(this.rule);
    if (MODELS_HAVE_LENGTHS && (flags & RuleFlag.Length) != 0) {
      // That of a list is of its items.
      const length = <u32>characters(text);
      const isFit = length >= load<u32>(at) && length <= load<u32>(at, 4);
      if (!isFit && (flags & RuleFlag.OfItems) == 0) return this.refuse();
      at += 8;
    }
    if (!MODELS_HAVE_PATTERNS || (flags & RuleFlag.Pattern) == 0) return;
    if (!matches(text, at)) this.refuse();
  }

  /** Says that the value that was read last is not what its key says. */
  private refuse(): void {
    const json = this.json;
    // A fault of the document is told once, when all is read.
    if (json.mismatch == JsonMismatch.Fault) return;
    const faults = this.faults;
    const from = json.addressAt(json.start);
    const size = json.position - json.start;
    const kind = load<u8>(from);
    this.say(Phrase.Found);
    if (MODELS_HAVE_SECRETS && isSecret(this.rule)) faults.sdkPut(Phrase.More);
    else if (kind == Byte.ListBegin) faults.sdkPut(Phrase.List);
    else if (kind == Byte.ObjectBegin) faults.sdkPut(Phrase.Object);
    else {
      faults.sdkAdd(from, min(size, SHOWN));
      if (size > SHOWN) faults.sdkPut(Phrase.More);
    }
    this.sayComma(this.rule);
  }

  /** Says that there is no such key, and which one may be meant. */
  private refuseKey(rules: usize): void {
    const json = this.json;
    const near = nearestKey(rules, json.sdkKeyAddress, json.sdkKeySize);
    this.say(Phrase.Unknown);
    if (near == 0) return;
    this.faults.sdkPut(Phrase.Perhaps);
    this.faults.sdkAdd(keyAddress(near), keySize(near));
    this.faults.sdkPut(Phrase.Quote);
  }

  private requireKeys(depth: i32, rules: usize, met: u64): void {
    let index: u64 = 0;
    for (let rule = rules; ruleSize(rule) != 0; rule += ruleSize(rule)) {
      const isMet = (met >> index++) & 1;
      if ((flagsOf(rule) & RuleFlag.Required) == 0 || isMet != 0) continue;
      this.setStep(depth, keyAddress(rule), keySize(rule));
      this.say(Phrase.Missing);
      this.sayComma(rule);
    }
  }

  /** Ends the document; says where it is not JSON. */
  finish(): void {
    const json = this.json;
    if (json.finish()) return;
    const faults = this.faults;
    const at = json.faultAt;
    this.say(Phrase.NoJson);
    faults.sdkNumber(json.lineAt(at));
    faults.sdkPut(Phrase.Column);
    faults.sdkNumber(json.columnAt(at));
  }

  private sayComma(rule: usize): void {
    this.faults.sdkPut(Phrase.Wanted);
    // The document is described by no key.
    if (rule == 0) this.faults.sdkPut(Phrase.Object);
    else this.sayWanted(rule);
  }

  private sayWanted(rule: usize): void {
    this.faults.sdkAdd(wantedAddress(rule), wantedSize(rule));
  }

  /** Where a step of the path is: a key's address and size, or 0 and an index. */
  private stepAt(depth: i32): usize {
    return changetype<usize>(this.steps) + ((<usize>depth) << 3);
  }

  /** Notes a key, or the index of an item where the address is 0. */
  private setStep(depth: i32, key: usize, size: usize): void {
    const step = this.stepAt(depth);
    store<u32>(step, <u32>key);
    store<u32>(step, <u32>size, 4);
  }

  /** Begins a line with the path. */
  private say(what: Phrase): void {
    const faults = this.faults;
    faults.sdkBegin();
    faults.sdkPut(Phrase.Root);
    for (let i = 0; i < this.depth; i++) {
      const key: usize = load<u32>(this.stepAt(i));
      const size: usize = load<u32>(this.stepAt(i), 4);
      if (key == 0) {
        faults.sdkPut(Phrase.ListBegin);
        faults.sdkNumber(<u32>size);
        faults.sdkPut(Phrase.ListEnd);
      } else {
        const isName = isPlainKey(key, size);
        faults.sdkPut(isName ? Phrase.Dot : Phrase.KeyBegin);
        faults.sdkAdd(key, size);
        if (!isName) faults.sdkPut(Phrase.KeyEnd);
      }
    }
    faults.sdkPut(what);
  }
}

function rangeSize(rule: usize): usize {
  return (flagsOf(rule) & RuleFlag.Range) != 0 ? 16 : 0;
}
