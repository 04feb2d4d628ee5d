import { HAS_LONG_JSON, MODELS_HAVE_SECRETS } from "../features";
import { Byte } from "../json/bytes";
import { Cursor } from "./cursor";
import { isPlainKey } from "./is-plain-key";
import {
  bitOf,
  has,
  nameAddress,
  nameSize,
  ruleSize,
  wantedAddress,
  wantedSize,
} from "./key-rules";
import { ModelFaults } from "./model-faults";
import { nearestKey } from "./nearest-key";
import {
  Phrase,
  phraseAt,
  PHRASE_SIZE,
  RARE_PHRASE_SIZE,
  RarePhrase,
  rarePhraseAt,
} from "./phrases";
import { RuleFlag } from "./rule-flags";

/** As many bytes of a value are shown in a fault. */
const SHOWN: usize = 40;

/** As deep as lists and objects may be nested. */
export const MAX_DEPTH: i32 = 129;

/**
 * What the lines of faults are made from. Of a document that may be long, the steps of the
 * path are noted, and written once there is a fault. Of a short one the path is always
 * there, as the beginning of a line behind those that are complete.
 */
export abstract class Lines {
  /** The faults, an object that the caller holds. */
  static faults: usize = 0;
  /** How many steps the path has. */
  static depth: i32 = 0;
  /** How many it may have, of a document that may be long. */
  static mostDepth: i32 = MAX_DEPTH;
  /** Where the line of the path begins, and how many bytes the path of a fault has. */
  static begin: usize = 0;
  static path: usize = 0;
}

/** Returns where a step of the path is: a key's address and size, or 0 and an index. */
function stepAt(depth: i32): usize {
  // One more than lists and objects: a key that is missing.
  return memory.data(130 << 3, 4) + ((<usize>depth) << 3);
}

/** Notes a key, or the index of an item where the address is 0. */
export function setStep(depth: i32, key: usize, size: usize): void {
  store<u32>(stepAt(depth), <u32>key);
  store<u32>(stepAt(depth), <u32>size, 4);
}

function faults(): ModelFaults {
  return changetype<ModelFaults>(Lines.faults);
}

/** Adds bytes to the lines. */
function add(from: usize, size: usize): void {
  faults().sdkAdd(from, size);
}

/** Adds a phrase to the lines. */
export function put(phrase: Phrase): void {
  add(phraseAt(phrase), (<usize>phrase) & PHRASE_SIZE);
}

/** Adds a phrase that few filters need. */
export function putRare(phrase: RarePhrase): void {
  add(rarePhraseAt(phrase), (<usize>phrase) & RARE_PHRASE_SIZE);
}

function addNumber(value: u32): void {
  if (value > 9) addNumber(value / 10);
  const digit = memory.data(1, 1);
  store<u8>(digit, <u8>(0x30 + (value % 10)));
  add(digit, 1);
}

/** Begins the path of a short document. */
export function beginPath(): void {
  Lines.begin = faults().sdkSize;
  put(Phrase.Line);
}

/** Returns how many bytes the path of a short document has. */
export function pathSize(): usize {
  return faults().sdkSize - Lines.begin;
}

/** Drops the steps behind the first bytes of the path. */
export function cutPath(size: usize): void {
  faults().sdkSize = Lines.begin + size;
}

/** Adds a key to the path. */
export function addKey(key: usize, size: usize): void {
  const isPlain = isPlainKey(key, size);
  put(isPlain ? Phrase.Dot : Phrase.KeyBegin);
  add(key, size);
  if (!isPlain) put(Phrase.KeyEnd);
}

/** Adds the index of an item to the path. */
export function addIndex(index: u32): void {
  put(Phrase.ListBegin);
  addNumber(index);
  put(Phrase.ListEnd);
}

/** Begins a line with the path, and says what is wrong. */
export function say(what: Phrase): void {
  begin();
  put(what);
}

function begin(): void {
  if (HAS_LONG_JSON) {
    // No break is in front of the first line.
    const isFirst = usize(faults().sdkSize == 0);
    const size = (<usize>Phrase.Line) & PHRASE_SIZE;
    add(phraseAt(Phrase.Line) + isFirst, size - isFirst);
    for (let i = 0; i < Lines.depth; i++) {
      const key: usize = load<u32>(stepAt(i));
      const size: usize = load<u32>(stepAt(i), 4);
      if (key != 0) addKey(key, size);
      else addIndex(<u32>size);
    }
  } else Lines.path = pathSize();
}

/** Ends a line; that of a short document is followed by the path again. */
export function endLine(): void {
  // A fault of the document is told once, when all is read.
  if (HAS_LONG_JSON || Cursor.fault != 0) return;
  const begin = faults().sdkSize;
  add(faults().sdkAddress + Lines.begin, Lines.path);
  Lines.begin = begin;
}

/** Says that the last key is there for the second time. */
export function sayTwice(): void {
  say(Phrase.Twice);
  endLine();
}

/** Ends a line by what is wanted of a key's value; 0 describes the document. */
function sayWanted(rule: usize): void {
  put(Phrase.Wanted);
  // The document is described by no key.
  if (rule == 0) put(Phrase.Object);
  else add(wantedAddress(rule), wantedSize(rule));
  endLine();
}

/** Says that a value that was gone over is not what its key says; `first` is its first byte. */
export function refuse(from: usize, rule: usize, first: u32): void {
  // Then there may be nothing where it begins.
  if (Cursor.fault != 0) return;
  const size = Cursor.at - from;
  say(Phrase.Found);
  if (MODELS_HAVE_SECRETS && rule != 0 && has(rule, RuleFlag.Secret))
    put(Phrase.More);
  else if ((first | 0x20) == Byte.ObjectBegin) {
    put(first == Byte.ListBegin ? Phrase.List : Phrase.Object);
  } else {
    let shown = min(size, SHOWN);
    // A character is not cut: bytes of the form 10xxxxxx go on with one.
    while (shown < size && (load<u8>(from + shown) & 0xc0) == 0x80) shown--;
    add(from, shown);
    if (shown < size) put(Phrase.More);
  }
  sayWanted(rule);
}

/** Says that a list or a map has another number of values than its key says. */
export function refuseLength(length: u32, rule: usize): void {
  if (HAS_LONG_JSON && Cursor.fault != 0) return;
  say(Phrase.Found);
  addNumber(length);
  sayWanted(rule);
}

/** Says that a value has to be an object in which a key is one of the union's. */
export function refuseVariant(union: usize): void {
  if (HAS_LONG_JSON && Cursor.fault != 0) return;
  begin();
  putRare(RarePhrase.WantedKey);
  add(nameAddress(union), nameSize(union));
  putRare(RarePhrase.Comma);
  add(wantedAddress(union), wantedSize(union));
  endLine();
}

/** Says that a key is unknown, and which one may be meant. */
export function refuseKey(keys: usize, key: usize, size: usize): void {
  const near = nearestKey(keys, key, size);
  say(Phrase.Unknown);
  if (near != 0) {
    put(Phrase.Perhaps);
    add(nameAddress(near), nameSize(near));
    put(Phrase.Quote);
  }
  endLine();
}

/** Says which keys are missing, given a bit for each that is there, and the path's size. */
export function requireKeys(keys: usize, met: u64, path: usize): void {
  const depth = Lines.depth;
  if (HAS_LONG_JSON) Lines.depth++;
  for (let rule = keys; ruleSize(rule) != 0; rule += ruleSize(rule)) {
    const isMet = i32((met & bitOf(rule)) != 0);
    if ((isMet | i32(!has(rule, RuleFlag.Required))) != 0) continue;
    if (HAS_LONG_JSON) setStep(depth, nameAddress(rule), nameSize(rule));
    else addKey(nameAddress(rule), nameSize(rule));
    say(Phrase.Missing);
    sayWanted(rule);
    if (!HAS_LONG_JSON) cutPath(path);
  }
  if (HAS_LONG_JSON) Lines.depth--;
}

/** Ends the faults of a short document, given where it begins; says where it is not JSON. */
export function endPath(begin: usize): void {
  cutPath(0);
  if (Cursor.fault != 0) refuseDocument(begin);
}

/** Says where the document is not JSON, given where it begins. */
export function refuseDocument(begin: usize): void {
  let line = 1;
  let column = 1;
  for (let at = begin; at < Cursor.fault; at++) {
    const byte = load<u8>(at);
    // Bytes of the form 10xxxxxx go on with a character.
    if ((byte & 0xc0) != 0x80) column++;
    if (byte == Byte.LineFeed) {
      line++;
      column = 1;
    }
  }
  if (HAS_LONG_JSON) {
    Lines.depth = 0;
    say(Phrase.NoJson);
  } else {
    put(Phrase.Line);
    put(Phrase.NoJson);
  }
  addNumber(line);
  put(Phrase.Column);
  addNumber(column);
}
