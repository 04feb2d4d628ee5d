import {
  abandonCallouts,
  addCallout,
  Callout,
  CalloutKind,
  findCallout,
  pendingCallouts,
  removeCallout,
} from "proxy-wasm-as/assembly/api/callout";
import {
  endContext,
  onContextEnd,
} from "proxy-wasm-as/assembly/api/context-end";
import { blocksLost, collectAndOverwrite } from "../blocks";

let abandoned: string = "";

class Recorded extends Callout {
  sdkAbandon(): void {
    abandoned += this.sdkToken.toString() + ";";
  }
}

let ended: u32 = 0;

function add(token: u32, owner: u32): Callout {
  const callout = new Recorded(CalloutKind.Http);
  addCallout(callout, token, owner);
  return callout;
}

beforeEach(() => {
  abandoned = "";
});

describe("the table of callouts", () => {
  test("findCallout returns null in an empty table", () => {
    expect(pendingCallouts()).toBe(0);
    expect(findCallout(CalloutKind.Http, 4) == null).toBe(true);
    abandonCallouts(1);
  });

  test("findCallout tells tokens and kinds apart", () => {
    const http = add(4, 1);
    const stream = new Callout(CalloutKind.GrpcStream);
    addCallout(stream, 4, 1);
    expect(findCallout(CalloutKind.Http, 4) == http).toBe(true);
    expect(findCallout(CalloutKind.GrpcStream, 4) == stream).toBe(true);
    expect(findCallout(CalloutKind.GrpcCall, 4) == null).toBe(true);
    expect(findCallout(CalloutKind.Http, 4 + 64) == null).toBe(true);
    expect(removeCallout(http)).toBe(true);
    expect(removeCallout(http)).toBe(false);
    expect(removeCallout(stream)).toBe(true);
    expect(pendingCallouts()).toBe(0);
  });

  test("addCallout forgets the one that has its token already, and may add it again", () => {
    const first = add(4, 1);
    const second = add(4, 2);
    expect(findCallout(CalloutKind.Http, 4) == second).toBe(true);
    expect(pendingCallouts()).toBe(1);
    addCallout(first, 4, 1);
    addCallout(second, 8, 2);
    expect(findCallout(CalloutKind.Http, 4) == first).toBe(true);
    expect(findCallout(CalloutKind.Http, 12) == null).toBe(true);
    expect(pendingCallouts()).toBe(2);
    abandonCallouts(1);
    abandonCallouts(2);
    expect(pendingCallouts()).toBe(0);
    expect(abandoned).toBe("4;8;");
  });

  test("removeCallout keeps the others of a bucket, whichever is removed", () => {
    for (let removed: u32 = 0; removed < 4; removed++) {
      const all: Callout[] = [];
      for (let i: u32 = 0; i < 4; i++) all.push(add(i << 12, 7));
      removeCallout(all[removed]);
      for (let i: u32 = 0; i < 4; i++) {
        const found = findCallout(CalloutKind.Http, i << 12);
        expect(found == null).toBe(i == removed);
      }
      abandonCallouts(7);
      expect(pendingCallouts()).toBe(0);
    }
  });

  test("abandonCallouts drops and tells those of one context alone", () => {
    add(4, 1);
    add(8, 17);
    add(12, 1);
    add(16, 1 + 4096);
    abandonCallouts(1);
    expect(abandoned).toBe("12;4;");
    expect(pendingCallouts()).toBe(2);
    expect(findCallout(CalloutKind.Http, 8) == null).toBe(false);
    abandonCallouts(17);
    abandonCallouts(1 + 4096);
    expect(pendingCallouts()).toBe(0);
  });

  test("findCallout finds each of 5,000, after collections too", () => {
    for (let i: u32 = 0; i < 5_000; i++) add(i << 2, i & 63);
    collectAndOverwrite();
    let found = 0;
    for (let i: u32 = 0; i < 5_000; i++) {
      const callout = findCallout(CalloutKind.Http, i << 2);
      found += i32(callout != null && callout.sdkToken == i << 2);
    }
    expect(found).toBe(5_000);
    for (let owner: u32 = 0; owner < 64; owner++) abandonCallouts(owner);
    expect(pendingCallouts()).toBe(0);
  });

  test("addCallout and removeCallout leave nothing behind", () => {
    expect(
      blocksLost(() => {
        removeCallout(add(400, 3));
      }),
    ).toBe(0);
    expect(pendingCallouts()).toBe(0);
  });
});

describe("the end of a context", () => {
  test("endContext drops the callouts of the context", () => {
    add(4, 9);
    endContext(9);
    expect(abandoned).toBe("4;");
  });

  test("onContextEnd sets what endContext calls", () => {
    onContextEnd((id: u32) => {
      ended = id;
    });
    endContext(5);
    expect(ended).toBe(5);
    onContextEnd(abandonCallouts);
  });
});
