import "../assembly/index";
import { Message, startPlugin } from "proxy-wasm-as/testing";

// Signed by "melon"; they expire in 2100, in 1970, and at no time.
const HEADER = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
const FUTURE =
  "eyJzdWIiOiJhZGEiLCJleHAiOjQxMDI0NDQ4MDB9.7wISlKjizgXpFh9WMmyBSkQJkejX8mEUzFc53nBgwao";
const PAST =
  "eyJzdWIiOiJhZGEiLCJleHAiOjF9.HwB6FUL79Fuama2znRoMToKtU5b7FXGXyAzlcewKclU";
const NEVER = "eyJzdWIiOiJhZGEifQ.wPHt4_GrbKg7i0f5VqU3mMPMAG50ZsRSTSQ1eLfCbYk";
const WRONG =
  "eyJzdWIiOiJhZGEiLCJleHAiOiJzb29uIn0.ucJyi1aPO2eluFLoR__iZ7DaWFMvhGQCrXQxiLtY79A";

function responseTo(authorization: string, secret: string = "melon"): Message {
  const plugin = startPlugin("jwt_hs256", `{"secret":"${secret}"}`);
  const exchange = plugin.request("GET", "/");
  return exchange.header("authorization", authorization).send().response;
}

describe("jwt_hs256", () => {
  test("JwtHs256 lets a token pass that is signed and not expired", () => {
    expect(responseTo(`Bearer ${HEADER}.${FUTURE}`).status).toBe(200);
    expect(responseTo(`Bearer ${HEADER}.${NEVER}`).status).toBe(200);
  });

  test("JwtHs256 answers 403 to a token that has expired, or says nonsense", () => {
    const past = responseTo(`Bearer ${HEADER}.${PAST}`);
    expect(past.status).toBe(403);
    expect(past.text).toBe("Expired token");
    const wrong = responseTo(`Bearer ${HEADER}.${WRONG}`);
    expect(wrong.text).toBe("Expired token");
  });

  test("JwtHs256 answers 403 to what is not signed by the secret", () => {
    const token = `${HEADER}.${FUTURE}`;
    expect(responseTo(`Bearer ${token}`, "lemon").status).toBe(403);
    const signature = token.lastIndexOf(".") + 1;
    const tokens = [
      token.substring(0, signature),
      token.slice(0, -1) + "A",
      token.slice(0, -4),
      token.substring(0, signature - 1),
      token + ".",
      "é" + token,
      "..",
      ".",
    ];
    for (let i = 0; i < tokens.length; i++) {
      const response = responseTo("Bearer " + tokens[i]);
      expect(response.status).toBe(403, tokens[i]);
      expect(response.text).toBe("Invalid token");
    }
  });

  test("JwtHs256 answers 401 without a token", () => {
    const response = startPlugin("jwt_hs256", '{"secret":"melon"}').get(
      "/",
    ).response;
    expect(response.status).toBe(401);
    expect(response.text).toBe("No Authorization header");
    // The proxy removes the space after it.
    expect(responseTo("Bearer ").text).toBe(
      "Authorization header must use Bearer scheme",
    );
  });

  test("JwtHs256 answers 401 to another scheme, and to none", () => {
    const token = `${HEADER}.${FUTURE}`;
    const values = ["Basic bWVsb246", token, "xBearer " + token, "Bearer"];
    for (let i = 0; i < values.length; i++) {
      const response = responseTo(values[i]);
      expect(response.status).toBe(401, values[i]);
      expect(response.text).toBe("Authorization header must use Bearer scheme");
    }
  });

  test("Plugin.onConfigure refuses a configuration without a secret", () => {
    expect(startPlugin("jwt_hs256").refusal).not.toBeNull();
    const empty = startPlugin("jwt_hs256", '{"secret":""}');
    expect(empty.refusal).not.toBeNull();
  });
});
