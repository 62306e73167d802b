import type { Edit } from '../../../core/edit.js';
import { contains, type Range } from '../../../core/range.js';
import type { JavaScriptFile, JavaScriptToken } from '../javascript-file.js';
import { wordPattern } from './names.js';

/**
 * True when a name of the file is spoken of anywhere but in its import and in what the other edits replace, or by what they
 * put there. Every word counts, whatever it means there, but for properties and keys: Babel's scopes do not know the names that stand in types.
 */
export function isUsedElsewhere(file: JavaScriptFile, local: string, own: Range, others: readonly Edit[]): boolean {
  const word = wordPattern(local);
  if (others.some((edit) => word.test(edit.newText))) return true;
  const code = file.tokens.filter(({ kind }) => kind !== 'comment');
  const isUse = (token: JavaScriptToken, index: number): boolean =>
    token.value === local &&
    token.kind !== 'string' &&
    !contains(own, token) &&
    !others.some((edit) => contains(edit, token)) &&
    !isProperty(code, index);
  return code.some(isUse) || isUsedByJsx(file, local);
}

/** `.name` and `{ name:`. */
function isProperty(code: readonly JavaScriptToken[], index: number): boolean {
  const before = code[index - 1]?.kind ?? '';
  if (before === '.' || before === '?.') return true;
  return (before === '{' || before === ',') && code[index + 1]?.kind === ':';
}

/** What JSX is compiled to speaks of names that the file does not. https://www.typescriptlang.org/docs/handbook/jsx.html */
function isUsedByJsx({ tokens, text }: JavaScriptFile, local: string): boolean {
  const hasJsx = tokens.some(({ kind }) => kind === 'jsxTagStart');
  if (!hasJsx) return false;
  const isNamed = (comment: JavaScriptToken): boolean => {
    return [...text.slice(comment.start, comment.end).matchAll(/@jsx\w*\s+([\w$.]+)/g)].some(
      (match) => match[1]?.split('.')[0] === local,
    );
  };
  return /^(?:React|h|Fragment|preact|jsx)$/.test(local) || tokens.some((token) => token.kind === 'comment' && isNamed(token));
}
