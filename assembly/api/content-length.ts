import { proxy_remove_header_map_value } from "../abi/env";
import { MapType, Status } from "../abi/enums";
import { dropKept } from "../abi/kept-headers";

/** Removes the `content-length` of a map, if its headers can still be changed. */
export function removeLength(type: MapType): Status {
  const name = memory.data<u8>([
    0x63, 0x6f, 0x6e, 0x74, 0x65, 0x6e, 0x74, 0x2d, 0x6c, 0x65, 0x6e, 0x67,
    0x74, 0x68,
  ]);
  dropKept();
  return proxy_remove_header_map_value(type, name, 14);
}
