/**
 * What Node tells a spec about its module; implemented in `spec-node.js`. The compiler
 * takes the name of this file as the import module.
 */

/** Returns how many blocks of the module's memory are allocated. */
export declare function liveBlocks(): i32;

/** Tells whether the object at an address is still allocated. */
export declare function isLive(address: usize): bool;

/** Decodes by the Web's TextDecoder. */
export declare function decodeUtf8(value: ArrayBuffer): string;

/** Encodes by the Web's TextEncoder. */
export declare function encodeUtf8(value: string): ArrayBuffer;
