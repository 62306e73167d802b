import type { PlannedFix, Step } from '../core/change.js';
import type { BoundCodemod } from '../core/codemod.js';
import { byPosition, type Edit, editFault, hasConflict } from '../core/edit.js';
import { CodemodError } from '../core/errors.js';
import { type Finding, type Fix, type FixInit, isApplicable, makeFix, type Wanted } from '../core/fix.js';
import { fixKeysOf } from '../core/fix-key.js';
import type { Context } from '../core/language-transform.js';
import type { Range } from '../core/range.js';
import { positionsOf } from '../core/source-file.js';
import { transformOf } from '../core/transform-of.js';
import type { Language, ParsedFile } from '../languages/language.js';
import { chooseFixes } from './choose-fixes.js';
import { heldWhole } from './held-whole.js';
import { hungTogether } from './hung-together.js';
import { movedFix } from './place-imports.js';
import { type Collected, collectYielded } from './read-yielded.js';
import { suppressionsOf } from './suppressions.js';
import { withCensus } from './with-census.js';
import type { Withheld } from './withheld.js';

/** What one pass of one codemod over one file came to. */
export interface PassResult {
  readonly edits: readonly Edit[];
  readonly step: Step;
  readonly findings: readonly Finding[];
  readonly withheld: readonly Withheld[];
  readonly heldBack: { readonly withheld: readonly Withheld[]; readonly findings: readonly Finding[] };
  /** Where the comments start that held something back. */
  readonly holding: readonly number[];
  readonly notes: readonly unknown[];
  /** How many fixes met another one and may be taken up by the next pass. */
  readonly dropped: number;
}

/** Runs a transform once and chooses which of its fixes are applied. */
export async function runPass(parsed: ParsedFile, language: Language, bound: BoundCodemod, wanted: Wanted): Promise<PassResult> {
  return choosePass(parsed, language, bound, await collect(parsed, language.name, bound, wanted), wanted);
}

/** Chooses which of the fixes that a codemod has for a file are applied. */
export function choosePass(
  parsed: ParsedFile,
  language: Pick<Language, 'parse'>,
  bound: BoundCodemod,
  yielded: Collected,
  { threshold, rejected: refused }: Wanted,
): PassResult {
  for (const fix of yielded.fixes) checkEdits(parsed.file.text, fix);
  const suppressions = suppressionsOf(parsed, bound.codemod.name);
  const keyOf = keysOf(parsed, bound);
  const holding = new Map([...yielded.fixes, ...yielded.findings].map((item) => [item, suppressions.holding(item)]));
  const isHeld = (item: Fix | Finding): boolean => (holding.get(item) ?? []).length > 0;
  const { foreign, name } = bound.codemod;
  const beyond = (fix: Fix): Pick<Withheld, 'beyond'> => {
    const why = foreign ? heldWhole(parsed.file.text, fix.edits, name, suppressions, holding.get(fix) ?? []) : null;
    return why === null ? {} : { beyond: why };
  };
  const isRefused = (fix: Fix): boolean => refused.size > 0 && !isHeld(fix) && refused.has(keyOf(fix));
  const free = yielded.fixes.filter((fix) => !isHeld(fix) && !isRefused(fix));
  const fixes = withCensus(parsed, free, bound.codemod.foreign, language);
  const applicable = fixes.filter((fix) => isApplicable(fix.applicability, threshold));
  const { accepted, rejected, importEdits } = chooseFixes(parsed, applicable, suppressions);
  const withheld = [
    ...fixes
      .filter((fix) => !isApplicable(fix.applicability, threshold))
      .map((fix): Withheld => ({ because: fix.applicability === 'manual' ? 'manual' : 'unsafe', fix })),
    ...rejected,
  ];
  const step = makeStep(parsed, bound, accepted, importEdits, keyOf);
  const dropped = rejected.filter(({ because }) => because === 'overlap').length;
  return {
    edits: step.edits,
    step,
    findings: yielded.findings.filter((finding) => !isHeld(finding)),
    withheld,
    heldBack: {
      withheld: [
        ...yielded.fixes.filter(isHeld).map((fix): Withheld => ({ because: 'suppressed', fix, ...beyond(fix) })),
        ...yielded.fixes.filter(isRefused).map((fix): Withheld => ({ because: 'rejected', fix })),
      ],
      findings: yielded.findings.filter(isHeld),
    },
    holding: [...holding.values()].flat(),
    notes: yielded.notes,
    dropped,
  };
}

async function collect(parsed: ParsedFile, language: string, bound: BoundCodemod, wanted: Wanted): Promise<Collected> {
  const transform = transformOf(bound.codemod, language);
  const yieldedBy = ({ file, services }: Pick<ParsedFile, 'file' | 'services'>): Promise<Collected> =>
    collectYielded(transform?.transform(file, makeContext(services, bound, wanted)) ?? []);
  if (parsed.parts === undefined) return await yieldedBy(parsed);
  const collected: Collected = { fixes: [], findings: [], notes: [] };
  const byPart: (readonly Fix[])[] = [];
  for (const part of parsed.parts) {
    const { fixes, findings, notes } = await yieldedBy(part);
    byPart.push(fixes.map((fix) => part.guarded(fix)));
    collected.findings.push(...findings.map((finding) => ({ ...finding, at: moved(finding.at, part.offset) })));
    collected.notes.push(...notes);
  }
  const agreed = (parsed.agreed?.(byPart) ?? byPart).map((fixes, index) =>
    fixes.map((fix) => movedFix(fix, parsed.parts?.[index]?.offset ?? 0)),
  );
  collected.fixes.push(...(bound.codemod.foreign ? hungTogether(agreed) : agreed.flat()));
  return collected;
}

function moved({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by };
}

/** What a transform, or its preview, is given beside the file. */
export function makeContext(services: object, bound: BoundCodemod, { foreign, root }: Wanted): object {
  const { params, told = null, preview = null } = bound;
  const { codes } = bound.codemod;
  const ways: Pick<Context<never, never>, 'fix' | 'finding' | 'note'> = {
    fix: (init: FixInit) => makeFix(init),
    finding(code, at, message, question) {
      const doc = codes[code];
      if (doc === undefined) throw new CodemodError('code-undeclared', `the codemod reports ${code} but does not declare it`);
      const place = { start: at.start, end: at.end };
      const finding: Finding = { kind: 'finding', code, message: message ?? doc.title, at: place };
      return question === undefined ? finding : { ...finding, question };
    },
    note: (value) => ({ kind: 'note', value }),
  };
  const context = Object.create(services) as object;
  return Object.assign(context, ways, { params, told, preview, foreign: { ...foreign, root: root ?? null } });
}

/** @throws CodemodError `edit-invalid`: a codemod that yields such an edit is wrong, and the file is left alone. */
function checkEdits(text: string, fix: Fix): void {
  const fault = fix.edits.map((edit) => editFault(text, edit)).find((why) => why !== null);
  if (fault !== undefined && fault !== null) throw new CodemodError('edit-invalid', `in the fix "${fix.reason}": ${fault}`);
  if (hasConflict(fix.edits)) throw new CodemodError('edit-invalid', `in the fix "${fix.reason}": two of its edits meet`);
  if (fix.edits.length === 0 && fix.imports.length === 0 && fix.applicability !== 'manual') {
    throw new CodemodError('edit-invalid', `the fix "${fix.reason}" changes nothing`);
  }
}

function makeStep(
  parsed: ParsedFile,
  bound: BoundCodemod,
  fixes: readonly Fix[],
  importEdits: readonly Edit[],
  keyOf: (fix: Fix) => string,
): Step {
  const edits = [...fixes.flatMap((fix) => fix.edits), ...importEdits].sort(byPosition).map(plainEdit);
  const position = positionsOf(parsed.file.text);
  const indexes = new Map(edits.map((edit, index) => [`${edit.start}:${edit.end}`, index]));
  const indexOf = (edit: Edit): number => indexes.get(`${edit.start}:${edit.end}`) ?? -1;
  const indexesOf = (some: readonly Edit[]): readonly number[] => some.map(indexOf).sort((a, b) => a - b);
  const { name: codemod, version } = bound.codemod;
  const planned = fixes.map((fix): PlannedFix => {
    const { reason, applicability, caveat, imports } = fix;
    const all = indexesOf([...fix.edits, ...(imports.length > 0 ? importEdits : [])]);
    const { line } = position(fix.at.start);
    return { reason, applicability, caveat, line, edits: all, imports, key: keyOf(fix) };
  });
  return { codemod, version, edits, importEdits: indexesOf(importEdits), fixes: planned };
}

/** The name that each fix of this text has for those who decide about it. */
function keysOf({ file: { text, path } }: ParsedFile, { codemod }: BoundCodemod): (fix: Fix) => string {
  const position = positionsOf(text);
  const keyOf = fixKeysOf(text);
  return ({ edits, imports, at }) => keyOf({ codemod: codemod.name, path, edits, imports, line: position(at.start).line });
}

function plainEdit({ start, end, oldText, newText }: Edit): Edit {
  return { start, end, oldText, newText };
}
