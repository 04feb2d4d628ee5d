import { MODELS_HAVE_SECRETS } from "../features";
import { Byte } from "../json/bytes";
import { Cursor } from "./cursor";
import { Text } from "./document-text";
import { isPlainKey } from "./is-plain-key";
import {
  has,
  nameAddress,
  nameSize,
  wantedAddress,
  wantedSize,
} from "./key-rules";
import { ModelFaults } from "./model-faults";
import { nearestKey } from "./nearest-key";
import { Phrase } from "./phrases";
import { RuleFlag } from "./rule-flags";

/** As many bytes of a value are shown in a fault. */
const SHOWN: usize = 40;

/** As deep as lists and objects may be nested. */
export const MAX_DEPTH: i32 = 129;

/** What the lines of faults are made from. */
export abstract class Lines {
  /** The faults, an object that the caller holds. */
  static faults: usize = 0;
  /** How many steps the path has. */
  static depth: i32 = 0;
  /** How many it may have, of a document that may be long. */
  static mostDepth: i32 = MAX_DEPTH;
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

function put(phrase: Phrase): void {
  faults().sdkPut(phrase);
}

/** Begins a line with the path. */
export function say(what: Phrase): void {
  faults().sdkBegin();
  for (let i = 0; i < Lines.depth; i++) {
    const key: usize = load<u32>(stepAt(i));
    const size: usize = load<u32>(stepAt(i), 4);
    const isName = key != 0 && isPlainKey(key, size);
    put(isName ? Phrase.Dot : key != 0 ? Phrase.KeyBegin : Phrase.ListBegin);
    if (key != 0) faults().sdkAdd(key, size);
    else faults().sdkNumber(<u32>size);
    if (!isName) put(key != 0 ? Phrase.KeyEnd : Phrase.ListEnd);
  }
  put(what);
}

/** Ends a line by what is wanted of a key's value; 0 describes the document. */
export function sayWanted(rule: usize): void {
  put(Phrase.Wanted);
  // The document is described by no key.
  if (rule == 0) put(Phrase.Object);
  else faults().sdkAdd(wantedAddress(rule), wantedSize(rule));
}

/** Says that a value that was gone over is not what its key says. */
export function refuse(from: usize, rule: usize): void {
  // A fault of the document is told once, when all is read.
  if (Cursor.fault != 0) return;
  const size = Cursor.at - from;
  const first = load<u8>(from);
  say(Phrase.Found);
  if (MODELS_HAVE_SECRETS && rule != 0 && has(rule, RuleFlag.Secret))
    put(Phrase.More);
  else if (first == Byte.ListBegin) put(Phrase.List);
  else if (first == Byte.ObjectBegin) put(Phrase.Object);
  else {
    faults().sdkAdd(from, min(size, SHOWN));
    if (size > SHOWN) put(Phrase.More);
  }
  sayWanted(rule);
}

/** Says that a list or a map has another number of values than its key says. */
export function refuseLength(length: u32, rule: usize): void {
  if (Cursor.fault != 0) return;
  say(Phrase.Found);
  faults().sdkNumber(length);
  sayWanted(rule);
}

/** Says that a value has to be an object in which a key is one of the union's. */
export function refuseVariant(union: usize): void {
  if (Cursor.fault != 0) return;
  say(Phrase.WantedKey);
  faults().sdkAdd(nameAddress(union), nameSize(union));
  put(Phrase.Comma);
  faults().sdkAdd(wantedAddress(union), wantedSize(union));
}

/** Says that the last key is unknown, and which one may be meant. */
export function refuseKey(keys: usize): void {
  const near = nearestKey(keys, Text.from, Text.size);
  say(Phrase.Unknown);
  if (near == 0) return;
  put(Phrase.Perhaps);
  faults().sdkAdd(nameAddress(near), nameSize(near));
  put(Phrase.Quote);
}

/** Says where the document is not JSON. */
export function refuseDocument(): void {
  let line = 1;
  let column = 1;
  for (let at = Cursor.begin; at < Cursor.fault; at++) {
    const byte = load<u8>(at);
    // Bytes of the form 10xxxxxx go on with a character.
    if ((byte & 0xc0) != 0x80) column++;
    if (byte == Byte.LineFeed) {
      line++;
      column = 1;
    }
  }
  Lines.depth = 0;
  say(Phrase.NoJson);
  faults().sdkNumber(line);
  put(Phrase.Column);
  faults().sdkNumber(column);
}
