import fc from 'fast-check';
import type { Change, ModifyChange } from '../../core/change.js';
import { changeDiff } from '../../core/change-diff.js';
import { changePatch } from '../../core/change-patch.js';
import { replaceRange } from '../../core/edit.js';
import { decodeSource, encodeSource, isSkip } from '../../core/source-file.js';
import type { PatchCase } from './apply-patches.js';
import { contentOf, pairsOf } from './file-pairs.js';

/** Encodings, each with signs that it has; those of several bytes have some whose second byte is a sign of ASCII. */
const SIGNS: Readonly<Record<string, readonly string[]>> = {
  'latin-1': ['é', 'ü', 'ÿ', '\u0085', '\u00a0'],
  cp1252: ['é', '€', '“'],
  cp1251: ['п', 'я', 'Ё'],
  'koi8-r': ['п', 'я', '─'],
  shift_jis: ['表', 'ソ', '能', 'あ', 'ｱ'],
  'euc-jp': ['表', 'あ'],
  gbk: ['中', '誠', '乗'],
  big5: ['功', '中', '許'],
};

const ID = { sha256: '', size: 0, mode: 0o644 };
const BY = { codemod: 'sample', version: '1.0.0', reason: 'The sample asks for it.' } as const;

/** Changes of files that are not UTF-8, with the bytes before and after and the patch that is shown for them. */
export const encodedPairs: fc.Arbitrary<PatchCase> = fc
  .constantFrom(...Object.entries(SIGNS))
  .chain(([encoding, signs]) => {
    const lines = fc.array(fc.constantFrom('a', ' ', 'x = 1', ...signs), { maxLength: 6 }).map((parts) => parts.join(''));
    return pairsOf(contentOf(lines)).map((pair) => caseOf(encoding, pair.before, pair.after));
  })
  .filter((made) => made !== null);

function caseOf(encoding: string, before: string | null, after: string | null): PatchCase | null {
  const [old, now] = [before, after].map((text) => (text === null ? null : encodeSource({ encoding, hasBom: false }, text)));
  if ((before !== null && !old) || (after !== null && !now)) return null;
  return { before: old ?? null, after: now ?? null, patch: (path) => patchOf(path, encoding, old ?? null, now ?? null) };
}

function patchOf(path: string, encoding: string, before: Buffer | null, after: Buffer | null): Buffer {
  const change = changeOf(path, encoding, before, after);
  return changePatch(change, before) ?? Buffer.from(changeDiff(change, before));
}

function changeOf(path: string, encoding: string, before: Buffer | null, after: Buffer | null): Change {
  if (before === null)
    return { kind: 'create', path, after: ID, content: (after ?? Buffer.alloc(0)).toString('base64'), steps: [], ...BY };
  return after === null ? { kind: 'delete', path, before: ID, ...BY } : modifyOf(path, encoding, before, after);
}

/** One edit from the first sign that differs to the last. */
function modifyOf(path: string, declared: string, before: Buffer, after: Buffer): ModifyChange {
  const [source, planned] = [decodeSource(path, before, declared), decodeSource(path, after, declared)];
  if (isSkip(source) || isSkip(planned)) throw new Error(`a text that was encoded in ${declared} cannot be decoded`);
  const { encoding, hasBom, newline, text } = source;
  const next = planned.text;
  let start = 0;
  while (start < text.length && text[start] === next[start]) start++;
  let end = 0;
  while (end < Math.min(text.length, next.length) - start && text.at(-1 - end) === next.at(-1 - end)) end++;
  const edit = replaceRange(text, { start, end: text.length - end }, next.slice(start, next.length - end));
  const edits = text === next ? [] : [edit];
  const steps = [{ codemod: 'sample', version: '1.0.0', edits, importEdits: [], fixes: [] }];
  return { kind: 'modify', path, encoding, hasBom, newline, before: ID, after: ID, steps };
}
