import { applyEdits, type Edit } from '../../../core/edit.js';
import { isSkip } from '../../../core/source-file.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { rootOf } from '../syntax-object.js';
import { comparableTokens } from './comparable.js';
import { reparsed } from './reparsed.js';
import { isSameTree } from './same-tree.js';

/** What some edits make of a file, where that is the printed program with the same comments; else null. */
export type Judge = (edits: readonly Edit[]) => JavaScriptFile | null;

export function makeJudge(file: JavaScriptFile, printed: JavaScriptFile): Judge {
  const wanted = commentsOf(printed);
  return (edits) => {
    const text = applyEdits(file.text, edits);
    if (text === printed.text) return printed;
    const edited = edits.length === 0 ? file : reparsed(file, text);
    if (isSkip(edited) || !isSameTree(rootOf(edited.ast), rootOf(printed.ast))) return null;
    const comments = commentsOf(edited);
    const isSame = comments.length === wanted.length && comments.every((key, index) => key === wanted[index]);
    return isSame ? edited : null;
  };
}

function commentsOf(file: JavaScriptFile): readonly string[] {
  return comparableTokens(file).flatMap(({ key, token }) => (token.kind === 'comment' ? [key] : []));
}
