import {
  HAS_LONG_JSON,
  MERGES_MODELS,
  MODELS_HAVE_FLOATS,
  MODELS_HAVE_LISTS,
  MODELS_HAVE_MAPS,
  MODELS_HAVE_MODELS,
  MODELS_HAVE_NULLS,
  MODELS_HAVE_REQUIRED,
  MODELS_HAVE_RULES,
  MODELS_HAVE_UNIONS,
  MODELS_HAVE_WHOLES,
} from "../features";
import { Byte } from "../json/bytes";
import { AnyModel } from "./any-model";
import { ARRAY, DATA, LENGTH, makeRoom, ROOM } from "./array-room";
import { Cursor, space } from "./cursor";
import { isText, Text, textRead } from "./document-text";
import {
  bitOf,
  fieldOf,
  nameAddress,
  nameOf,
  nameSize,
  ruleSize,
  typeOf,
} from "./key-rules";
import { HAS_LINKS, linkOf, MapOf, ModelOf } from "./links";
import {
  Lines,
  refuse,
  refuseKey,
  refuseVariant,
  requireKeys,
  say,
  sayTwice,
  setStep,
} from "./model-lines";
import { Phrase } from "./phrases";
import { afterKey, readPlain } from "./plain-value";
import { Reading } from "./reading";
import { noteKeys, readShort, shortVariantOf } from "./short-reader";
import { enter, next, nextKey, skipAny } from "./skip-any";
import { TypeCode } from "./type-code";
import {
  checkLength,
  isNumber,
  isTextFit,
  namedAt,
  readFloat,
  readWhole,
} from "./value-rules";

/** How many bytes an address has, as a power of two. */
const REFERENCE: usize = 2;

/** Where an object has its class's number and its size, before its fields. */
const ID_BEFORE: usize = 8;
const SIZE_BEFORE: usize = 4;

/**
 * Reads an object into a model. `keys` describes its keys, and `links` has the functions
 * that their types name; the code that the transform writes for each model calls it.
 */
export function fillModel(
  model: AnyModel,
  keys: usize,
  links: usize,
  isOld: bool,
): void {
  if (!HAS_LONG_JSON) return noteKeys(keys, links, isOld);
  const outer = Reading.rule;
  const first = space();
  if (first != Byte.ObjectBegin) {
    const from = Cursor.at;
    skipAny();
    return refuse(from, outer, first);
  }
  const outerLinks = HAS_LINKS ? Reading.links : 0;
  const depth = Lines.depth;
  // What the document does not say stays.
  const isWhole = !MERGES_MODELS || !Reading.isPart || !isOld;
  let met: u64 = 0;
  let following = keys;
  enter();
  while (true) {
    const rule = nextRule(keys, following, depth);
    if (rule == 0) break;
    if (ruleSize(rule) == 0) {
      if (Reading.isClosed) refuseKey(keys, Text.from, Text.size);
      skipAny();
      continue;
    }
    if ((met & bitOf(rule)) != 0) sayTwice();
    met |= bitOf(rule);
    Reading.rule = rule;
    following = rule + ruleSize(rule);
    if (HAS_LINKS) Reading.links = links;
    const owner = changetype<usize>(model);
    readValue(typeOf(rule), owner + fieldOf(rule), owner);
  }
  if (MODELS_HAVE_REQUIRED && isWhole && Cursor.fault == 0) {
    requireKeys(keys, met, 0);
  }
  if (MODELS_HAVE_RULES && depth == 0) readLate(links, model);
  Reading.rule = outer;
  if (HAS_LINKS) Reading.links = outerLinks;
}

/**
 * Goes over the next key, and returns its description, the end of `keys` where the model
 * does not have it; 0 at the end of the object. Most objects have their keys in the order of
 * the class, so `following` is looked at first.
 */
function nextRule(keys: usize, following: usize, depth: i32): usize {
  if (ruleSize(following) != 0) {
    const value = afterKey(following, Cursor.at);
    if (value != 0) {
      Cursor.at = value;
      setStep(depth, nameAddress(following), nameSize(following));
      return following;
    }
  }
  if (!nextKey()) return 0;
  setStep(depth, Text.from, Text.size);
  let rule = keys;
  while (ruleSize(rule) != 0 && !isText(nameOf(rule))) rule += ruleSize(rule);
  return rule;
}

/** Reads the rules of settings, over which their own settings go. */
function readLate(links: usize, model: AnyModel): void {
  const late = Reading.late;
  if (late == 0 || Cursor.fault != 0) return;
  const at = Cursor.at;
  Reading.isLate = true;
  Reading.rule = Reading.lateRule;
  Reading.links = links;
  Lines.depth = 1;
  setStep(0, nameAddress(Reading.rule), nameSize(Reading.rule));
  Cursor.at = late;
  const owner = changetype<usize>(model);
  readValue(typeOf(Reading.rule), owner + fieldOf(Reading.rule), owner);
  Lines.depth = 0;
  Cursor.at = at;
}

/** Reads a value of a type to an address, which is in an object. */
export function readValue(type: usize, to: usize, owner: usize): void {
  if (!HAS_LONG_JSON) return readShort(type, to, owner);
  const code: u32 = load<u8>(type);
  const kind = code & TypeCode.Kind;
  const first = space();
  const from = Cursor.at;
  if (kind <= <u32>TypeCode.Text) {
    const after = readPlain(code, from, to, owner);
    if (after != 0) {
      Cursor.at = after;
      return;
    }
  }
  // The kinds of both that may be null have the bit that texts have.
  const nullable: u32 = TypeCode.Wider | TypeCode.Text;
  const isNullable = (code & nullable) == nullable;
  if (MODELS_HAVE_NULLS && isNullable && first == Byte.LowerN) {
    skipAny();
    return store<usize>(to, 0);
  }
  if (MODELS_HAVE_MODELS && kind == TypeCode.Model) {
    return readModelAt(type, to, owner);
  }
  if (MODELS_HAVE_RULES && kind == TypeCode.Rules) {
    return readRules(type, owner);
  }
  if (MODELS_HAVE_LISTS && kind == TypeCode.List && first == Byte.ListBegin) {
    return readList(type, to, owner);
  }
  if (MODELS_HAVE_MAPS && kind == TypeCode.Map && first == Byte.ObjectBegin) {
    return readMap(type, to, owner);
  }
  skipAny();
  if (Cursor.fault != 0 || kind == TypeCode.Any) return;
  let isFit: bool = false;
  if (kind == TypeCode.Text) {
    isFit = first == Byte.Quote && readText(to, owner);
  } else if (MODELS_HAVE_WHOLES && kind == TypeCode.Whole) {
    isFit = readWhole(code, first, from, to);
  } else if (MODELS_HAVE_FLOATS && kind == TypeCode.Float) {
    isFit = isNumber(first) && readFloat(code, from, to);
  } else if (kind == TypeCode.Bool) {
    store<u8>(to, u8(first == Byte.LowerT));
    isFit = first == Byte.LowerT || first == Byte.LowerF;
  }
  if (!isFit) refuse(from, Reading.rule, first);
}

/**
 * Makes the text that was gone over, and tells whether it is what its key says. Only then is
 * it kept: a new item is not in its list yet, so it would not outlive the line of a fault.
 */
function readText(to: usize, owner: usize): bool {
  const string = textRead();
  const address = changetype<usize>(string);
  const end = address + (string.length << 1);
  if (!isTextFit(Reading.rule, address, end)) return false;
  store<usize>(to, address);
  __link(owner, address, true);
  return true;
}

function readModelAt(type: usize, to: usize, owner: usize): void {
  const isPart = MODELS_HAVE_RULES && (load<u8>(type) & TypeCode.Part) != 0;
  if (isPart) Reading.isPart = true;
  const old = isPart ? Reading.own : load<usize>(to);
  const model = changetype<ModelOf>(linkOf(type))(old);
  store<usize>(to, model);
  __link(owner, model, true);
  if (isPart) Reading.isPart = false;
}

/** Notes where the rules of settings are: they are read once the settings are. */
function readRules(type: usize, owner: usize): void {
  // What goes over settings has none.
  if (Reading.isPart) say(Phrase.Unknown);
  else if (Reading.isLate) {
    changetype<ModelOf>(linkOf(type))(owner);
    return;
  } else {
    Reading.late = Cursor.at;
    Reading.lateRule = Reading.rule;
  }
  skipAny();
}

/** Reads a list into a new array. */
function readList(type: usize, to: usize, owner: usize): void {
  // A local of a class keeps it from being collected.
  const list = changetype<AnyModel>(__new(ARRAY, load<u16>(type, 1)));
  const array = changetype<usize>(list);
  const rule = Reading.rule;
  const links = HAS_LINKS ? Reading.links : 0;
  const depth = Lines.depth;
  const item = type + 3;
  const shift: usize =
    (load<u8>(item) & TypeCode.SizeBits) >> TypeCode.SizeShift;
  let length = 0;
  enter();
  makeRoom(array, 0);
  while (next(Byte.ListEnd)) {
    setStep(depth, 0, length);
    const used = (<usize>length) << shift;
    if (used == load<u32>(array, ROOM)) makeRoom(array, used);
    const place = load<usize>(array, DATA) + used;
    // What is there stands for a model that is filled.
    if (HAS_LINKS && shift == REFERENCE) store<usize>(place, 0);
    readValue(item, place, array);
    Reading.rule = rule;
    if (HAS_LINKS) Reading.links = links;
    store<i32>(array, ++length, LENGTH);
  }
  store<usize>(to, array);
  __link(owner, array, true);
  checkLength(length, type);
}

/** Reads an object into a new map. */
function readMap(type: usize, to: usize, owner: usize): void {
  const mapOf = changetype<MapOf>(linkOf(type));
  const map = changetype<AnyModel>(mapOf(0, "", 0));
  const address = changetype<usize>(map);
  const rule = Reading.rule;
  const links = HAS_LINKS ? Reading.links : 0;
  const depth = Lines.depth;
  const value = memory.data(8, 8);
  let size = 0;
  enter();
  while (nextKey()) {
    setStep(depth, Text.from, Text.size);
    const key = textRead();
    if (mapOf(address, key, 0) != 0) sayTwice();
    else size++;
    store<u64>(value, 0);
    readValue(type + 2, value, address);
    mapOf(address, key, value);
    Reading.rule = rule;
    if (HAS_LINKS) Reading.links = links;
  }
  store<usize>(to, address);
  __link(owner, address, true);
  checkLength(size, type);
}

/**
 * Returns the number of a union's variant, of which the names are in `union` after the
 * key that has them; -1 where it is none, and the value is gone over.
 */
export function variantOf(union: usize): i32 {
  if (!MODELS_HAVE_UNIONS) return -1;
  if (!HAS_LONG_JSON) return shortVariantOf(union);
  const from = Cursor.at;
  const fault = Cursor.fault;
  const depth = Lines.depth;
  let found = -1;
  if (space() == Byte.ObjectBegin) {
    enter();
    while (nextKey()) {
      const isOne = isText(nameOf(union));
      const first = space();
      skipAny();
      if (!isOne || first != Byte.Quote || Cursor.fault != 0) continue;
      const name = namedAt(union);
      if (name != 0) found = load<i32>(name);
    }
  }
  // What is wrong with it is found once more where it is read.
  Cursor.at = from;
  Cursor.fault = fault;
  Lines.depth = depth;
  if (found < 0) {
    skipAny();
    refuseVariant(union);
  }
  return found;
}

/**
 * Returns what a model is read into that is there already: a copy, where what is read
 * goes over it and it has to stay as it is.
 */
export function overModel(old: AnyModel): AnyModel {
  if (!MERGES_MODELS || !Reading.isPart) return old;
  const from = changetype<usize>(old);
  const size = load<u32>(from - SIZE_BEFORE);
  const copy = __new(size, load<u32>(from - ID_BEFORE));
  memory.copy(copy, from, size);
  return changetype<AnyModel>(copy);
}
