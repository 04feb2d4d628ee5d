import { isInTurn } from "proxy-wasm-as/assembly/abi/turn";
import { enter, leave } from "proxy-wasm-as/assembly/runtime/turn";

describe("turns", () => {
  test("isInTurn is false before the host has entered", () => {
    expect(isInTurn()).toBe(false);
  });

  test("isInTurn is true until each turn has ended, also of turns in a turn", () => {
    enter();
    expect(isInTurn()).toBe(true);
    enter();
    expect(isInTurn()).toBe(true);
    leave();
    expect(isInTurn()).toBe(true);
    leave();
    expect(isInTurn()).toBe(false);
  });
});
