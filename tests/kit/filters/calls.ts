import { utf8Decode } from "proxy-wasm-as";
import { AnswerHeaders } from "proxy-wasm-as/assembly/api/answer-headers";
import { HeaderList } from "proxy-wasm-as/assembly/api/header-list";
import { Freshness } from "proxy-wasm-as/assembly/calls/freshness";
import { input, putText } from "../../module/filters/input-output";

export { place, room } from "../../module/filters/input-output";

/**
 * How long an answer may be used: the input is its status, `authorized` or not, the time in
 * milliseconds, and its headers, a line each.
 */
export function freshness(): i32 {
  const lines = utf8Decode(input).split("\n");
  if (lines.length < 3) return -1;
  const list = new HeaderList();
  for (let i = 3; i < lines.length; i++) {
    const at = lines[i].indexOf(": ");
    if (at > 0)
      list.append(lines[i].substring(0, at), lines[i].substring(at + 2));
  }
  const pairs = new ArrayBuffer(<i32>list.encodedSize);
  list.encodeTo(changetype<usize>(pairs));
  const times = Freshness.of(
    I32.parseInt(lines[0]),
    new AnswerHeaders(pairs),
    lines[1] == "authorized",
    I64.parseInt(lines[2]),
  );
  return times.isStorable
    ? putText(`${times.left} ${times.whileRevalidating} ${times.ifError}`)
    : -1;
}
