import type { CodeDoc } from '../core/codemod.js';
import { TOOL_CODES } from '../core/codes.js';
import { CodemodError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import { loadAllBuiltIn } from '../pipeline/load-codemod.js';
import { asTyped } from './invocation.js';

export interface Explained {
  readonly code: string;
  readonly doc: CodeDoc;
  /** The codemod that reports it; null for a code of the toolkit itself. */
  readonly codemod: string | null;
}

/** @throws CodemodError `usage` for a code that nobody documents. */
export async function explain(code: string): Promise<Explained> {
  const all = await allCodes();
  const wanted = code.toLowerCase();
  const found = all.find((entry) => entry.code.toLowerCase() === wanted);
  if (found !== undefined) return found;
  const hint =
    didYouMean(
      code,
      all.map((entry) => entry.code),
    ) ?? 'Codes stand beside findings, skips and errors.';
  throw new CodemodError('usage', `There is no code "${code}". ${hint}`);
}

/** Every documented code: the toolkit's, then the codemods'. The commands in them are as they can be typed here. */
export async function allCodes(): Promise<readonly Explained[]> {
  const own = Object.entries(TOOL_CODES).map(([code, doc]): Explained => ({ code, doc: typed(doc), codemod: null }));
  const codemods = (await loadAllBuiltIn()).flatMap(({ codemod }) =>
    Object.entries(codemod.codes).map(([code, doc]): Explained => ({ code, doc: typed(doc), codemod: codemod.name })),
  );
  return [...own, ...codemods];
}

function typed(doc: CodeDoc): CodeDoc {
  const example = doc.example === undefined ? {} : { example: asTyped(doc.example) };
  return { ...doc, cause: asTyped(doc.cause), remedy: asTyped(doc.remedy), ...example };
}
