/** Returns the value of a cookie in a `cookie` header, or `null`. */
export function cookie(header: string | null, name: string): string | null {
  if (header == null) return null;
  const cookies = header.split(";");
  for (let i = 0; i < cookies.length; i++) {
    const text = cookies[i].trim();
    if (text.startsWith(name + "=")) return text.substring(name.length + 1);
  }
  return null;
}
