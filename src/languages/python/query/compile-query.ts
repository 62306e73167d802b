import Parser from 'tree-sitter';
import { CodemodError, messageOf } from '../../../core/errors.js';
import { positionsOf } from '../../../core/source-file.js';
import { didYouMean } from '../../../core/suggest.js';
import type { SyntaxNode } from '../../../core/syntax-node.js';
import { pythonLanguage } from '../parse.js';
import { queryFault } from './query-fault.js';

/** A capture that predicates look at. */
export interface Captured {
  readonly name: string;
  readonly node: SyntaxNode;
}

export interface CompiledQuery {
  readonly native: Parser.Query;
  /** True when the predicates of a pattern hold. */
  accepts(pattern: number, captures: readonly Captured[]): boolean;
}

/** tree-sitter 0.22 does not notice an error at the very first place, and crashes. */
const LEAD = ' ';

const compiled = new Map<string, CompiledQuery>();

/**
 * Compiles a tree-sitter query, once per process.
 *
 * @throws CodemodError `query-invalid`, with line, column and a hint.
 */
export function compileQuery(text: string): CompiledQuery {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const fault = queryFault(text);
  if (fault !== null) throw invalid(text, fault.offset, fault.why);
  const query = takePredicates(construct(text));
  compiled.set(text, query);
  return query;
}

function construct(text: string): Parser.Query {
  try {
    return new Parser.Query(pythonLanguage(), LEAD + text);
  } catch (error) {
    const message = messageOf(error);
    const [, kind, position] = /^Query error of type TSQueryError(\w+) at position (\d+)/.exec(message) ?? [];
    if (kind === undefined || position === undefined) throw invalid(text, predicateOffset(text, message), message);
    const offset = offsetOfByte(text, Number(position) - LEAD.length);
    const [word = ''] = /[\w.?!-]*/.exec(text.slice(offset)) ?? [];
    throw invalid(text, kind === 'Capture' ? offset - '@'.length : offset, whyOf(kind, word));
  }
}

/**
 * The binding's own predicates would see the parser's text, in which a comment ends with the CR of a CRLF. They are
 * functions of `{ name, node }` that read only `node.text`, so they are taken out and asked about our nodes.
 */
function takePredicates(native: Parser.Query): CompiledQuery {
  type Predicate = (captures: readonly Captured[]) => boolean;
  const holder = native as unknown as { predicates: readonly (readonly Predicate[])[] };
  const { predicates } = holder;
  holder.predicates = predicates.map(() => []);
  return { native, accepts: (pattern, captures) => (predicates[pattern] ?? []).every((predicate) => predicate(captures)) };
}

function invalid(text: string, offset: number, why: string): CodemodError {
  const { line, column } = positionsOf(text)(offset);
  return new CodemodError('query-invalid', `The query is not valid at line ${line}, column ${column}: ${why}.`, {
    range: { start: offset, end: offset },
  });
}

/** tree-sitter counts in bytes of UTF-8. */
function offsetOfByte(text: string, byte: number): number {
  return Buffer.from(text).subarray(0, Math.max(0, byte)).toString().length;
}

/** Predicates are read by the binding, which does not say where they stand. */
function predicateOffset(text: string, message: string): number {
  const [name] = /#[\w?!-]+/.exec(message) ?? [];
  return Math.max(0, name === undefined ? text.indexOf('#') : text.indexOf(name));
}

function whyOf(kind: string, word: string): string {
  switch (kind) {
    case 'NodeType':
      return withHint(`there is no node type "${word}"`, word, nodeTypes());
    case 'Field':
      return withHint(`there is no field "${word}"`, word, fieldNames());
    case 'Capture':
      return `there is no capture "@${word}" in this pattern`;
    case 'Structure':
      return 'no tree can look like this; see `codemod tree <file>`';
    default:
      return 'this is not the syntax of a query';
  }
}

function withHint(why: string, word: string, known: readonly string[]): string {
  const hint = didYouMean(word, known);
  return hint === null ? `${why}; see \`codemod tree <file>\`` : `${why}. ${hint.replace(/\?$/, '')}`;
}

interface NodeTypeInfo {
  readonly type: string;
  readonly named: boolean;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** The grammar's own description of its nodes, which its package offers beside the parser. */
function nodeTypeInfo(): readonly NodeTypeInfo[] {
  return (pythonLanguage() as unknown as { nodeTypeInfo: readonly NodeTypeInfo[] }).nodeTypeInfo;
}

function nodeTypes(): readonly string[] {
  return nodeTypeInfo().flatMap(({ type, named }) => (named ? [type] : []));
}

function fieldNames(): readonly string[] {
  return [...new Set(nodeTypeInfo().flatMap(({ fields }) => Object.keys(fields ?? {})))];
}
