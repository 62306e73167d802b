import type { LanguageTransform } from 'codex-codemod';
import { codes } from '../codes.js';
import type { params } from '../params.js';
import { decideFile } from './decide-file.js';
import { isRefusal } from './refusal.js';
import { mayPool, NEEDLES } from './sieve.js';

/** The codemod for JavaScript and TypeScript. */
export const transformJavaScript: LanguageTransform<'javascript', typeof params> = {
  needles: NEEDLES,
  where: mayPool,
  *transform(file, context) {
    for (const decision of decideFile(file, context)) {
      if (isRefusal(decision)) {
        const { code, at, why } = decision;
        yield context.finding(code, at, why === undefined ? undefined : `${codes[code].title}: ${why}`);
      } else {
        const { caveat, ...fix } = decision;
        yield context.fix(caveat === '' ? fix : { ...fix, applicability: 'unsafe', caveat });
      }
    }
  },
};
