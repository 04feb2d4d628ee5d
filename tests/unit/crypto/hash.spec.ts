import { hexDecode, hexEncode } from "proxy-wasm-as/assembly/codecs/hex";
import { utf8Encode } from "proxy-wasm-as/assembly/codecs/utf8";
import { Hash } from "proxy-wasm-as/assembly/crypto/hash";
import { Sha1, sha1 } from "proxy-wasm-as/assembly/crypto/sha1";
import { Sha256, sha256 } from "proxy-wasm-as/assembly/crypto/sha256";
import { Sha384, sha384 } from "proxy-wasm-as/assembly/crypto/sha384";
import { Sha512, sha512 } from "proxy-wasm-as/assembly/crypto/sha512";

/** The messages of FIPS 180-4's examples and RFC 6234, section 8.5. */
const ABC = "abc";
const TWO_BLOCKS = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
const TWO_LARGE_BLOCKS =
  "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijk" +
  "lmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu";

/** Bytes 0, 1, 2 and so on. */
function counted(size: i32): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i++) bytes[i] = <u8>i;
  return bytes;
}

/** The hash of a million letters, in parts of 997. */
function ofMillion(hash: Hash): string {
  const part = new Uint8Array(997);
  part.fill(0x61);
  for (let left = 1_000_000; left > 0; left -= 997) {
    hash.update(left < 997 ? part.subarray(0, left) : part);
  }
  return hexEncode(hash.digest());
}

/** The hash of the hashes of the first 0 to 300 bytes, each in two parts. */
function ofAllSizes(hash: Hash, all: Hash): string {
  for (let size = 0; size <= 300; size++) {
    const bytes = counted(size);
    const cut = (size * 7) % (size + 1);
    hash.update(bytes.subarray(0, cut)).update(bytes.subarray(cut));
    all.update(hash.digest());
  }
  return hexEncode(all.digest());
}

describe("sha1", () => {
  test("sha1 gives the digests of FIPS 180-4's examples", () => {
    expect(hexEncode(sha1(utf8Encode("")))).toBe(
      "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    );
    expect(hexEncode(sha1(utf8Encode(ABC)))).toBe(
      "a9993e364706816aba3e25717850c26c9cd0d89d",
    );
    expect(hexEncode(sha1(utf8Encode(TWO_BLOCKS)))).toBe(
      "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
    );
    expect(hexEncode(sha1(utf8Encode(TWO_LARGE_BLOCKS)))).toBe(
      "a49b2446a02c645bf419f995b67091253a04a259",
    );
  });

  test("sha1 gives the digests of NIST's CAVP, SHABytesTestVectors", () => {
    expect(hexEncode(sha1(hexDecode("36")!))).toBe(
      "c1dfd96eea8cc2b62785275bca38ac261256e278",
    );
    expect(
      hexEncode(
        sha1(
          hexDecode(
            "f2c76ef617fa2bfc8a4d6bcbb15fe88436fdc2165d3074629579079d4d5b" +
              "86f5081ab177b4c3f530376c9c924cbd421a8daf8830d0940c4fb7589865" +
              "830699",
          )!,
        ),
      ),
    ).toBe("9f3ea255f6af95c5454e55d7354cabb45352ea0b");
    expect(
      hexEncode(
        sha1(
          hexDecode(
            "45927e32ddf801caf35e18e7b5078b7f5435278212ec6bb99df884f49b32" +
              "7c6486feae46ba187dc1cc9145121e1492e6b06e9007394dc33b7748f86a" +
              "c3207cfe",
          )!,
        ),
      ),
    ).toBe("a70cfbfe7563dd0e665c7c6715a96a8d756950c0");
  });

  test("Sha1.update takes a million letters in parts, RFC 6234, TEST3", () => {
    expect(ofMillion(new Sha1())).toBe(
      "34aa973cd4c4daa4f61eeb2bdbad27316534016f",
    );
  });

  test("Sha1.digest is right for 0 to 300 bytes, cut anywhere, as Node's", () => {
    expect(ofAllSizes(new Sha1(), new Sha1())).toBe(
      "d72ddaff10d3a5eed5157a8c23af4f64540384c4",
    );
  });

  test("Sha1.updateText adds a text as UTF-8", () => {
    const hash = new Sha1()
      .updateText("é")
      .updateText("")
      .updateText("\u{1f600}");
    expect(hexEncode(hash.digest())).toBe(
      "9c286deb5d7549eafd1dcb2b58e0b573bc1b4a97",
    );
  });
});

describe("sha256", () => {
  test("sha256 gives the digests of FIPS 180-4's examples", () => {
    expect(hexEncode(sha256(utf8Encode("")))).toBe(
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852" + "b855",
    );
    expect(hexEncode(sha256(utf8Encode(ABC)))).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f200" + "15ad",
    );
    expect(hexEncode(sha256(utf8Encode(TWO_BLOCKS)))).toBe(
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db" + "06c1",
    );
    expect(hexEncode(sha256(utf8Encode(TWO_LARGE_BLOCKS)))).toBe(
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afe" + "e9d1",
    );
  });

  test("sha256 gives the digests of NIST's CAVP, SHABytesTestVectors", () => {
    expect(hexEncode(sha256(hexDecode("d3")!))).toBe(
      "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba98" + "02c1",
    );
    expect(
      hexEncode(
        sha256(
          hexDecode(
            "e2f76e97606a872e317439f1a03fcd92e632e5bd4e7cbc4e97f1afc19a16" +
              "fde92d77cbe546416b51640cddb92af996534dfd81edb17c4424cf1ac4d7" +
              "5aceeb",
          )!,
        ),
      ),
    ).toBe(
      "18041bd4665083001fba8c5411d2d748e8abbfdcdfd9218cb02b68a78e7d" + "4c23",
    );
    expect(
      hexEncode(
        sha256(
          hexDecode(
            "5a86b737eaea8ee976a0a24da63e7ed7eefad18a101c1211e2b3650c5187" +
              "c2a8a650547208251f6d4237e661c7bf4c77f335390394c37fa1a9f9be83" +
              "6ac28509",
          )!,
        ),
      ),
    ).toBe(
      "42e61e174fbb3897d6dd6cef3dd2802fe67b331953b06114a65c772859df" + "c1aa",
    );
  });

  test("Sha256.update takes a million letters in parts, RFC 6234, TEST3", () => {
    expect(ofMillion(new Sha256())).toBe(
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc711" + "2cd0",
    );
  });

  test("Sha256.digest is right for 0 to 300 bytes, cut anywhere, as Node's", () => {
    expect(ofAllSizes(new Sha256(), new Sha256())).toBe(
      "ddbdb189f5834c274dbe603d6d2874adf7234fd8a075c3d1bfbadc2107a7" + "5676",
    );
  });

  test("Sha256.updateText adds a text as UTF-8", () => {
    const hash = new Sha256()
      .updateText("é")
      .updateText("")
      .updateText("\u{1f600}");
    expect(hexEncode(hash.digest())).toBe(
      "1184d1f608158eea09d297565575892231550c403aaa913008d867a97cfd" + "5c76",
    );
  });
});

describe("sha384", () => {
  test("sha384 gives the digests of FIPS 180-4's examples", () => {
    expect(hexEncode(sha384(utf8Encode("")))).toBe(
      "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6" +
        "e1da274edebfe76f65fbd51ad2f14898b95b",
    );
    expect(hexEncode(sha384(utf8Encode(ABC)))).toBe(
      "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff" +
        "5bed8086072ba1e7cc2358baeca134c825a7",
    );
    expect(hexEncode(sha384(utf8Encode(TWO_BLOCKS)))).toBe(
      "3391fdddfc8dc7393707a65b1b4709397cf8b1d162af05abfe8f450de5f3" +
        "6bc6b0455a8520bc4e6f5fe95b1fe3c8452b",
    );
    expect(hexEncode(sha384(utf8Encode(TWO_LARGE_BLOCKS)))).toBe(
      "09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0" +
        "f712fcc7c71a557e2db966c3e9fa91746039",
    );
  });

  test("sha384 gives the digests of NIST's CAVP, SHABytesTestVectors", () => {
    expect(hexEncode(sha384(hexDecode("c5")!))).toBe(
      "b52b72da75d0666379e20f9b4a79c33a329a01f06a2fb7865c9062a28c1d" +
        "e860ba432edfd86b4cb1cb8a75b46076e3b1",
    );
    expect(
      hexEncode(
        sha384(
          hexDecode(
            "dbed7612448d46cbe0a384d1c93233f02ffd1c984ba765299518656d3723" +
              "b766c1658d4b1e7047cdc729459e366ef9349efc40cbd990f2a9a24db7a5" +
              "045e1dea12dce8f9d9f2aaed933f93031e7b8959ac5e7bf6bbbdf30b48f7" +
              "eb783f8fe292371a2f245c5c94b4acae160767a20ce7c0ea7723d97691d8" +
              "eedda9efd1fe2d",
          )!,
        ),
      ),
    ).toBe(
      "fb531a1ed181c732311e56f4b56ed91dcacc0dd6bf1eb4a44be6f87dd7cb" +
        "1ef9dfb0310f4a79eaaa3f32bf3914d8624e",
    );
  });

  test("Sha384.update takes a million letters in parts, RFC 6234, TEST3", () => {
    expect(ofMillion(new Sha384())).toBe(
      "9d0e1809716474cb086e834e310a4a1ced149e9c00f248527972cec5704c" +
        "2a5b07b8b3dc38ecc4ebae97ddd87f3d8985",
    );
  });

  test("Sha384.digest is right for 0 to 300 bytes, cut anywhere, as Node's", () => {
    expect(ofAllSizes(new Sha384(), new Sha384())).toBe(
      "9eac9135d3e01a08e33ba204064b7ca9820893ed864baed4bb53633cdf01" +
        "0d22b5a45fab86bfd70b4fd1dc267942a022",
    );
  });

  test("Sha384.updateText adds a text as UTF-8", () => {
    const hash = new Sha384()
      .updateText("é")
      .updateText("")
      .updateText("\u{1f600}");
    expect(hexEncode(hash.digest())).toBe(
      "77a2c41056578fa40598e5bc7d5ae303f19809968a9d096e8738aa305115" +
        "c847dd743f048fc158236eb82781b186b8a5",
    );
  });
});

describe("sha512", () => {
  test("sha512 gives the digests of FIPS 180-4's examples", () => {
    expect(hexEncode(sha512(utf8Encode("")))).toBe(
      "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36c" +
        "e9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327a" +
        "f927da3e",
    );
    expect(hexEncode(sha512(utf8Encode(ABC)))).toBe(
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55" +
        "d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94f" +
        "a54ca49f",
    );
    expect(hexEncode(sha512(utf8Encode(TWO_BLOCKS)))).toBe(
      "204a8fc6dda82f0a0ced7beb8e08a41657c16ef468b228a8279be331a703" +
        "c33596fd15c13b1b07f9aa1d3bea57789ca031ad85c7a71dd70354ec6312" +
        "38ca3445",
    );
    expect(hexEncode(sha512(utf8Encode(TWO_LARGE_BLOCKS)))).toBe(
      "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb688" +
        "9018501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b" +
        "874be909",
    );
  });

  test("sha512 gives the digests of NIST's CAVP, SHABytesTestVectors", () => {
    expect(hexEncode(sha512(hexDecode("21")!))).toBe(
      "3831a6a6155e509dee59a7f451eb35324d8f8f2df6e3708894740f98fdee" +
        "23889f4de5adb0c5010dfb555cda77c8ab5dc902094c52de3278f35a75eb" +
        "c25f093a",
    );
    expect(
      hexEncode(
        sha512(
          hexDecode(
            "fd2203e467574e834ab07c9097ae164532f24be1eb5d88f1af7748ceff0d" +
              "2c67a21f4e4097f9d3bb4e9fbf97186e0db6db0100230a52b453d421f8ab" +
              "9c9a6043aa3295ea20d2f06a2f37470d8a99075f1b8a8336f6228cf08b59" +
              "42fc1fb4299c7d2480e8e82bce175540bdfad7752bc95b577f229515394f" +
              "3ae5cec870a4b2f8",
          )!,
        ),
      ),
    ).toBe(
      "a21b1077d52b27ac545af63b32746c6e3c51cb0cb9f281eb9f3580a6d499" +
        "6d5c9917d2a6e484627a9d5a06fa1b25327a9d710e027387fc3e07d7c4d1" +
        "4c6086cc",
    );
  });

  test("Sha512.update takes a million letters in parts, RFC 6234, TEST3", () => {
    expect(ofMillion(new Sha512())).toBe(
      "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa9" +
        "73ebde0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217" +
        "ad8cc09b",
    );
  });

  test("Sha512.digest is right for 0 to 300 bytes, cut anywhere, as Node's", () => {
    expect(ofAllSizes(new Sha512(), new Sha512())).toBe(
      "d7ff5323ebbef9438546b104939504d6846f067dc41a135152e616e5fb70" +
        "1a72458ac9ce86a32dbf342659cacb0a9237c21653d6bd379bd1f10a5a92" +
        "f5c3f5d2",
    );
  });

  test("Sha512.updateText adds a text as UTF-8", () => {
    const hash = new Sha512()
      .updateText("é")
      .updateText("")
      .updateText("\u{1f600}");
    expect(hexEncode(hash.digest())).toBe(
      "905df5023edc4edc358c113332a55dca6709162a84b6f43b05023118d343" +
        "93a6ae82e03821d6cdbee1e11e1d1d7625aad31e7717590b43e4166a2272" +
        "bfaeb22f",
    );
  });
});
