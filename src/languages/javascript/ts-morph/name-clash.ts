import type { NodePath } from '@babel/traverse';
import type { Program } from '@babel/types';
import { applyEdits, type Edit } from '../../../core/edit.js';
import { CodemodError, messageOf } from '../../../core/errors.js';
import { isSkip, positionsOf } from '../../../core/source-file.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { alignTokens } from '../minimal-edits/align.js';
import { type Comparable, comparableTokens } from '../minimal-edits/comparable.js';
import { parseJavaScript } from '../parse.js';
import { programPathOf } from '../scope/program-path.js';
import { type Meanings, meaningsOf } from './meanings.js';

/** A name of a file, as it was and as it is. */
interface NamePair {
  readonly before: number;
  readonly after: number;
  readonly oldName: string;
  readonly newName: string;
}

/**
 * Why edits that rename something must not be made, or null: a new name would mean something that stood there before, or what stood there
 * would mean the new one; or a property would be renamed with the variable of its name. The language service, by which
 * ts-morph renames, checks neither.
 *
 * @param program of the file as it is.
 */
export function nameClash(file: JavaScriptFile, program: () => NodePath<Program>, edits: readonly Edit[]): string | null {
  const after = parseJavaScript({ ...file, text: applyEdits(file.text, edits) });
  if (isSkip(after)) return null;
  const pairs = namePairs(file, after);
  if (pairs.every(({ oldName, newName }) => oldName === newName)) return null;
  const meanings = bothMeanings(program, after);
  if (meanings === null || typeof meanings === 'string') return meanings;
  const clash = clashOf(pairs, ...meanings);
  if (clash === undefined) return null;
  const { oldName, newName } = clash;
  const { line } = positionsOf(after.text)(clash.after);
  return meanings[0].shorthands.has(clash.before) && oldName !== newName
    ? `{ ${oldName} } in line ${line} would become { ${newName} }, another property: write { ${oldName}: ${oldName} } there first`
    : `${newName} would mean something else in line ${line}, where that name is taken`;
}

/** What is renamed must be meant by the same names as before, and by no others. */
function clashOf(pairs: readonly NamePair[], was: Meanings, is: Meanings): NamePair | undefined {
  const placeNow = new Map(pairs.map(({ before, after }) => [before, after]));
  const isRenamed = ({ oldName, newName }: NamePair): boolean => oldName !== newName;
  const declarations = pairs.filter((pair) => isRenamed(pair) && was.declaredAt.get(pair.before) === pair.before);
  const renamedBefore = new Set(declarations.map(({ before }) => before));
  const renamedNow = new Set(declarations.map(({ after }) => after));
  return pairs.find((pair) => {
    const [meant, means] = [was.declaredAt.get(pair.before), is.declaredAt.get(pair.after)];
    if (meant === undefined || means === undefined) return false;
    const isOfRenamed = meant !== null && renamedBefore.has(meant);
    // A variable that is renamed takes the property along, and a property that is renamed leaves no variable behind.
    if (isRenamed(pair) && was.shorthands.has(pair.before) && (isOfRenamed || (meant !== null && means === null))) return true;
    const isConcerned = isOfRenamed || (means !== null && renamedNow.has(means));
    return isConcerned && means !== (meant === null ? null : (placeNow.get(meant) ?? means));
  });
}

/** Why not, where Babel finds a name declared twice after the edits; null where it does so before. */
function bothMeanings(program: () => NodePath<Program>, after: JavaScriptFile): readonly [Meanings, Meanings] | string | null {
  const was = meaningsOrFault(program);
  if (typeof was === 'string') return null;
  const is = meaningsOrFault(() => programPathOf(after));
  return typeof is === 'string' ? `a name would be declared twice: ${is}` : [was, is];
}

function meaningsOrFault(program: () => NodePath<Program>): Meanings | string {
  try {
    return meaningsOf(program());
  } catch (thrown) {
    if (thrown instanceof CodemodError && thrown.code === 'scope-unclear') return messageOf(thrown.cause);
    throw thrown;
  }
}

/** Names that stand in the place of one another. */
function namePairs(before: JavaScriptFile, after: JavaScriptFile): readonly NamePair[] {
  const [olds, news] = [comparableTokens(before), comparableTokens(after)];
  const hunks =
    olds.length === news.length
      ? [{ oldStart: 0, oldEnd: olds.length, newStart: 0, newEnd: news.length }]
      : alignTokens(olds, news);
  const pairs: NamePair[] = [];
  const pair = (old: number, now: number): void => {
    const [one, other] = [nameAt(olds, old), nameAt(news, now)];
    if (one !== null && other !== null)
      pairs.push({ before: one.start, after: other.start, oldName: one.name, newName: other.name });
  };
  let shift = 0;
  let next = 0;
  for (const { oldStart, oldEnd, newStart, newEnd } of [...hunks, { oldStart: olds.length, oldEnd: 0, newStart: 0, newEnd: 0 }]) {
    for (; next < oldStart; next++) pair(next, next + shift);
    const isAlike = oldEnd - oldStart === newEnd - newStart;
    for (; next < oldEnd; next++) if (isAlike) pair(next, next - oldStart + newStart);
    shift = newEnd - oldEnd;
  }
  return pairs;
}

function nameAt(tokens: readonly Comparable[], index: number): { readonly start: number; readonly name: string } | null {
  const token = tokens[index]?.token;
  return token === undefined || (token.kind !== 'name' && token.kind !== 'jsxName')
    ? null
    : { start: token.start, name: token.value ?? '' };
}
