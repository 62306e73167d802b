/** One of these stands in every file that speaks of an SQLite driver. */
export const NEEDLES = ['sqlite', 'apsw'] as const;

const OPENS = /\b(connect|Connection)\b/;
const KEEPS =
  /\blocal\b|\bQueue\b|\b(Lifo|Simple|Priority)Queue\b|\.(put|put_nowait|append|appendleft|add|insert|setdefault|pop|popleft)\(|\bsetattr\b|\]\s*(:[^=\n]+)?=[^=]|\bglobals\(|__dict__|[[{(]\s*\S[^=]*\bfor\b/;

/** False for a file that opens no connection, or has nothing that could keep one. */
export function mayPool(text: string): boolean {
  return OPENS.test(text) && KEEPS.test(text);
}
