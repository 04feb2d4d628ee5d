import { Status } from "proxy-wasm-as/assembly/abi/enums";
import { SharedData } from "proxy-wasm-as/assembly/api/shared-data";
import { blocksLost } from "../blocks";
import { arrayHex, hex } from "../bytes";
import { callCount, refuse, reset, writeShared } from "../test-host";

beforeEach(() => reset());

describe("SharedData.get", () => {
  test("SharedData.get returns what SharedData.set has set", () => {
    expect(SharedData.set("ké", "vé")).toBe(Status.Ok);
    expect(SharedData.get("ké")).toBe("vé");
  });

  test("SharedData.get returns null for an absent value, and an empty one for an empty one", () => {
    SharedData.set("empty", "");
    expect(SharedData.get("empty")).toBe("");
    expect(SharedData.get("absent")).toBeNull();
    expect(SharedData.getBytes("absent")).toBeNull();
    expect(SharedData.read("absent")).toBeNull();
  });

  test("SharedData.getBytes returns what SharedData.setBytes has set", () => {
    expect(SharedData.setBytes("b", Uint8Array.wrap(hex("ff 00 61")))).toBe(
      Status.Ok,
    );
    expect(arrayHex(SharedData.getBytes("b")!)).toBe("ff0061");
  });

  test("SharedData.get frees what the host allocates", () => {
    SharedData.set("k", "value");
    expect(
      blocksLost(() => {
        SharedData.get("k");
        SharedData.getBytes("k");
        SharedData.read("k");
      }),
    ).toBe(0);
  });
});

describe("SharedData.compareAndSet", () => {
  test("SharedData.read returns the version for SharedData.compareAndSet", () => {
    SharedData.set("k", "one");
    const read = SharedData.read("k")!;
    expect(read.text()).toBe("one");
    expect(SharedData.compareAndSet("k", "two", read.cas)).toBe(Status.Ok);
    expect(SharedData.get("k")).toBe("two");
  });

  test("SharedData.compareAndSet keeps what another worker has written", () => {
    SharedData.set("k", "zero");
    const cas = SharedData.read("k")!.cas;
    writeShared("k", "one");
    const status = SharedData.compareAndSet("k", "two", cas);
    expect(status).toBe(Status.CasMismatch);
    expect(SharedData.get("k")).toBe("one");
  });

  test("SharedData.compareAndSet refuses version 0, which the host takes for any", () => {
    SharedData.set("k", "one");
    expect(SharedData.compareAndSet("k", "two", 0)).toBe(Status.BadArgument);
    expect(SharedData.get("k")).toBe("one");
  });

  test("SharedData.compareAndSetBytes sets bytes by their version", () => {
    SharedData.set("k", "zero");
    const old = SharedData.read("k")!.cas;
    writeShared("k", "one");
    const bytes = Uint8Array.wrap(hex("ff"));
    const set = SharedData.compareAndSetBytes("k", bytes, old);
    expect(set).toBe(Status.CasMismatch);
    expect(SharedData.compareAndSetBytes("k", bytes, 0)).toBe(
      Status.BadArgument,
    );
    const now = SharedData.read("k")!.cas;
    expect(SharedData.compareAndSetBytes("k", bytes, now)).toBe(Status.Ok);
    expect(arrayHex(SharedData.getBytes("k")!)).toBe("ff");
  });
});

describe("SharedData.create", () => {
  test("SharedData.create sets an absent value, and no other", () => {
    expect(SharedData.create("k", "one")).toBe(Status.Ok);
    expect(SharedData.create("k", "two")).toBe(Status.CasMismatch);
    expect(SharedData.get("k")).toBe("one");
  });

  test("SharedData.createBytes sets an absent value, and no other", () => {
    const bytes = Uint8Array.wrap(hex("01"));
    expect(SharedData.createBytes("k", bytes)).toBe(Status.Ok);
    expect(SharedData.createBytes("k", bytes)).toBe(Status.CasMismatch);
  });
});

/** Writes as another worker does between a read and a write, twice. */
function race(old: string | null): string {
  if (old == null || old.length < 3) {
    const other = old == null ? "a" : old + "a";
    writeShared("k", other);
  }
  return (old == null ? "" : old) + "b";
}

describe("SharedData.update", () => {
  test("SharedData.update makes a value of none, and of what is there", () => {
    const change = (old: string | null): string =>
      old == null ? "1" : old + "+1";
    expect(SharedData.update("k", change)).toBe(Status.Ok);
    expect(SharedData.update("k", change)).toBe(Status.Ok);
    expect(SharedData.get("k")).toBe("1+1");
  });

  test("SharedData.update tries again with what another worker has written", () => {
    expect(SharedData.update("k", race)).toBe(Status.Ok);
    expect(SharedData.get("k")).toBe("aaab");
  });

  test("SharedData.update gives up after its attempts", () => {
    expect(SharedData.update("k", race, 2)).toBe(Status.CasMismatch);
    expect(SharedData.get("k")).toBe("aa");
    expect(SharedData.update("k", race, 0)).toBe(Status.CasMismatch);
  });

  test("SharedData.update tries no refusal again", () => {
    refuse("proxy_set_shared_data", Status.InternalFailure);
    expect(SharedData.update("k", race)).toBe(Status.InternalFailure);
    expect(callCount("proxy_set_shared_data")).toBe(1);
  });

  test("SharedData.updateBytes makes bytes of none, and of what is there", () => {
    const change = (old: Uint8Array | null): Uint8Array => {
      const next = new Uint8Array(1);
      next[0] = old == null ? 1 : old[0] + 1;
      return next;
    };
    expect(SharedData.updateBytes("k", change)).toBe(Status.Ok);
    expect(SharedData.updateBytes("k", change)).toBe(Status.Ok);
    expect(arrayHex(SharedData.getBytes("k")!)).toBe("02");
  });
});

/** As `race`, with what is added. */
function raceWith(old: string | null, state: string[]): string {
  race(old);
  state.push(old == null ? "null" : old);
  return (old == null ? "" : old) + state[0];
}

describe("SharedData.updateWith", () => {
  test("SharedData.updateWith hands over state, and tells the new value", () => {
    const state: string[] = ["é"];
    const result = SharedData.updateWith<string[]>("k", state, raceWith);
    expect(result.status).toBe(Status.Ok);
    expect(result.text()).toBe("aaaé");
    expect(arrayHex(result.bytes())).toBe("616161c3a9");
    expect(SharedData.get("k")).toBe("aaaé");
    expect(state.join()).toBe("é,null,a,aa,aaa");
  });

  test("SharedData.updateWith tells no value where it was not changed", () => {
    const state: string[] = ["b"];
    const result = SharedData.updateWith<string[]>("k", state, raceWith, 2);
    expect(result.status).toBe(Status.CasMismatch);
    expect(result.text()).toBe("");
    refuse("proxy_set_shared_data", Status.InternalFailure);
    const refused = SharedData.updateWith<string[]>("k", state, raceWith);
    expect(refused.status).toBe(Status.InternalFailure);
    expect(refused.bytes().length).toBe(0);
  });

  test("SharedData.updateBytesWith does the same with bytes", () => {
    const change = (old: Uint8Array | null, state: u8): Uint8Array => {
      const next = new Uint8Array(1);
      next[0] = old == null ? state : old[0] + state;
      return next;
    };
    SharedData.updateBytesWith<u8>("k", 7, change);
    const result = SharedData.updateBytesWith<u8>("k", 7, change);
    expect(result.status).toBe(Status.Ok);
    expect(arrayHex(result.bytes())).toBe("0e");
    expect(arrayHex(SharedData.getBytes("k")!)).toBe("0e");
  });
});

describe("SharedData.increment", () => {
  test("SharedData.increment counts from 0 on, and tells the sum", () => {
    expect(SharedData.increment("k").value).toBe(1);
    expect(SharedData.increment("k", 41).value).toBe(42);
    const below = SharedData.increment("k", -50);
    expect(below.status).toBe(Status.Ok);
    expect(below.value).toBe(-8);
    expect(SharedData.increment("k", 0).value).toBe(-8);
    expect(SharedData.get("k")).toBe("-8");
  });

  test("SharedData.increment refuses what is not a number, and keeps it", () => {
    const texts = "|-|a|1a|1.5| 1|0x1|+1|1234567890123456789".split("|");
    for (let i = 0; i < texts.length; i++) {
      SharedData.set("k", texts[i]);
      const result = SharedData.increment("k");
      expect(result.status).toBe(Status.BadArgument);
      expect(result.value).toBe(0);
      expect(SharedData.get("k")).toBe(texts[i]);
    }
  });

  test("SharedData.increment refuses a sum that it could not read again", () => {
    const most: i64 = 999_999_999_999_999_999;
    expect(SharedData.increment("k", most).value).toBe(most);
    expect(SharedData.increment("k").status).toBe(Status.BadArgument);
    expect(SharedData.increment("k", i64.MIN_VALUE).status).toBe(
      Status.BadArgument,
    );
    expect(SharedData.increment("k", -1).value).toBe(most - 1);
  });

  test("SharedData.increment hands on a refusal, and no attempts are a mismatch", () => {
    expect(SharedData.increment("k", 1, 0).status).toBe(Status.CasMismatch);
    refuse("proxy_set_shared_data", Status.InternalFailure);
    expect(SharedData.increment("k").status).toBe(Status.InternalFailure);
    expect(callCount("proxy_set_shared_data")).toBe(1);
  });
});
