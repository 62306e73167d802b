import { type Edit, insertAt } from '../../../core/edit.js';
import { CodemodError } from '../../../core/errors.js';
import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { Clause, Section } from '../services.js';
import type { FileLayout } from './file-layout.js';
import type { Spot } from './line-snippet.js';
import { nestEdits } from './nest-edits.js';
import { lineFactsOf, type Run, runOf } from './run.js';
import { type Shift, shiftLines, shiftPoint } from './shift-lines.js';
import { snippetOf } from './snippet-of.js';
import { isDocstring, statementsOf } from './statement.js';
import { unfold } from './unfold.js';

/** Statements that lose their meaning, or their place, inside of another one. */
const MUST_STAY = new Set(['global_statement', 'nonlocal_statement', 'future_import_statement']);

type PlacedSection = Section & { readonly run: Run };

/**
 * Puts statements under headers, where they stand, and adds clauses between and behind them. The statements of all
 * sections together must be one run. Only indentation is inserted, at the start of lines.
 */
export function wrap(layout: FileLayout, parts: readonly (Section | Clause)[]): readonly Edit[] | null {
  const placed: (PlacedSection | Clause)[] = [];
  for (const part of parts) {
    if (!isSection(part)) {
      placed.push(part);
      continue;
    }
    const run = runOf(part.first, part.last);
    if (run === null || run.statements.some(mustStay)) return null;
    placed.push({ ...part, run });
  }
  const sections = placed.filter(isPlaced);
  const first = sections[0]?.run;
  const last = sections.at(-1)?.run;
  if (first === undefined || last === undefined || placed[0] !== sections[0] || !isOneRun(sections)) return null;
  if (!layout.closesLine(last.end)) return null;
  if (layout.opensLine(first.first)) return withInner(layout, wrapLines(layout, placed), sections);
  if (sections.some(({ inner }) => inner !== undefined)) return null;
  return layout.isInline(first.suite) && sections.length === 1 && first.whole ? wrapInline(layout, first, placed) : null;
}

/** Adds what the sections ask for inside of them. */
function withInner(
  layout: FileLayout,
  outer: readonly Edit[] | null,
  sections: readonly PlacedSection[],
): readonly Edit[] | null {
  let edits = outer;
  for (const { inner, run } of sections) {
    if (inner === undefined || edits === null) continue;
    const header = { header: inner.header, first: run.first, last: run.last, run };
    const nested = wrapLines(layout, [header, ...inner.clauses], layout.unitAt(run.first));
    if (nested === null) return null;
    edits = nestEdits(edits, nested);
  }
  return edits;
}

/** @param deeper the indentation that another wrapping around this one puts before the same lines. */
function wrapLines(layout: FileLayout, parts: readonly (PlacedSection | Clause)[], deeper = ''): readonly Edit[] | null {
  const runs = parts.filter(isPlaced).map((part) => part.run);
  const first = runs[0]?.first;
  const last = runs.at(-1)?.last;
  if (first === undefined || last === undefined) return null;
  const shift: Shift = { base: layout.indentOf(first), by: layout.unitAt(first) };
  const end = layout.extentEnd(Math.max(...runs.map((run) => run.end)), shift.base);
  const range = { start: layout.lines.startOf(first.start), end };
  const shifts = shiftLines(layout, range, lineFactsOf(runs.flatMap((run) => run.statements)), shift);
  if (shifts === null) return null;

  const edits = new Map(shifts.map((edit) => [edit.start, edit]));
  let pending: Clause[] = [];
  for (const part of parts) {
    if (!isPlaced(part)) {
      pending.push(part);
      continue;
    }
    if (!layout.opensLine(part.run.first)) return null;
    const line = part.run.first === first ? layout.lines.startOf(first.start) : layout.leadStart(part.run.first);
    const spot: Spot = { indent: shift.base + deeper, unit: shift.by, newline: layout.lines.newlineAt(line) };
    const clauses = clausesText(pending, spot);
    if (clauses === null) return null;
    const at = shiftPoint(layout, line, shift);
    const headers = [...clauses, `${spot.indent}${part.header}:`].join(spot.newline);
    edits.set(at, insertAt(at, headerInsert(headers, spot.newline, shift, deeper)));
    pending = [];
  }
  const behind = clausesText(pending, { indent: shift.base + deeper, unit: shift.by, newline: layout.lines.newlineAt(end) });
  if (behind === null) return null;
  if (behind.length > 0) edits.set(end, insertAt(end, ['', ...behind].join(layout.lines.newlineAt(end))));
  return [...edits.values()];
}

/** What is inserted at a line's {@link shiftPoint} so that headers come before it; `deeper` stands there already. */
function headerInsert(headers: string, newline: string, { base, by }: Shift, deeper: string): string {
  const atStart = base + by === by + base;
  const opening = atStart ? headers.slice(deeper.length) : headers.slice(base.length + deeper.length);
  return `${opening}${newline}${atStart ? '' : base}${by}${deeper}`;
}

function wrapInline(layout: FileLayout, run: Run, parts: readonly (PlacedSection | Clause)[]): readonly Edit[] | null {
  const unit = layout.unitAt(run.first);
  const outer = layout.indentOf(run.first);
  const spot: Spot = { indent: outer + unit, unit, newline: layout.lines.newlineAt(run.start) };
  const header = parts.find(isPlaced)?.header;
  const clauses = clausesText(parts.filter(isUnplaced), spot);
  const opening = `${spot.newline}${spot.indent}${header}:${spot.newline}${spot.indent}${unit}`;
  const unfolded = unfold(layout, run.suite, opening, unit + unit);
  if (unfolded === null || clauses === null) return null;
  return clauses.length === 0
    ? unfolded
    : [...unfolded, insertAt(layout.lines.endOf(run.end), ['', ...clauses].join(spot.newline))];
}

/** Clauses as whole lines, without final line breaks; null when one of them cannot be indented like this. */
export function clausesText(clauses: readonly Clause[], spot: Spot): readonly string[] | null {
  const texts: string[] = [];
  for (const { header, body } of clauses) {
    const snippet = snippetOf(body);
    if (!snippet.hasStatements) throw new CodemodError('code-invalid', `The clause "${header}" needs a statement in its body.`);
    const text = snippet.render({ ...spot, indent: spot.indent + spot.unit });
    if (text === null) return null;
    texts.push(`${spot.indent}${header}:${spot.newline}${text}`);
  }
  return texts;
}

function mustStay(statement: SyntaxNode): boolean {
  return MUST_STAY.has(statement.type) || statement.childOfType('wildcard_import') !== null || isDocstring(statement);
}

function isSection(part: Section | Clause): part is Section {
  return 'first' in part;
}

function isPlaced(part: PlacedSection | Clause): part is PlacedSection {
  return 'run' in part;
}

function isUnplaced(part: PlacedSection | Clause): part is Clause {
  return !isPlaced(part);
}

function isOneRun(sections: readonly PlacedSection[]): boolean {
  return sections.every(({ run }, index) => {
    const before = sections[index - 1]?.run;
    if (before === undefined) return true;
    if (before.suite !== run.suite) return false;
    const all = statementsOf(run.suite);
    return all.indexOf(before.last) + 1 === all.indexOf(run.first);
  });
}
