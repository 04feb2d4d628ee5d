/** What a name is made of that HTTP/1.1 lets through. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** What no value may hold: control characters other than a tab. */
const CONTROL = /[\0-\x08\n-\x1f\x7f]/;

/** What the name of a host and its port are made of, as loosely as Envoy takes it. */
const AUTHORITY = /^[A-Za-z0-9\-._~!$&'()*+,;=%:@[\]]*$/;

/**
 * Whether a text is a token of HTTP.
 *
 *     isToken("x(a") // false
 */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/**
 * Whether a text has a control character that no header's value may have.
 *
 *     hasControls("a\tb") // false
 */
export function hasControls(text: string): boolean {
  return CONTROL.test(text);
}

/**
 * Whether a text may be the host of a request.
 *
 *     isAuthority("a/b") // false
 */
export function isAuthority(text: string): boolean {
  return AUTHORITY.test(text);
}

/**
 * A header's value without white space around it.
 *
 *     trimmed(" a\t") // "a"
 */
export function trimmed(value: string): string {
  return value.replace(/^[ \t]+|[ \t]+$/g, "");
}

/**
 * The members of a header's list, without white space around them.
 *
 *     listOf("trailers, deflate") // ["trailers", "deflate"]
 */
export function listOf(value: string): string[] {
  return value
    .split(",")
    .map(trimmed)
    .filter((each) => each !== "");
}
