import type { CodeDoc } from '../core/code-doc.js';
import { TOOL_CODES } from '../core/codes.js';
import { CodemodError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import { loadAllBuiltIn } from '../pipeline/load-codemod.js';
import { asTyped } from './invocation.js';
import { loadNamed } from './load-named.js';

export interface Explained {
  readonly code: string;
  readonly doc: CodeDoc;
  /** The codemod that reports it, as it can be named; null for a code of the toolkit itself. */
  readonly codemod: string | null;
}

/**
 * @param named a codemod whose codes go before all others.
 * @throws CodemodError `usage` for a code that nobody documents.
 */
export async function explain(code: string, named?: string): Promise<Explained> {
  const all = [...(named === undefined ? [] : await codesOf(named)), ...(await allCodes())];
  const wanted = code.toLowerCase();
  const found = all.find((entry) => entry.code.toLowerCase() === wanted);
  if (found !== undefined) return found;
  const hint =
    didYouMean(
      code,
      all.map((entry) => entry.code),
    ) ?? 'Codes stand beside findings, skips and errors.';
  const elsewhere = named === undefined ? ' Those of a codemod that is named by its path: --codemod <path>.' : '';
  throw new CodemodError('usage', `There is no code "${code}". ${hint}${elsewhere}`);
}

/**
 * The codes of one codemod: a name of the toolkit's own, a path, or one of an installed package.
 *
 * @throws CodemodError `codemod-unknown`, `codemod-unloadable` or `usage`.
 */
export async function codesOf(named: string): Promise<readonly Explained[]> {
  const { codemod } = await loadNamed(named, []);
  return Object.entries(codemod.codes).map(([code, doc]) => ({ code, doc: typed(doc), codemod: named }));
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
