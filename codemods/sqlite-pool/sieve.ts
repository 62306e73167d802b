import type { Imports } from 'codex-codemod';

/** One of these stands in every file that imports an SQLite driver. */
export const NEEDLES = ['sqlite3', 'aiosqlite', 'apsw'] as const;

const DRIVER = /sqlite3|aiosqlite|apsw/g;
const IMPORT = /\b(import|from)\b/;
const OPENS = /\b(connect|Connection)\b/;
const KEEPS =
  /\blocal\b|\bQueue\b|\b(Lifo|Simple|Priority)Queue\b|\.(put|put_nowait|append|appendleft|add|insert|setdefault|pop|popleft)\(|\bsetattr\b|\]\s*(:[^=\n]+)?=[^=]|\bglobals\(|__dict__|[[{(]\s*\S[^=]*\bfor\b/;

/** False for a file that imports no driver, opens no connection, or has nothing that could keep one. */
export function mayPool(text: string): boolean {
  return OPENS.test(text) && mayImport(text) && KEEPS.test(text);
}

/** UTF-16 code units before a driver's name that are looked at: enough for any import that a person wrote. */
const WINDOW = 1000;

/** True when `import` or `from` stands before a driver's name in the same logical line, or that line begins too far off to see. */
function mayImport(text: string): boolean {
  for (const { index } of text.matchAll(DRIVER)) {
    const before = text.slice(Math.max(0, index - WINDOW), index).replaceAll(/\\\r?\n/g, ' ');
    const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
    if (IMPORT.test(before.slice(lineStart)) || (lineStart === 0 && index > WINDOW)) return true;
  }
  return false;
}

/** The same question, asked of the imports themselves. */
export function importsDriver({ all }: Imports): boolean {
  return all.some(({ module }) => /^(?:sqlite3|pysqlite3|aiosqlite|apsw)(?:\.|$)/.test(module));
}
