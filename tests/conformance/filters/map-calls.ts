import {
  proxy_add_header_map_value,
  proxy_get_header_map_pairs,
  proxy_get_header_map_size,
  proxy_get_header_map_value,
  proxy_remove_header_map_value,
  proxy_replace_header_map_value,
  proxy_set_header_map_pairs,
} from "proxy-wasm-as/assembly/abi/env";
import { bytesOf, printable } from "./hex";
import { argument, at, OUT, taken, UNTOUCHED } from "./out";
import { pairsOf } from "./pairs";

/** `get-map MAP NAME`, `add-map MAP NAME VALUE` and so on. */
export function callMap(words: string[]): string {
  const verb = words[0];
  const map = <i32>parseInt(argument(words, 1));
  const name = bytesOf(argument(words, 2));
  const value = bytesOf(argument(words, 3));
  const nameSize = name.byteLength;
  const valueSize = value.byteLength;
  if (verb == "get-map") {
    return taken(
      proxy_get_header_map_value(map, at(name), nameSize, OUT, OUT + 4),
    );
  }
  if (verb == "pairs-map") return readPairs(map);
  if (verb == "size-map") {
    const status = proxy_get_header_map_size(map, OUT);
    return status.toString() + " " + load<u32>(OUT).toString();
  }
  if (verb == "remove-map") {
    return proxy_remove_header_map_value(map, at(name), nameSize).toString();
  }
  if (verb == "raw-map") {
    return proxy_set_header_map_pairs(map, at(name), nameSize).toString();
  }
  if (verb == "set-map") {
    const pairs = pairsOf(argument(words, 2));
    return proxy_set_header_map_pairs(
      map,
      at(pairs),
      pairs.byteLength,
    ).toString();
  }
  const status =
    verb == "add-map"
      ? proxy_add_header_map_value(
          map,
          at(name),
          nameSize,
          at(value),
          valueSize,
        )
      : proxy_replace_header_map_value(
          map,
          at(name),
          nameSize,
          at(value),
          valueSize,
        );
  return status.toString();
}

function readPairs(map: i32): string {
  const status = proxy_get_header_map_pairs(map, OUT, OUT + 4).toString();
  const address = <usize>load<u32>(OUT);
  if (address == UNTOUCHED) return status + " untouched";
  if (address == 0) return status + " null " + load<u32>(OUT, 4).toString();
  const count = load<u32>(address);
  const size = load<u32>(OUT, 4);
  if (size < 4 || count > (size - 4) / 8) return status + " cut off";
  let next = address + 4 + count * 8;
  let text = status;
  for (let i: u32 = 0; i < count; i++) {
    const nameSize = load<u32>(address + 4 + i * 8);
    const valueSize = load<u32>(address + 8 + i * 8);
    if (nameSize > size || valueSize > size) return status + " cut off";
    text += " " + printable(next, nameSize) + "=";
    text += printable(next + nameSize + 1, valueSize);
    next += nameSize + valueSize + 2;
  }
  heap.free(address);
  return text;
}
