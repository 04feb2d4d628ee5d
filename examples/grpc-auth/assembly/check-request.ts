/**
 * Encodes what is asked of the service:
 *
 *     message CheckRequest {
 *       string path = 1;
 *       string token = 2;
 *     }
 */
export function checkRequest(path: string, token: string): Uint8Array {
  const fields = textField(1, path).concat(textField(2, token));
  const message = new Uint8Array(fields.length);
  message.set(fields);
  return message;
}

/** A field of Protocol Buffers: its number, its length, its bytes as UTF-8. */
function textField(number: i32, text: string): u8[] {
  const bytes = Uint8Array.wrap(String.UTF8.encode(text));
  const field: u8[] = [<u8>((number << 3) | 2)];
  let length = bytes.length;
  for (; length > 127; length >>= 7) field.push((<u8>length) | 128);
  field.push(<u8>length);
  for (let i = 0; i < bytes.length; i++) field.push(bytes[i]);
  return field;
}
