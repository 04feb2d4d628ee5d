/** Room for a caller's text after that of an abort. */
const ROOM: usize = 1024;

/** The first four units of the path of a library's source. */
const LIBRARY: u64 = 0x0062_0069_006c_007e;

let callerFile: u32 = 0;
let callerPlace: u32 = 0;

/**
 * Notes where the filter calls a library: the number of its source, 0 where it is not
 * known, and its line and column in 20 and 12 bits. Nobody calls it: the transform does
 * the same in debug builds, before each such call.
 */
export function noteCaller(file: u32, place: u32): void {
  callerFile = file;
  callerPlace = place;
}

/** Returns the room that `writeCaller` needs. */
export function callerRoom(): usize {
  return callerFile == 0 ? 0 : ROOM;
}

/**
 * Writes where the filter called a library whose code aborts, and returns the address
 * after it; writes nothing where the code is the filter's.
 */
export function writeCaller(file: string, at: usize): usize {
  if (callerFile == 0 || load<u64>(changetype<usize>(file)) != LIBRARY) {
    return at;
  }
  let end = writeCallerFile(callerFile, at);
  end = writeNumber(callerPlace >> 12, end);
  store<u8>(end++, 0x3a);
  return writeNumber(callerPlace & 0xfff, end);
}

/** Writes `, called from FILE:`; its body is the transform's. */
function writeCallerFile(index: u32, at: usize): usize {
  return at;
}

/** Writes a number in decimal, and returns the address after it. */
export function writeNumber(value: u32, at: usize): usize {
  const end = value < 10 ? at : writeNumber(value / 10, at);
  store<u8>(end, <u8>(0x30 + (value % 10)));
  return end + 1;
}
