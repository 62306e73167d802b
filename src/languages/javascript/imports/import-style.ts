import type { NodePath } from '@babel/traverse';
import type { Program } from '@babel/types';
import { type JavaScriptFile, scriptPath } from '../javascript-file.js';
import { hasSemicolons, quoteOf } from '../style/habits.js';
import { isBuiltin } from './builtin-modules.js';
import { extentOf, type ImportItem } from './import-item.js';
import { importItems } from './import-items.js';
import type { ParsedModule } from './parsed-module.js';

/** How the imports of a file are written. */
export interface ImportStyle {
  readonly quote: '"' | "'";
  readonly semicolon: ';' | '';
  readonly keyword: 'const' | 'let' | 'var';
  /** What stands inside of `{` and `}`. */
  readonly space: ' ' | '';
  /** True for `node:fs`, false for `fs`. */
  readonly isPrefixed: boolean;
  /** How a built-in module is imported whole. */
  readonly whole: 'default' | 'namespace';
  /** `import { type A }` instead of `import type { A }`. */
  readonly isTypeInline: boolean;
}

/** The style of the imports that are there, else that of the rest of the file, else what is usual. */
export function importStyle({ file, program }: ParsedModule): ImportStyle {
  const items = importItems(program);
  const builtins = items.filter(({ module }) => isBuiltin(module));
  const isTypeScript = /\.[cm]?tsx?$/i.test(scriptPath(file));
  const wholes = builtins.filter(({ form, name }) => form === 'import' && (name === null || name === 'default'));
  const defaults = wholes.filter(({ name, local }) => name === 'default' && local !== null).length;
  const namespaces = wholes.filter(({ name, local }) => name === null && local !== null).length;
  return {
    quote: quoteIn(file, items),
    semicolon: semicolonIn(file, items),
    keyword: keywordOf(items, program),
    space: items.some(({ statement }) => /\{\S/.test(file.text.slice(statement.start, statement.end))) ? '' : ' ',
    isPrefixed: builtins.filter(({ module }) => module.startsWith('node:')).length * 2 >= builtins.length,
    // A default import of a module without one needs a compiler option in TypeScript; the namespace never does.
    whole: defaults > namespaces || (defaults + namespaces === 0 && !isTypeScript) ? 'default' : 'namespace',
    isTypeInline: items.some(({ node, typeOnly }) => typeOnly && node.type === 'ImportSpecifier' && node.importKind === 'type'),
  };
}

function quoteIn(file: JavaScriptFile, items: readonly ImportItem[]): ImportStyle['quote'] {
  if (items.length === 0) return quoteOf(file);
  const doubles = items.filter(({ source }) => file.text[source.start] === '"').length;
  return doubles * 2 > items.length ? '"' : "'";
}

function semicolonIn(file: JavaScriptFile, items: readonly ImportItem[]): ImportStyle['semicolon'] {
  const ends = items.filter(({ topLevel }) => topLevel).map(({ statement }) => extentOf(file, statement).end);
  if (ends.length === 0) return hasSemicolons(file) ? ';' : '';
  return ends.filter((end) => file.text[end - 1] === ';').length * 2 >= ends.length ? ';' : '';
}

function keywordOf(items: readonly ImportItem[], program: NodePath<Program>): ImportStyle['keyword'] {
  const kinds = items.map(({ statement }) => statement).filter((statement) => statement.type === 'VariableDeclaration');
  const declarations = program.node.body.filter((statement) => statement.type === 'VariableDeclaration');
  const used = (kinds.length > 0 ? kinds : declarations).map(({ kind }) => kind);
  const count = (kind: string): number => used.filter((one) => one === kind).length;
  if (count('var') > count('const') + count('let')) return 'var';
  return count('let') > count('const') ? 'let' : 'const';
}
