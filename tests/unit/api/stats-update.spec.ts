import { BufferType } from "proxy-wasm-as/assembly/abi/enums";
import { StatsUpdate } from "proxy-wasm-as/assembly/api/stats-update";
import { blocksLost } from "../blocks";
import { hex } from "../bytes";
import { refuse, reset, setBuffer } from "../test-host";

/** Counters "a.b" of 5 and +2, and "cd.efg" of 2⁶⁴ - 1 and +0, of 9 at most. */
const COUNTERS =
  "48000000" +
  "01000000" +
  "09000000" +
  ("03000000" + "612e62" + "eeeeeeeeee") +
  ("0500000000000000" + "0200000000000000") +
  ("06000000" + "63642e656667" + "eeeeeeeeeeee") +
  ("ffffffffffffffff" + "0000000000000000");

/** Gauges "g.h" of 7 and "i" of 8, of 9 at most, in a block of a wrong size. */
const GAUGES =
  "99999999" +
  "02000000" +
  "09000000" +
  ("03000000" + "672e68" + "eeeeeeeeee" + "0700000000000000") +
  ("01000000" + "69" + "eeeeee" + "0800000000000000");

const UNUSED = "0000000000000000";

function update(bytes: string): StatsUpdate {
  const data = hex(bytes);
  setBuffer(BufferType.CallData, data);
  return StatsUpdate.of(data.byteLength);
}

/** The data of `COUNTERS + GAUGES`, which `update` has set. */
function whole(): StatsUpdate {
  return StatsUpdate.of(<u32>(COUNTERS + GAUGES).length / 2);
}

/** A gauge that takes 64 bytes, by its number. */
function gauge(index: i32): string {
  const name = index.toString().padStart(52, "x");
  let text = "34000000";
  for (let i = 0; i < name.length; i++) {
    text += name.charCodeAt(i).toString(16);
  }
  return text + (index & 0xff).toString(16).padStart(2, "0") + "00000000000000";
}

beforeEach(() => reset());

describe("StatsUpdate", () => {
  test("StatsUpdate.counters reads names, values and deltas", () => {
    const counters = update(COUNTERS + GAUGES).counters;
    expect(counters.length).toBe(2);
    expect(counters.name(0)).toBe("a.b");
    expect(counters.value(0)).toBe(5);
    expect(counters.delta(0)).toBe(2);
    expect(counters.name(1)).toBe("cd.efg");
    expect(counters.value(1)).toBe(u64.MAX_VALUE);
    expect(counters.delta(1)).toBe(0);
  });

  test("StatsUpdate.gauges reads names and values, whatever their block's size", () => {
    const gauges = update(COUNTERS + GAUGES + UNUSED).gauges;
    expect(gauges.length).toBe(2);
    expect(gauges.name(0)).toBe("g.h");
    expect(gauges.value(0)).toBe(7);
    expect(gauges.name(1)).toBe("i");
    expect(gauges.value(1)).toBe(8);
  });

  test("StatsUpdate.gauges reads those after a block of no counters", () => {
    const none = "0c000000 01000000 05000000";
    // The padding depends on where the second block begins.
    const gauge = "03000000 672e68 ee 0700000000000000";
    const stats = update(none + "ffffffff 02000000 09000000" + gauge);
    expect(stats.counters.length).toBe(0);
    expect(stats.gauges.length).toBe(1);
    expect(stats.gauges.value(0)).toBe(7);
  });

  test("StatsUpdate.gauges reads more than is read at first", () => {
    const count = 1_000;
    let bytes = "0c000000 01000000 00000000 00000000 02000000 e8030000";
    for (let i = 0; i < count; i++) bytes += gauge(i);
    const gauges = update(bytes).gauges;
    expect(gauges.length).toBe(count);
    expect(gauges.name(999).endsWith("xx999")).toBe(true);
    expect(gauges.value(999)).toBe(999 & 0xff);
    expect(gauges.value(0)).toBe(0);
  });

  test("StatsUpdate is empty where the proxy has no data or refuses", () => {
    expect(StatsUpdate.of(16).counters.length).toBe(0);
    expect(StatsUpdate.of(16).gauges.length).toBe(0);
    const stats = update(COUNTERS + GAUGES);
    refuse("proxy_get_buffer_bytes", 10);
    expect(stats.counters.length).toBe(0);
    expect(stats.gauges.length).toBe(0);
  });

  test("StatsUpdate reads what it can of any part of the data", () => {
    const all = COUNTERS + GAUGES;
    let most = 0;
    for (let size = 0; size <= all.length; size += 2) {
      const stats = update(all.slice(0, size));
      const counters = stats.counters;
      const gauges = stats.gauges;
      for (let i = 0; i < counters.length; i++) {
        most += i32(counters.name(i) == "" || counters.delta(i) > 2);
      }
      for (let i = 0; i < gauges.length; i++) most += i32(gauges.value(i) < 7);
    }
    expect(most).toBe(0);
  });

  test("StatsUpdate is empty where sizes and counts cannot be", () => {
    const heads = [
      "ffffffff 01000000 ffffffff",
      "00000000 01000000 ffffffff",
      "0c000000 02000000 01000000",
      "ffffffff 01000000 ffffffff ffffffff 02000000 ffffffff",
      "0c000000 01000000 00000000 ffffffff 02000000 ffffffff ffffffff",
      "0c000000 01000000 00000000 ffffffff 02000000 ffffffff f0ffffff 00",
    ];
    for (let i = 0; i < heads.length; i++) {
      const stats = update(heads[i]);
      expect(stats.counters.length).toBe(0);
      expect(stats.gauges.length).toBe(0);
    }
  });

  test("StatsUpdate frees the host's blocks", () => {
    update(COUNTERS + GAUGES);
    const lost = blocksLost(() => {
      whole().counters.name(0);
      whole().gauges.name(0);
    });
    expect(lost).toBe(0);
  });
});

describe("StatEntries and CounterEntries", () => {
  test("StatEntries.name and StatEntries.value read backwards and at random", () => {
    const gauges = update(COUNTERS + GAUGES).gauges;
    expect(gauges.name(1)).toBe("i");
    expect(gauges.name(0)).toBe("g.h");
    expect(gauges.value(1)).toBe(8);
    expect(gauges.value(0)).toBe(7);
  });

  test("CounterEntries.delta reads backwards", () => {
    const counters = update(COUNTERS).counters;
    expect(counters.delta(1)).toBe(0);
    expect(counters.delta(0)).toBe(2);
  });

  test("StatEntries.name and CounterEntries.delta throw outside of the list", () => {
    update(COUNTERS + GAUGES);
    expect(() => {
      whole().gauges.name(2);
    }).toThrow();
    expect(() => {
      whole().counters.delta(-1);
    }).toThrow();
  });

  test("StatEntries.length ends before a name with a control", () => {
    const odd = "03000000 610062 ee 0700000000000000";
    expect(update(COUNTERS + GAUGES + odd).gauges.length).toBe(2);
  });
});
