import { testRule } from "./test-rule.ts";

testRule("number-range", {
  valid: [
    "const limit: i32 = 2147483647;",
    "const limit: i32 = -2147483648;",
    "const limit: u32 = 4294967295;",
    "const limit: i64 = 3000000000;",
    "const limit: f64 = 3000000000;",
    "const limit = 3000000000;",
    "const all: u32 = -1;",
    "const hash: i32 = 0x811c9dc5;",
    "const year: i64 = 365 * 24 * 60 * 60 * 1000;",
    "const day = 24 * 60 * 60 * 1000;",
    "const now = Date.now();",
    "const seconds = <i32>(Date.now() / 1000);",
    "const wide: u64 = 1 << 40;",
    "const low = 1 << 31;",
    "for (let i: i32 = count; i >= 0; i--) log.info('a');",
    "this.response.headers.set('a', (count + 4000000).toString());",
  ],
  invalid: [
    { code: "const limit: i32 = 3000000000;", errors: ["range"] },
    { code: "let limit: u8 = <u8>300;", errors: ["range"] },
    { code: "const limit: u32 = -2;", errors: ["range"] },
    { code: "const year = 365 * 24 * 60 * 60 * 1000;", errors: ["range"] },
    { code: "const limit: i32 = 65536 * 65536;", errors: ["range"] },
    { code: "const now = <i32>Date.now();", errors: ["time"] },
    { code: "const now = Date.now() as u32;", errors: ["time"] },
    {
      code: "for (let i: u32 = 4; i >= 0; i--) log.info('a');",
      errors: ["unsigned"],
    },
    {
      code: "const a: u32 = 1;\nconst b: u32 = 2;\nif (a - b < 0) log.info('less');",
      errors: ["unsigned"],
    },
    { code: "const wide = 1 << 40;", errors: ["shift"] },
    { code: "const high = count >> 32;", errors: ["shift"] },
  ],
});
