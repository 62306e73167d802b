import type { Change } from '../core/change.js';
import { visible, visibleLine } from '../core/display.js';
import type { Left } from '../core/left.js';
import { lineStarts, positionAt } from '../core/range.js';
import { decodeSource, isSkip } from '../core/source-file.js';
import { rangeOfLeft } from './left-range.js';
import { type Level, levelOfFix, levelOfLeft, withCaveat } from './level.js';
import { reportedFixes } from './placed-fixes.js';
import { bytesBefore, type ReportFacts, type Texts } from './report-facts.js';

interface Annotation {
  readonly level: Level;
  /** Null where it is about no file. */
  readonly path: string | null;
  /** Null: it is about the file as a whole. Lines and columns count from 1. */
  readonly place: { readonly line: number; readonly endLine: number; readonly column: number | null } | null;
  readonly title: string;
  readonly message: string;
}

/** GitHub shows so many of each level a step, and drops the others in silence. */
const SHOWN = 10;

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;
const ORDER: readonly Level[] = ['error', 'warning', 'note'];

/**
 * Workflow commands that annotate the files of a pull request, the most important ones first.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function renderGithub(facts: ReportFacts): string {
  const all = annotationsOf(facts);
  const ofLevel = (level: Level): readonly Annotation[] => all.filter((one) => one.level === level);
  const isTooMany = ORDER.some((level) => ofLevel(level).length > SHOWN);
  // Where something is left out, one notice says so.
  const room = (level: Level): number => (level === 'note' && isTooMany ? SHOWN - 1 : SHOWN);
  const shown = ORDER.flatMap((level) => ofLevel(level).slice(0, room(level)));
  const lines = shown.map(drawAnnotation);
  return [...lines, ...(shown.length < all.length ? [moreLine(all.length - shown.length)] : [])].join('');
}

function moreLine(count: number): string {
  const message = `${count} more ${count === 1 ? 'place' : 'places'} are not annotated here: GitHub shows ${SHOWN} of each kind a step. The log, or another format, tells them all.`;
  return `::notice title=codex-codemod::${escapeData(message)}\n`;
}

function annotationsOf({ plan, texts, codes }: ReportFacts): readonly Annotation[] {
  return [
    ...plan.left.map((left) => ofLeft(left, levelOfLeft(left, codes), texts)),
    ...plan.changes.flatMap((change) => ofChange(change, texts)),
  ];
}

function ofLeft(left: Left, level: Level, texts: Texts): Annotation {
  const { path, line, code, codemod, message, question } = left;
  const column = rangeOfLeft(left, texts) === null ? null : (left.range?.column ?? null);
  const place = line === null ? null : { line, endLine: line, column };
  const title = codemod === null ? code : `${codemod} ${code}`;
  return { level, path, place, title, message: question === null ? message : `${message} ${question}` };
}

function ofChange(change: Change, texts: Texts): readonly Annotation[] {
  if (change.kind !== 'modify') {
    const to = change.kind === 'rename' ? ` to ${visibleLine(change.to)}` : '';
    const message = `${change.kind}${to}: ${change.reason}`;
    return [{ level: 'note', path: change.path, place: null, title: change.codemod, message }];
  }
  const source = decodeSource(change.path, bytesBefore(change, texts) ?? new Uint8Array(), change.encoding);
  const starts = lineStarts(isSkip(source) ? '' : source.text);
  return reportedFixes(change, texts).map(({ path, codemod, fix, line, at }): Annotation => {
    const [from, to] = at === null ? [null, null] : [positionAt(starts, at.start), positionAt(starts, at.end)];
    return {
      ...{ level: levelOfFix(fix.applicability), path, title: codemod, message: withCaveat(fix.reason, fix.caveat) },
      place: { line, endLine: to?.line ?? line, column: from?.column ?? null },
    };
  });
}

/** A name that cannot stand in a log as it is, is told in the message and not annotated. */
function drawAnnotation({ level, path, place, title, message }: Annotation): string {
  const file = escapeProperty(path ?? '');
  const isPlain = visibleLine(file) === file;
  const at = isPlain && path !== null ? [`file=${file}`, ...placeProperties(place)] : [];
  const text = isPlain ? message : `${visibleLine(path ?? '')}: ${message}`;
  return `::${COMMANDS[level]} ${[...at, `title=${escapeProperty(visibleLine(title))}`].join(',')}::${escapeData(visible(text))}\n`;
}

function placeProperties(place: Annotation['place']): readonly string[] {
  if (place === null) return [];
  const { line, endLine, column } = place;
  // A column is taken for one of a single line only.
  return [`line=${line}`, `endLine=${endLine}`, ...(column !== null && endLine === line ? [`col=${column}`] : [])];
}

/** What the runner would read as an end of the command. A line of ours always begins with `::`, so that it reads none within. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
