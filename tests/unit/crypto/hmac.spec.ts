import { hexDecode, hexEncode } from "proxy-wasm-as/assembly/codecs/hex";
import { utf8Encode } from "proxy-wasm-as/assembly/codecs/utf8";
import { Hash } from "proxy-wasm-as/assembly/crypto/hash";
import { Hmac } from "proxy-wasm-as/assembly/crypto/hmac";
import { Sha1 } from "proxy-wasm-as/assembly/crypto/sha1";
import { Sha256 } from "proxy-wasm-as/assembly/crypto/sha256";
import { Sha384 } from "proxy-wasm-as/assembly/crypto/sha384";
import { Sha512 } from "proxy-wasm-as/assembly/crypto/sha512";

/** The keys and the messages of RFC 4231, sections 4.2 to 4.8, which are those of RFC 2202. */
const KEYS = [
  "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
  "4a656665",
  "aa".repeat(20),
  "0102030405060708090a0b0c0d0e0f10111213141516171819",
  "0c".repeat(20),
  "aa".repeat(131),
  "aa".repeat(131),
];
const MESSAGES = [
  "4869205468657265",
  "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
  "dd".repeat(50),
  "cd".repeat(50),
  "546573742057697468205472756e636174696f6e",
  "54657374205573696e67204c6172676572205468616e20426c6f636b2d53" +
    "697a65204b6579202d2048617368204b6579204669727374",
  "5468697320697320612074657374207573696e672061206c617267657220" +
    "7468616e20626c6f636b2d73697a65206b657920616e642061206c617267" +
    "6572207468616e20626c6f636b2d73697a6520646174612e20546865206b" +
    "6579206e6565647320746f20626520686173686564206265666f72652062" +
    "65696e6720757365642062792074686520484d414320616c676f72697468" +
    "6d2e",
];

/** Signs each message, once whole and once in parts, and says which result is another. */
function check<T extends Hash>(results: string[]): void {
  for (let i = 0; i < KEYS.length; i++) {
    const hmac = new Hmac<T>(hexDecode(KEYS[i])!);
    const message = hexDecode(MESSAGES[i])!;
    const result = hexDecode(results[i])!;
    expect(hexEncode(hmac.sign(message))).toBe(results[i]);
    hmac.update(message.subarray(0, 3)).update(message.subarray(3));
    expect(hexEncode(hmac.digest())).toBe(results[i]);
    expect(hmac.verify(message, result)).toBe(true);
    expect(hmac.size).toBe(result.length);
    result[result.length - 1] ^= 1;
    expect(hmac.verify(message, result)).toBe(false);
  }
}

describe("Hmac", () => {
  test("Hmac<Sha256> gives the results of RFC 4231", () => {
    check<Sha256>([
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32" + "cff7",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec" + "3843",
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced5" + "65fe",
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729" + "665b",
      "a3b6167473100ee06e0c796c2955552bfa6f7c0a6a8aef8b93f860aab0cd" + "20c5",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee3" + "7f54",
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a" + "35e2",
    ]);
  });

  test("Hmac<Sha384> gives the results of RFC 4231", () => {
    check<Sha384>([
      "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7ceb" +
        "c59cfaea9ea9076ede7f4af152e8b2fa9cb6",
      "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322" +
        "445e8e2240ca5e69e2c78b3239ecfab21649",
      "88062608d3e6ad8a0aa2ace014c8a86f0aa635d947ac9febe83ef4e55966" +
        "144b2a5ab39dc13814b94e3ab6e101a34f27",
      "3e8a69b7783c25851933ab6290af6ca77a9981480850009cc5577c6e1f57" +
        "3b4e6801dd23c4a7d679ccf8a386c674cffb",
      "3abf34c3503b2a23a46efc619baef897f4c8e42c934ce55ccbae9740fcbc" +
        "1af4ca62269e2a37cd88ba926341efe4aeea",
      "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033a" +
        "c4c60c2ef6ab4030fe8296248df163f44952",
      "6617178e941f020d351e2f254e8fd32c602420feb0b8fb9adccebb82461e" +
        "99c5a678cc31e799176d3860e6110c46523e",
    ]);
  });

  test("Hmac<Sha512> gives the results of RFC 4231", () => {
    check<Sha512>([
      "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e1" +
        "7cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c20" +
        "3a126854",
      "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea25" +
        "05549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a" +
        "38bce737",
      "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b227" +
        "9d39bf3e848279a722c806b485a47e67c807b946a337bee8942674278859" +
        "e13292fb",
      "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361e" +
        "e3dba91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb" +
        "10a298dd",
      "415fad6271580a531d4179bc891d87a650188707922a4fbb36663a1eb16d" +
        "a008711c5b50ddd0fc235084eb9d3364a1454fb2ef67cd1d29fe6773068e" +
        "a266e96b",
      "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8" +
        "f3526b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a98" +
        "5d786598",
      "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cd" +
        "c944b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446065c97440" +
        "fa8c6a58",
    ]);
  });

  test("Hmac<Sha1> gives the result of RFC 2202, section 3, test case 2", () => {
    const hmac = new Hmac<Sha1>(utf8Encode("Jefe"));
    hmac.updateText("what do ya want ").updateText("for nothing?");
    expect(hexEncode(hmac.digest())).toBe(
      "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
    );
  });

  test("Hmac.verify refuses a signature of another size, and forgets a part that was added", () => {
    const hmac = new Hmac<Sha256>(utf8Encode("key"));
    const message = utf8Encode("message");
    const signature = hmac.sign(message);
    hmac.updateText("part");
    expect(hmac.verify(message, signature)).toBe(true);
    expect(hmac.verify(message, signature.subarray(0, 31))).toBe(false);
    expect(hmac.verify(message, new Uint8Array(0))).toBe(false);
    expect(hmac.verify(message, new Uint8Array(64))).toBe(false);
  });

  test("Hmac takes an empty key", () => {
    const hmac = new Hmac<Sha256>(new Uint8Array(0));
    expect(hexEncode(hmac.sign(new Uint8Array(0)))).toBe(
      "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad",
    );
  });
});
