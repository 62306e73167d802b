import type { Range } from '../../../core/range.js';
import { isSkip } from '../../../core/source-file.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { parseJavaScript } from '../parse.js';

/** An import statement that binds a name. */
export interface OneImport {
  /** The same for two names that are bound to the same thing. */
  readonly key: string;
  /** The statement; null where it binds other names as well. */
  readonly statement: Range | null;
}

/** The import at the top level that binds a name; null where none does. */
export function importOf({ ast }: JavaScriptFile, name: string): OneImport | null {
  for (const one of ast.program.body) {
    if (one.type !== 'ImportDeclaration') continue;
    const specifier = one.specifiers.find(({ local }) => local.name === name);
    if (specifier === undefined) continue;
    const imported = specifier.type === 'ImportSpecifier' ? specifier.imported : null;
    const what = imported === null ? specifier.type : imported.type === 'Identifier' ? imported.name : imported.value;
    const { start, end } = one;
    const isAlone = one.specifiers.length === 1 && typeof start === 'number' && typeof end === 'number';
    const attributes = (one.attributes ?? []).map(({ value }) => value.value);
    const key = JSON.stringify([one.source.value, what, ...attributes]);
    return { key, statement: isAlone ? { start, end } : null };
  }
  return null;
}

/** The file without an import statement, and without its line where nothing else stands on it; null where it binds more, or what is left is no program. */
export function withoutImport(file: JavaScriptFile, { statement }: OneImport): JavaScriptFile | null {
  if (statement === null) return null;
  const before = file.text.slice(0, statement.start);
  const after = file.text.slice(statement.end);
  const [indent = ''] = /(?<=^|[\r\n])[ \t]*$/.exec(before) ?? [];
  const [rest = ''] = /^[ \t]*(?:\r\n|[\r\n])/.exec(after) ?? [];
  const isOwnLine = rest !== '' && /(?:^|[\r\n])[ \t]*$/.test(before);
  const text = isOwnLine ? before.slice(0, before.length - indent.length) + after.slice(rest.length) : before + after;
  const left = parseJavaScript({ ...file, text });
  return isSkip(left) ? null : left;
}
