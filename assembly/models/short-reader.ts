import {
  MERGES_MODELS,
  MODELS_HAVE_FLOATS,
  MODELS_HAVE_LENGTHS,
  MODELS_HAVE_LISTS,
  MODELS_HAVE_MAPS,
  MODELS_HAVE_MODELS,
  MODELS_HAVE_NULLS,
  MODELS_HAVE_PATTERNS,
  MODELS_HAVE_REQUIRED,
  MODELS_HAVE_RULES,
  MODELS_HAVE_UNIONS,
  MODELS_HAVE_WHOLES,
} from "../features";
import { Byte } from "../json/bytes";
import { AnyModel } from "./any-model";
import { ARRAY, DATA, LENGTH, makeRoom, ROOM } from "./array-room";
import { accept, advance, Cursor, expect, fail, space, take } from "./cursor";
import { number } from "./document-number";
import { isText, readUnits, Text, textRead } from "./document-text";
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
  addIndex,
  addKey,
  cutPath,
  Lines,
  MAX_DEPTH,
  pathSize,
  refuse,
  refuseKey,
  refuseVariant,
  requireKeys,
  say,
  sayTwice,
  endLine,
} from "./model-lines";
import { Phrase, phraseAt } from "./phrases";
import { Reading } from "./reading";
import { TypeCode } from "./type-code";
import {
  checkLength,
  isNumber,
  isTextFit,
  namedAt,
  readFloat,
  readWhole,
} from "./value-rules";

/*
 * What reads a configuration where a filter reads no other JSON. It does what
 * `model-reader.ts` does, by one function that goes over a value and reads it: documents
 * are short, and less code counts.
 */

/** The letters of the words, the lowest byte first. */
const TRUE: u64 = 0x6575_7274;
const FALSE: u64 = 0x65_736c_6166;
const NULL: u64 = 0x6c6c_756e;

/** Where a value goes that is not kept, and the type of such a value. */
function nowhere(): usize {
  return memory.data(16, 8);
}

/** Reads the model of the document. */
export function readDocument(model: usize): void {
  readShort(phraseAt(Phrase.DocumentType), nowhere(), model);
}

/** Notes the keys of a model that is to be read next; see `fillModel`. */
export function noteKeys(keys: usize, links: usize, isOld: bool): void {
  Reading.keys = keys;
  if (HAS_LINKS) Reading.links = links;
  if (MERGES_MODELS) Reading.isWhole = !Reading.isPart || !isOld;
}

/** Goes over a value that is not kept. */
function skip(): void {
  readShort(nowhere(), nowhere(), 0);
}

/** Reads a value of a type to an address, which is in an object. */
export function readShort(type: usize, to: usize, owner: usize): void {
  const first = space();
  const from = Cursor.at;
  const code: u32 = load<u8>(type);
  const kind = code & TypeCode.Kind;
  if (MODELS_HAVE_NULLS && isNull(code, first)) {
    store<usize>(to, 0);
    return skip();
  }
  if (MODELS_HAVE_RULES && kind == TypeCode.Rules) {
    return readRules(type, from, owner);
  }
  // The reader of a union says itself what is wrong with another value.
  const isMany = (first | 0x20) == Byte.ObjectBegin;
  let held: AnyModel | null = null;
  if (MODELS_HAVE_UNIONS) held = heldOf(type, kind, to, owner, first);
  const union = MODELS_HAVE_UNIONS ? Reading.union : 0;
  if (MODELS_HAVE_UNIONS) Reading.union = 0;
  let isFit: bool = kind == TypeCode.Any;
  if (isMany) {
    // A local of a class keeps it from being collected.
    if (!MODELS_HAVE_UNIONS) held = heldOf(type, kind, to, owner, first);
    const holder = changetype<usize>(held);
    readMany(type, first, holder);
    if (holder != 0) {
      store<usize>(to, holder);
      __link(owner, holder, true);
      isFit = true;
    }
  } else if (readOne(code, kind, first, from, to, owner)) isFit = true;
  if (MODELS_HAVE_RULES && kind == TypeCode.Model) Reading.isPart = false;
  if (MODELS_HAVE_UNIONS && union != 0) refuseVariant(union);
  else if (!isFit) refuse(from, Reading.rule, first);
}

/** Tells whether a value is null where its type says that it may be. */
function isNull(code: u32, first: u32): bool {
  // The kinds of both that may be null have the bit that texts have.
  const nullable: u32 = TypeCode.Wider | TypeCode.Text;
  return (code & nullable) == nullable && first == Byte.LowerN;
}

/** Notes where the rules of settings are: they are read once the settings are. */
function readRules(type: usize, from: usize, owner: usize): void {
  // What goes over settings has none.
  if (Reading.isPart) {
    say(Phrase.Unknown);
    endLine();
  } else if (Reading.isLate) {
    changetype<ModelOf>(linkOf(type))(owner);
    return;
  } else {
    Reading.late = from;
    Reading.lateRule = Reading.rule;
  }
  skip();
}

/** Makes what a list, an object or a map is read into; `null` for any other value. */
function heldOf(
  type: usize,
  kind: u32,
  to: usize,
  owner: usize,
  first: u32,
): AnyModel | null {
  let model = owner;
  if (MODELS_HAVE_MODELS && kind == TypeCode.Model && to != nowhere()) {
    const isPart = MODELS_HAVE_RULES && (load<u8>(type) & TypeCode.Part) != 0;
    if (isPart) Reading.isPart = true;
    const old = isPart ? Reading.own : load<usize>(to);
    model = changetype<ModelOf>(linkOf(type))(old);
  }
  if (MODELS_HAVE_MAPS && kind == TypeCode.Map && first == Byte.ObjectBegin) {
    const map = changetype<MapOf>(linkOf(type))(0, "", 0);
    return changetype<AnyModel>(map);
  }
  // The kinds of models and of lists are the first digits of what begins them.
  if (kind != first >> 4) return null;
  if (MODELS_HAVE_LISTS && kind == TypeCode.List) {
    // A local of a class keeps it from being collected.
    const list = changetype<AnyModel>(__new(ARRAY, load<u16>(type, 1)));
    makeRoom(changetype<usize>(list), 0);
    return list;
  }
  return changetype<AnyModel>(model);
}

/** Reads the values of a list or an object, which `holder` is to have; 0 keeps none. */
function readMany(type: usize, first: u32, holder: usize): void {
  const rule = Reading.rule;
  const keys = Reading.keys;
  const isWhole = !MERGES_MODELS || Reading.isWhole;
  const links = HAS_LINKS ? Reading.links : 0;
  const path = pathSize();
  const isMap =
    MODELS_HAVE_MAPS && (load<u8>(type) & TypeCode.Kind) == TypeCode.Map;
  let met: u64 = 0;
  let count = 0;
  const depth = Lines.depth;
  if (depth == MAX_DEPTH) fail();
  advance();
  Lines.depth = depth + 1;
  // The byte that ends it is two above the one that begins it.
  if (!take(first + 2)) {
    do {
      if (first == Byte.ObjectBegin) {
        met = readKey(type, holder, keys, isMap, met);
      } else {
        addIndex(count);
        if (MODELS_HAVE_LISTS && holder != 0) readItem(type + 3, holder, count);
        else skip();
      }
      cutPath(path);
      Reading.rule = rule;
      if (HAS_LINKS) Reading.links = links;
      count++;
    } while (take(Byte.Comma));
    expect(first + 2);
  }
  Lines.depth = depth;
  if (holder == 0) return;
  if (first == Byte.ObjectBegin && !isMap) {
    if (MODELS_HAVE_REQUIRED && isWhole) requireKeys(keys, met, path);
    if (MODELS_HAVE_RULES && depth == 0) readLate(links, holder);
  } else if (MODELS_HAVE_LENGTHS)
    checkLength(count - (isMap ? <u32>met : 0), type);
}

/**
 * Reads a key and its value. Returns the bits of the keys that a model has; of a map, how
 * many were there twice.
 */
function readKey(
  type: usize,
  holder: usize,
  keys: usize,
  isMap: bool,
  met: u64,
): u64 {
  expect(Byte.Quote);
  const key = Cursor.at;
  readUnits();
  const size = Cursor.at - 1 - key;
  expect(Byte.Colon);
  if (Cursor.fault != 0) return met;
  addKey(key, size);
  if (holder == 0) skip();
  else if (!isMap) return readMember(keys, key, size, holder, met);
  else if (!readEntry(type, holder)) return met + 1;
  return met;
}

/** Reads the value of the key that was gone over; returns the bits of those that are there. */
function readMember(
  keys: usize,
  key: usize,
  size: usize,
  model: usize,
  met: u64,
): u64 {
  let rule = keys;
  while (true) {
    const step = ruleSize(rule);
    if (step == 0) {
      refuseKey(keys, key, size);
      skip();
      return met;
    }
    if (isText(nameOf(rule))) break;
    rule += step;
  }
  const bit = bitOf(rule);
  if ((met & bit) != 0) sayTwice();
  Reading.rule = rule;
  readShort(typeOf(rule), model + fieldOf(rule), model);
  return met | bit;
}

/** Reads an item of an array behind those that it has. */
function readItem(type: usize, array: usize, index: usize): void {
  const shift: usize =
    (load<u8>(type) & TypeCode.SizeBits) >> TypeCode.SizeShift;
  const used = index << shift;
  if (used == load<u32>(array, ROOM)) makeRoom(array, used);
  const place = load<usize>(array, DATA) + used;
  // What is there stands for a model that is filled.
  if (MODELS_HAVE_MODELS && shift == 2) store<usize>(place, 0);
  readShort(type, place, array);
  store<usize>(array, index + 1, LENGTH);
}

/** Reads any other value; tells whether it is what its key says. */
function readOne(
  code: u32,
  kind: u32,
  first: u32,
  from: usize,
  to: usize,
  owner: usize,
): bool {
  if (first == Byte.Quote) {
    advance();
    readUnits();
    if (kind == TypeCode.Text) return readText(to, owner);
  } else if (isNumber(first)) {
    number();
    if (MODELS_HAVE_FLOATS && kind == TypeCode.Float) {
      return readFloat(code, from, to);
    }
  } else {
    readWord(first);
    if (kind != TypeCode.Bool) return false;
    store<u8>(to, u8(first == Byte.LowerT));
    return first != Byte.LowerN;
  }
  return (
    MODELS_HAVE_WHOLES &&
    kind == TypeCode.Whole &&
    readWhole(code, first, from, to)
  );
}

/** Goes over the word that a byte begins; any byte that begins no value is a fault here. */
function readWord(first: u32): void {
  let word = NULL;
  if (first == Byte.LowerT) word = TRUE;
  else if (first == Byte.LowerF) word = FALSE;
  for (; word != 0; word >>= 8) {
    if (!accept((<u32>word) & 0xff)) fail();
  }
}

/**
 * Makes the text that was gone over, where it is what its key says, and tells whether it is.
 * A new item is not in its list yet, so it would not outlive the line of a fault.
 */
function readText(to: usize, owner: usize): bool {
  if (MODELS_HAVE_LENGTHS || MODELS_HAVE_PATTERNS) {
    if (!isTextFit(Reading.rule, Text.units, Text.unitsEnd)) return false;
  }
  const string = changetype<usize>(textRead());
  store<usize>(to, string);
  __link(owner, string, true);
  return true;
}

/** Reads a value into a map, under the key that was gone over; false where it is there. */
function readEntry(type: usize, map: usize): bool {
  const mapOf = changetype<MapOf>(linkOf(type));
  const value = memory.data(8, 8);
  const key = textRead();
  const isNew = mapOf(map, key, 0) == 0;
  if (!isNew) sayTwice();
  store<u64>(value, 0);
  readShort(type + 2, value, map);
  mapOf(map, key, value);
  return isNew;
}

/** Reads the rules of settings, over which their own settings go. */
function readLate(links: usize, model: usize): void {
  const late = Reading.late;
  if (late == 0 || Cursor.fault != 0) return;
  const at = Cursor.at;
  const rule = Reading.lateRule;
  const path = pathSize();
  Reading.isLate = true;
  Reading.rule = rule;
  Reading.links = links;
  Lines.depth = 1;
  addKey(nameAddress(rule), nameSize(rule));
  Cursor.at = late;
  readShort(typeOf(rule), model + fieldOf(rule), model);
  cutPath(path);
  Lines.depth = 0;
  Cursor.at = at;
}

/** As `variantOf`, but for what it goes over: the value is read next. */
export function shortVariantOf(union: usize): i32 {
  if (!MODELS_HAVE_UNIONS) return -1;
  const from = Cursor.at;
  const fault = Cursor.fault;
  const path = pathSize();
  let found = -1;
  if (take(Byte.ObjectBegin)) {
    for (let count = 0; !take(Byte.ObjectEnd); count++) {
      if (count > 0) expect(Byte.Comma);
      expect(Byte.Quote);
      readUnits();
      const isOne = isText(nameOf(union));
      expect(Byte.Colon);
      const first = space();
      skip();
      if (Cursor.fault != 0) break;
      if (!isOne || first != Byte.Quote) continue;
      const name = namedAt(union);
      if (name != 0) found = load<i32>(name);
    }
  }
  // What is wrong with it is found once more where it is read.
  Cursor.at = from;
  Cursor.fault = fault;
  cutPath(path);
  if (found < 0) Reading.union = union;
  return found;
}
