/** The polynomial of ISO 3309 and of gzip, its bits in reverse. */
const POLYNOMIAL: u32 = 0xedb88320;
const ENTRY_BITS: usize = 2;
/** How many bytes each table has. */
const TABLE: usize = 256 << ENTRY_BITS;

/**
 * Returns the CRC-32 of bytes, that of gzip, PNG and `crc32` of Node's zlib. Bytes in parts
 * have the result of the parts before as `previous`. It finds accidents, and hides nothing
 * from who wants to: for that there is `Hmac`.
 *
 * May be called in every callback and in module scope.
 *
 * ```ts
 * log.info(crc32(utf8Encode("123456789")).toString(16)); // cbf43926
 * ```
 */
export function crc32(bytes: Uint8Array, previous: u32 = 0): u32 {
  const tables = theTables();
  let from = bytes.dataStart;
  const end = from + <usize>bytes.length;
  let crc = ~previous;
  for (; from + 4 <= end; from += 4) {
    const four = crc ^ load<u32>(from);
    crc =
      entryOf(tables + 3 * TABLE, four) ^
      entryOf(tables + 2 * TABLE, four >> 8) ^
      entryOf(tables + TABLE, four >> 16) ^
      entryOf(tables, four >> 24);
  }
  for (; from < end; from++) {
    crc = entryOf(tables, crc ^ load<u8>(from)) ^ (crc >> 8);
  }
  return ~crc;
}

function entryOf(table: usize, byte: u32): u32 {
  return load<u32>(table + ((<usize>(byte & 0xff)) << ENTRY_BITS));
}

/** Returns the tables for the four bytes of a word; they are made when first used. */
function theTables(): usize {
  // Without values: the module has no byte of them.
  const tables = memory.data(4096, 4);
  if (load<u32>(tables, 4) != 0) return tables;
  for (let byte: u32 = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = (crc >> 1) ^ ((crc & 1) * POLYNOMIAL);
    }
    store<u32>(tables + ((<usize>byte) << ENTRY_BITS), crc);
  }
  for (let at = tables; at < tables + 3 * TABLE; at += 4) {
    const crc = load<u32>(at);
    store<u32>(at + TABLE, entryOf(tables, crc) ^ (crc >> 8));
  }
  return tables;
}
