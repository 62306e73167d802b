import type { Change, Step } from '../change.js';
import { sha256, short } from '../hash.js';
import { INVENTORY_STEP } from '../inventory-step.js';
import type { FixPlace } from './couple.js';

/** Words, numbers and the rest, in most languages alike. A quote begins a text that ends at the same quote, on the same line. */
const TOKEN =
  /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\\n]|\\.)*`|[\p{L}_$][\p{L}\p{N}_$]*|\p{N}[\p{L}\p{N}_.]*|\s+|./gsu;

/**
 * A name for what fixes do, apart from the names, numbers and texts that they do it to: equal edits in a thousand files have one.
 * Equal names stay equal: `a(b, a)` is of the shape of `c(d, c)`, and not of that of `a(b, b)`.
 */
export function shapeOfFixes(steps: readonly Step[], places: readonly FixPlace[]): string {
  const names = new Map<string, string>();
  const edits = places.flatMap(({ step: number, fix }) => {
    const step = steps[number];
    const planned = step?.fixes[fix];
    if (step === undefined || planned === undefined) return [];
    const own = planned.edits.flatMap((index) => step.edits[index] ?? []);
    const about = [step.codemod, step.version, planned.applicability];
    // An inventory follows from everything else: no two are alike, and all of them are the same deed.
    if (step.codemod === INVENTORY_STEP) return [[...about]];
    return [[...about, ...own.map(({ oldText, newText }) => [abstracted(oldText, names), abstracted(newText, names)])]];
  });
  return short(sha256(JSON.stringify(edits)));
}

/** The same for a whole file: what is made, by its ending. */
export function shapeOfFile(change: Exclude<Change, { kind: 'modify' }>): string {
  const ending = /\.[^./]+$/.exec(change.path)?.[0] ?? '';
  return short(sha256(JSON.stringify([change.codemod, change.version, change.kind, ending])));
}

function abstracted(text: string, names: Map<string, string>): string {
  return text.replace(TOKEN, (token) => {
    if (/^\s/.test(token)) return token.includes('\n') ? '\n' : ' ';
    if (/^["'`]/.test(token) && token.length > 1) return '""';
    if (/^\p{N}/u.test(token)) return '0';
    if (!/^[\p{L}_$]/u.test(token)) return token;
    const name = names.get(token) ?? `n${names.size}`;
    names.set(token, name);
    return name;
  });
}
