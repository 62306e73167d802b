import { applyEdits, type Edit, hasConflict } from '../core/edit.js';
import type { SyntaxNode } from '../core/syntax-node.js';
import type { PythonFile } from '../languages/python/python-file.js';
import type { Statements } from '../languages/python/services.js';
import { makeStatements } from '../languages/python/statements/make-statements.js';
import type { Choose } from './random.js';
import { MARK, type StatementCase, TARGET } from './statement-judge.js';

/** An edit of statements tried on a file: a case for the judge, or null where it was refused. */
export interface Attempt {
  readonly kind: StatementCase['kind'];
  readonly result: StatementCase | null;
  readonly edits: readonly Edit[];
  /** True when the statements stand on lines of their own. */
  readonly ownLines: boolean;
}

const KINDS: readonly StatementCase['kind'][] = [
  ...([
    'wrap',
    'wrap',
    'wrap',
    'sections',
    'nested',
    'insert',
    'insert',
    'remove',
    'replace',
    'copy',
    'except',
    'else',
    'finally',
  ] as const),
];
const HANDLER = { header: `except ${MARK} as e`, body: "if e:\n    log('''\n  text\n''')\nraise" };

/** Tries one edit, chosen at random, on random statements of a file; null when the file has nothing for it. */
export function attempt(file: PythonFile, choose: Choose): Attempt | null {
  const statements = makeStatements(file);
  const kind = KINDS[choose(KINDS.length)] ?? 'wrap';
  if (kind === 'except' || kind === 'else' || kind === 'finally') return onTry(file, statements, kind, choose);
  const suites = [...file.root.ofType('module', 'block')].filter((suite) => statements.of(suite).length > 0);
  const suite = suites[choose(suites.length)];
  if (suite === undefined) return null;
  const all = statements.of(suite);
  const index = choose(all.length);
  const count = 1 + choose(Math.min(4, all.length - index));
  const first = all[index];
  const last = all[index + count - 1];
  if (first === undefined || last === undefined) return null;
  const run: Run = { file, statements, first, last, index, count };
  const ownLines = opensLine(file.text, first.start);
  if (kind === 'insert') return { kind, ownLines, ...insertAt(run, choose(2) === 0) };
  if (kind === 'copy') return { kind, ownLines, ...copyTo(run, suites[choose(suites.length)] ?? suite, choose) };
  if (kind === 'replace') return { kind, ownLines, ...replace(run, choose(2) === 0) };
  if (kind === 'sections' || kind === 'nested') return { kind, ownLines, ...wrapInSections(run, all[index + 1], kind) };
  return { kind, ownLines, ...(kind === 'wrap' ? wrap(run) : remove(run)) };
}

interface Run {
  readonly file: PythonFile;
  readonly statements: Statements;
  readonly first: SyntaxNode;
  readonly last: SyntaxNode;
  readonly index: number;
  readonly count: number;
}

type Result = Pick<Attempt, 'result' | 'edits'>;

const REFUSED: Result = { result: null, edits: [] };

function wrap({ file, statements, first, last, index, count }: Run): Result {
  const edits = statements.wrapInTry(first, last, [HANDLER]);
  if (edits === null) return REFUSED;
  return { edits, result: { kind: 'wrap', before: file.text, after: applyEdits(file.text, edits), index, count } };
}

const INNER = { header: 'try', clauses: [{ header: 'except OSError', body: `log('''\n  text\n''')` }] };

/** The first statement goes under `try`, the others under `finally`, there into a `try` of their own if they are nested. */
function wrapInSections(
  { file, statements, first, last, index, count }: Run,
  second: SyntaxNode | undefined,
  kind: 'sections' | 'nested',
): Result {
  if (count < 2 || second === undefined) return REFUSED;
  const edits = statements.wrap([
    { header: 'try', first, last: first },
    { header: 'except', body: MARK },
    { header: 'finally', first: second, last, ...(kind === 'nested' ? { inner: INNER } : {}) },
  ]);
  if (edits === null) return REFUSED;
  return { edits, result: { kind, before: file.text, after: applyEdits(file.text, edits), index, count } };
}

function replace({ file, statements, first, last, index, count }: Run, simple: boolean): Result {
  const code = simple ? TARGET : `if ${TARGET}:\n    x("'''", '''\n  a\n''')\n${TARGET}`;
  const edits = statements.replace(first, last, code);
  const mark = statements.insertBefore(first, MARK);
  if (edits === null || mark === null) return REFUSED;
  const after = applyEdits(file.text, edits);
  return { edits, result: { kind: 'replace', before: applyEdits(file.text, mark), after, index, count, code } };
}

function insertAt({ file, statements, first, index }: Run, before: boolean): Result {
  const edits = before ? statements.insertBefore(first, MARK) : statements.insertAfter(first, MARK);
  if (edits === null) return REFUSED;
  const after = applyEdits(file.text, edits);
  return { edits, result: { kind: 'insert', before: file.text, after, index: before ? index : index + 1, count: 1 } };
}

function remove({ file, statements, first, last, index, count }: Run): Result {
  const edits = statements.remove(first, last);
  const mark = statements.insertBefore(first, MARK);
  if (edits === null || mark === null) return REFUSED;
  const after = applyEdits(file.text, edits);
  return { edits, result: { kind: 'remove', before: applyEdits(file.text, mark), after, index, count } };
}

function copyTo({ file, statements, first, last, index, count }: Run, suite: SyntaxNode, choose: Choose): Result {
  const copy = statements.copy(first, last);
  const all = statements.of(suite);
  const target = all[choose(all.length)];
  const inside = target !== undefined && target !== last && first.start <= target.start && target.end <= last.end;
  const edits = copy === null || target === undefined || inside ? null : statements.insertAfter(target, copy);
  const marks = [statements.insertBefore(first, MARK), target === undefined ? null : statements.insertAfter(target, TARGET)];
  if (edits === null || marks.includes(null)) return REFUSED;
  const marked = marks.flatMap((mark) => mark ?? []);
  if (hasConflict(marked)) return REFUSED;
  const after = applyEdits(file.text, edits);
  return { edits, result: { kind: 'copy', before: applyEdits(file.text, marked), after, index, count } };
}

function onTry(file: PythonFile, statements: Statements, kind: 'except' | 'else' | 'finally', choose: Choose): Attempt | null {
  const all = [...file.root.ofType('try_statement')];
  const node = all[choose(Math.max(1, all.length))];
  if (node === undefined) return null;
  const star = node.childOfType('except_group_clause') === null ? '' : '*';
  const clause = kind === 'except' ? { header: `except${star} ${MARK}`, body: 'pass' } : { header: kind, body: MARK };
  const edits = statements.addClause(node, clause);
  if (edits === null) return { kind, ownLines: true, ...REFUSED };
  const after = applyEdits(file.text, edits);
  return { kind, ownLines: true, edits, result: { kind, before: file.text, after, index: 0, count: 1 } };
}

/** False behind other code, and on a line that a backslash joins to the one before. */
function opensLine(text: string, offset: number): boolean {
  const before = text.slice(0, offset);
  return /(?:^|[\r\n])[ \t\f]*$/.test(before) && !/\\(?:\r\n|\r|\n)[ \t\f]*$/.test(before);
}
