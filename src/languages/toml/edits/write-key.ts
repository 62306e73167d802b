/** A key as TOML writes it: bare where it can be, else in double quotes. */
export function writeKey(key: string): string {
  if (/^[A-Za-z0-9_-]+$/.test(key)) return key;
  // JSON escapes what TOML wants escaped, but for DEL.
  return JSON.stringify(key).replaceAll('\u007f', '\\u007f');
}
