import { CodemodError } from '../../../core/errors.js';
import { isSkip } from '../../../core/source-file.js';
import type { SyntaxNode } from '../../../core/syntax-node.js';
import { parsePython } from '../parse.js';
import type { PythonFile } from '../python-file.js';
import { statementsOf } from '../statements/statement.js';
import { type Metavariable, metavariableOf, withPlaceholders } from './metavariables.js';
import { significant } from './significant.js';
import { contentOf, type StringValue, stringValue } from './string-value.js';

/** A piece of a pattern: a metavariable, a token, a literal string, or a node with its parts. */
export type Element =
  | Metavariable
  | { readonly kind: 'token'; readonly type: string; readonly text: string | null }
  | { readonly kind: 'string'; readonly value: StringValue }
  | { readonly kind: 'node'; readonly types: readonly string[]; readonly parts: readonly Element[] };

/** A compiled pattern: of one node, or of statements in a row. */
export interface CompiledPattern {
  readonly kind: 'node' | 'statements';
  readonly elements: readonly Element[];
  /** Of its metavariables, those that have one. */
  readonly names: ReadonlyMap<string, 'one' | 'many'>;
}

/** Nodes that are nothing but what stands in them: a metavariable there stands for the whole. */
const WRAPPERS = new Set(['expression_statement', 'dotted_name', 'type', 'case_pattern', 'as_pattern_target']);
const MANY_WRAPPERS = new Set([...WRAPPERS, 'with_item', 'dictionary_splat']);

const compiled = new Map<string, CompiledPattern>();

/**
 * Compiles a pattern, once per process.
 *
 * @throws CodemodError `pattern-invalid`.
 */
export function compilePattern(code: string): CompiledPattern {
  const known = compiled.get(code);
  if (known !== undefined) return known;
  const pattern = compile(parsePattern(dedent(code)), code);
  compiled.set(code, pattern);
  return pattern;
}

function compile(file: PythonFile, code: string): CompiledPattern {
  const statements = statementsOf(file.root);
  const [only] = statements;
  if (only === undefined) throw invalid('it is empty');
  const expression = only.type === 'expression_statement' && only.namedChildren.length === 1 ? only.namedChildren[0] : undefined;
  const isRun = statements.length > 1;
  const elements = isRun ? statements.map(elementOf) : [elementOf(expression ?? only)];
  if (elements.every((element) => element.kind === 'one' || element.kind === 'many')) {
    throw invalid(`${code.trim()} matches everything; there must be some code around the metavariable`);
  }
  return { kind: isRun ? 'statements' : 'node', elements, names: namesIn(elements) };
}

function parsePattern(code: string): PythonFile {
  const parsed = [false, true].map((splat) =>
    parsePython({
      path: '<pattern>',
      text: `${withPlaceholders(code, splat)}\n`,
      encoding: 'utf-8',
      hasBom: false,
      newline: '\n',
    }),
  );
  const file = parsed.find((candidate): candidate is PythonFile => !isSkip(candidate));
  if (file !== undefined) return file;
  const [why] = parsed;
  throw invalid(`${why !== undefined && isSkip(why) ? why.message : 'it is not valid Python'}:\n${code}`);
}

function elementOf(node: SyntaxNode): Element {
  const metavariable = node.type === 'identifier' || isWrapper(node) ? metavariableOf(bareText(node)) : null;
  if (metavariable !== null && (metavariable.kind === 'many' || node.type === 'identifier' || WRAPPERS.has(node.type))) {
    return metavariable;
  }
  if (node.type === 'string' && node.childOfType('interpolation') === null) {
    return { kind: 'string', value: stringValue(node, contentOf(node)) };
  }
  if (node.type === 'string_content' && node.parent !== null) {
    return { kind: 'string', value: stringValue(node.parent, node.text) };
  }
  const parts = significant(node);
  if (parts.length === 0) return { kind: 'token', type: node.type, text: node.named ? node.text : null };
  const elements = parts.map(elementOf);
  return { kind: 'node', types: typesFor(node, elements), parts: elements };
}

/** `{$$$}` reads as a set, but there is nothing in it that a dictionary could not have. */
function typesFor(node: SyntaxNode, parts: readonly Element[]): readonly string[] {
  const open = parts.every((part) => part.kind === 'many' || part.kind === 'token');
  return open && (node.type === 'set' || node.type === 'dictionary') ? ['set', 'dictionary'] : [node.type];
}

function isWrapper(node: SyntaxNode): boolean {
  return MANY_WRAPPERS.has(node.type);
}

function bareText(node: SyntaxNode): string {
  return node.type === 'dictionary_splat' ? node.text.replace(/^\*\*/, '') : node.text;
}

function namesIn(elements: readonly Element[]): ReadonlyMap<string, 'one' | 'many'> {
  const names = new Map<string, 'one' | 'many'>();
  const rest = [...elements];
  for (let element = rest.pop(); element !== undefined; element = rest.pop()) {
    if (element.kind === 'node') rest.push(...element.parts);
    if (element.kind !== 'one' && element.kind !== 'many') continue;
    if (element.name === null) continue;
    if ((names.get(element.name) ?? element.kind) !== element.kind) {
      throw invalid(`${element.name} is used both as $${element.name} and as $$$${element.name}`);
    }
    names.set(element.name, element.kind);
  }
  return names;
}

/** Without the indentation that all lines have, so that a pattern can stand indented in a template literal. */
function dedent(code: string): string {
  const lines = code
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd()
    .split('\n');
  const indent = /^[ \t]*/.exec(lines[0] ?? '')?.[0] ?? '';
  return lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line)).join('\n');
}

function invalid(why: string): CodemodError {
  return new CodemodError('pattern-invalid', `The pattern is not valid: ${why}`);
}
