import type { LanguageTransform } from 'codex-codemod';
import type { params } from '../params.js';
import { contextEvents } from './context-functions.js';
import { findExits } from './find-exits.js';
import { judgeExit } from './judge-exit.js';
import { judgeExpression } from './judge-expression.js';
import { rangeOf } from './syntax.js';

/** The part for JavaScript and TypeScript. */
export const javascript: LanguageTransform<'javascript', typeof params> = {
  needles: ({ closers }) => ['dispose', 'Dispose', 'exit', 'finally', ...closers],
  where: (text, { closers }) => ['dispose', 'asyncDispose', 'exit', 'finally', ...closers].some((word) => hasWord(text, word)),
  *transform(file, context) {
    const { functions, expressions } = findExits(file, context, context.params);
    for (const exit of functions) yield* judgeExit(exit, file, context);
    for (const one of expressions) yield* judgeExpression(one, file, context);
    for (const node of contextEvents(context, functions)) yield context.finding('EXIT003', rangeOf(node.node));
  },
};

/** True where a word stands by itself; `end` is part of many. */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + word.length])) return true;
  }
  return false;
}

function isPart(unit: string | undefined): boolean {
  return unit !== undefined && /[\w$]/.test(unit);
}
