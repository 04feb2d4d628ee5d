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
import { advance, Cursor, expect, fail, peek, space, take } from "./cursor";
import { number } from "./document-number";
import { isText, readUnits, textRead } from "./document-text";
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
import { Phrase } from "./phrases";
import { Reading } from "./reading";
import { TypeCode } from "./type-code";
import {
  checkLength,
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

/** What follows the first letters of the words, the lowest byte first. */
const RUE: u32 = 0x65_7572;
const ALSE: u32 = 0x6573_6c61;
const ULL: u32 = 0x6c_6c75;

/** Where a value goes that is not kept, and the type of such a value. */
function nowhere(): usize {
  return memory.data(16, 8);
}

/** Reads the model of the document. */
export function readDocument(model: usize): void {
  readShort(memory.data<u8>([<u8>TypeCode.Model]), nowhere(), model);
}

/** Notes the keys of a model that is to be read next; see `fillModel`. */
export function noteKeys(keys: usize, links: usize, isOld: bool): void {
  Reading.keys = keys;
  if (HAS_LINKS) Reading.links = links;
  if (MERGES_MODELS) Reading.isWhole = !Reading.isPart || !isOld;
}

/** Reads a value of a type to an address, which is in an object. */
export function readShort(type: usize, to: usize, owner: usize): void {
  const code: u32 = load<u8>(type);
  const first = space();
  const from = Cursor.at;
  const rule = Reading.rule;
  const outerLinks = HAS_LINKS ? Reading.links : 0;
  let kind = code & TypeCode.Kind;
  let isFit = kind == TypeCode.Any;
  // The kinds of both that may be null have the bit that texts have.
  const nullable: u32 = TypeCode.Wider | TypeCode.Text;
  const isNullable = (code & nullable) == nullable;
  if (MODELS_HAVE_NULLS && isNullable && first == Byte.LowerN) {
    store<usize>(to, 0);
    kind = TypeCode.Any;
    isFit = true;
  }
  if (MODELS_HAVE_RULES && kind == TypeCode.Rules) {
    // What goes over settings has none.
    if (Reading.isPart) {
      say(Phrase.Unknown);
      endLine();
    } else if (Reading.isLate) {
      changetype<ModelOf>(linkOf(type))(owner);
      return;
    } else {
      // They are read once the settings are.
      Reading.late = from;
      Reading.lateRule = rule;
    }
    kind = TypeCode.Any;
    isFit = true;
  }
  // A local of a class keeps it from being collected.
  let held: AnyModel | null = null;
  let keys: usize = 0;
  let links: usize = 0;
  let isWhole = true;
  let isPart = false;
  let union: usize = 0;
  if (kind == TypeCode.Model) {
    held = changetype<AnyModel | null>(owner);
    if (MODELS_HAVE_MODELS && to != nowhere()) {
      isPart = MODELS_HAVE_RULES && (code & TypeCode.Part) != 0;
      if (isPart) Reading.isPart = true;
      const old = isPart ? Reading.own : load<usize>(to);
      held = changetype<AnyModel | null>(
        changetype<ModelOf>(linkOf(type))(old),
      );
    }
    keys = Reading.keys;
    if (HAS_LINKS) links = Reading.links;
    if (MERGES_MODELS) isWhole = Reading.isWhole;
    isFit = first == Byte.ObjectBegin;
    if (MODELS_HAVE_UNIONS && changetype<usize>(held) == 0) {
      kind = TypeCode.Any;
      union = Reading.union;
      isFit = true;
    }
  }
  if (MODELS_HAVE_LISTS && kind == TypeCode.List && first == Byte.ListBegin) {
    held = changetype<AnyModel>(__new(ARRAY, load<u16>(type, 1)));
    makeRoom(changetype<usize>(held), 0);
    isFit = true;
  }
  if (MODELS_HAVE_MAPS && kind == TypeCode.Map && first == Byte.ObjectBegin) {
    const map = changetype<MapOf>(linkOf(type))(0, "", 0);
    held = changetype<AnyModel>(map);
    isFit = true;
  }
  if ((first | 0x20) == Byte.ObjectBegin) {
    const holder = changetype<usize>(held);
    const path = pathSize();
    let met: u64 = 0;
    let count = 0;
    if (Lines.depth == MAX_DEPTH) fail();
    advance();
    Lines.depth++;
    // The byte that ends it is two above the one that begins it.
    for (; !take(first + 2); count++) {
      let item = nowhere();
      let place = nowhere();
      if (count > 0) expect(Byte.Comma);
      if (first == Byte.ObjectBegin) {
        expect(Byte.Quote);
        const key = Cursor.at;
        readUnits();
        const size = Cursor.at - 1 - key;
        expect(Byte.Colon);
        if (Cursor.fault != 0) break;
        addKey(key, size);
        if (kind == TypeCode.Model) {
          const found = ruleOf(keys);
          if (ruleSize(found) == 0) refuseKey(keys, key, size);
          else {
            const bit = bitOf(found);
            if ((met & bit) != 0) sayTwice();
            met |= bit;
            Reading.rule = found;
            if (HAS_LINKS) Reading.links = links;
            item = typeOf(found);
            place = holder + fieldOf(found);
          }
        }
        if (MODELS_HAVE_MAPS && kind == TypeCode.Map) {
          // One that is there twice counts once.
          if (!readEntry(type, holder)) count--;
          item = 0;
        }
      } else {
        if (Cursor.fault != 0) break;
        addIndex(count);
        if (MODELS_HAVE_LISTS && kind == TypeCode.List) {
          item = type + 3;
          place = itemPlace(holder, item, count);
        }
      }
      if (!MODELS_HAVE_MAPS || item != 0) readShort(item, place, holder);
      cutPath(path);
      Reading.rule = rule;
      if (HAS_LINKS) Reading.links = outerLinks;
      if (MODELS_HAVE_LISTS && kind == TypeCode.List) {
        store<i32>(holder, count + 1, LENGTH);
      }
    }
    Lines.depth--;
    if (holder != 0) {
      store<usize>(to, holder);
      __link(owner, holder, true);
    }
    if (MODELS_HAVE_REQUIRED && isFit && kind == TypeCode.Model && isWhole) {
      requireKeys(keys, met);
    }
    if (MODELS_HAVE_RULES && Lines.depth == 0) readLate(links, holder);
    if (MODELS_HAVE_LENGTHS && isFit) {
      if (kind == TypeCode.List || kind == TypeCode.Map) checkLength(count);
    }
  } else {
    const word =
      first == Byte.LowerT
        ? RUE
        : first == Byte.LowerF
          ? ALSE
          : first == Byte.LowerN
            ? ULL
            : 0;
    if (first == Byte.Quote) {
      advance();
      readUnits();
      if (kind == TypeCode.Text) isFit = readText(to, owner);
    } else if (word != 0) {
      readWord(word);
      if (kind == TypeCode.Bool) {
        store<u8>(to, u8(first == Byte.LowerT));
        isFit = first != Byte.LowerN;
      }
    } else {
      number();
      if (MODELS_HAVE_FLOATS && kind == TypeCode.Float) {
        isFit = readFloat(code, from, to);
      }
    }
    if (MODELS_HAVE_WHOLES && kind == TypeCode.Whole) {
      isFit = readWhole(code, first, from, to);
    }
  }
  if (MODELS_HAVE_UNIONS && union != 0) refuseVariant(union);
  if (isPart) Reading.isPart = false;
  if (!isFit) refuse(from, rule);
}

/** Goes over a word, given the letters that follow the first one. */
function readWord(word: u32): void {
  for (let rest = word; rest != 0; rest >>= 8) {
    advance();
    if (peek() != (rest & 0xff)) fail();
  }
  advance();
}

/** Makes the text that was gone over, and tells whether it is what its key says. */
function readText(to: usize, owner: usize): bool {
  const string = textRead();
  const address = changetype<usize>(string);
  store<usize>(to, address);
  __link(owner, address, true);
  if (!MODELS_HAVE_LENGTHS && !MODELS_HAVE_PATTERNS) return true;
  return isTextFit(Reading.rule, address, address + (string.length << 1));
}

/** Returns the description of the key that was gone over, or the end of all. */
function ruleOf(keys: usize): usize {
  let rule = keys;
  while (ruleSize(rule) != 0 && !isText(nameOf(rule))) rule += ruleSize(rule);
  return rule;
}

/** Returns where an item of an array goes, which has no more than those before it. */
function itemPlace(array: usize, type: usize, index: usize): usize {
  const shift: usize =
    (load<u8>(type) & TypeCode.SizeBits) >> TypeCode.SizeShift;
  const used = index << shift;
  if (used == load<u32>(array, ROOM)) makeRoom(array, used);
  const place = load<usize>(array, DATA) + used;
  // What is there stands for a model that is filled.
  if (MODELS_HAVE_MODELS && shift == 2) store<usize>(place, 0);
  return place;
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
      readShort(nowhere(), nowhere(), 0);
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
  Reading.union = union;
  return found;
}
