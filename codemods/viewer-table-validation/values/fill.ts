import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf } from '../program/arguments.js';
import type { Program } from '../program/program.js';
import { stringText } from '../program/string-text.js';
import { unwrap } from '../program/unwrap.js';
import { sourceOfMember } from '../sources/source-at.js';
import { type Environment, inside, leaf, other } from './environment.js';
import { expand } from './expand.js';
import { type Alternative, either, inHole, type Piece, sideBySide, text } from './piece.js';
import { braceParts, percentParts, type TemplatePart } from './templates.js';

/** What stands for a field of a template. */
type Fill = (part: TemplatePart & { kind: 'field' }) => readonly Alternative[];

/** True when no text of a template is known: the place of what is put into it cannot be told. */
export function isUnreadable(templates: readonly Alternative[]): boolean {
  return templates.every((template) => template.every((piece) => piece.kind === 'leaf'));
}

/** `template.format(...)`. */
export function filledBraces(
  program: Program,
  call: SyntaxNode,
  templates: readonly Alternative[],
  env: Environment,
): readonly Alternative[] {
  const { positional, keywords, doubleSplats, splat } = argumentsOf(call);
  const fill: Fill = ({ key, rest, number }) => {
    const index = /^\d+$/.test(key) ? Number(key) : null;
    const value = index === null ? keywords.get(key) : positional[index];
    if (number || (splat && index !== null)) return other(call, env);
    if (value !== undefined) return rest === '' ? expandValue(program, value, env) : memberOf(program, call, value, rest, env);
    const [mapping] = doubleSplats;
    return mapping === undefined ? other(call, env) : entryOf(program, call, mapping, key, env);
  };
  return filled(templates, braceParts, fill);
}

/** `template % values`. */
export function filledPercent(
  program: Program,
  templates: readonly Alternative[],
  values: SyntaxNode,
  env: Environment,
): readonly Alternative[] {
  const listed = values.type === 'tuple' ? values.namedChildren : [values];
  const fill: Fill = ({ key, number }) => {
    if (number) return other(values, env);
    if (!/^\d+$/.test(key)) return entryOf(program, values, values, key, env);
    const value = listed[Number(key)];
    return value === undefined ? other(values, env) : expandValue(program, value, env);
  };
  return filled(templates, percentParts, fill);
}

/** Puts another text in the place of a word, as `replace` does; null when no alternative has the word. */
export function replacedText(
  alternatives: readonly Alternative[],
  word: string,
  value: () => readonly Alternative[],
): readonly Alternative[] | null {
  if (word === '' || !alternatives.some((pieces) => pieces.some((piece) => piece.kind === 'text' && piece.text.includes(word)))) {
    return null;
  }
  const put = value();
  return alternatives.flatMap((pieces) => {
    return sideBySide(pieces.flatMap((piece) => (piece.kind === 'text' ? between(piece.text.split(word), put) : [[[piece]]])));
  });
}

function between(texts: readonly string[], put: readonly Alternative[]): readonly (readonly Alternative[])[] {
  return texts.flatMap((part, index) => (index === 0 ? [[text(part)]] : [put, [text(part)]]));
}

/** Fills the fields of every template; leaves of a template stay where they are. */
function filled(
  templates: readonly Alternative[],
  partsOf: (template: string) => readonly TemplatePart[],
  fill: Fill,
): readonly Alternative[] {
  return either(templates.map((template) => filledOne(template, partsOf, fill)));
}

function filledOne(
  template: Alternative,
  partsOf: (text: string) => readonly TemplatePart[],
  fill: Fill,
): readonly Alternative[] {
  // A leaf is counted through as one character that no template has, so that automatic numbers go on behind it.
  const leaves: Piece[] = [];
  const source = template.map((piece) => (piece.kind === 'text' ? piece.text : placeholder(leaves.push(piece) - 1))).join('');
  return sideBySide(
    partsOf(source).map((part) => {
      if (part.kind === 'field') return fill(part);
      return [part.text.split(/([\ue000-\uf8ff])/).flatMap((run) => (isPlaceholder(run) ? leafAt(leaves, run) : text(run)))];
    }),
  );
}

function placeholder(index: number): string {
  return String.fromCharCode(0xe000 + (index % 0x1900));
}

function isPlaceholder(run: string): boolean {
  return /^[\ue000-\uf8ff]$/.test(run);
}

function leafAt(leaves: readonly Piece[], run: string): readonly Piece[] {
  const piece = leaves[run.charCodeAt(0) - 0xe000];
  return piece === undefined ? [] : [piece];
}

function expandValue(program: Program, value: SyntaxNode, env: Environment): readonly Alternative[] {
  return inHole(value, expand(program, value, env));
}

/** `{0.table}` and `{args.table}`: an attribute of an argument. */
function memberOf(program: Program, call: SyntaxNode, value: SyntaxNode, rest: string, env: Environment): readonly Alternative[] {
  const name = /^\.(\w+)$/.exec(rest)?.[1] ?? /^\[(\w+)\]$/.exec(rest)?.[1];
  const source = name === undefined ? null : sourceOfMember(program, { node: value, frame: env.frame }, name);
  if (source === null || source === 'checked') return other(call, env);
  return leaf(value, inside(call, env), { kind: 'source', source });
}

/** `{table}` of `.format(**mapping)`, `%(table)s` of `% mapping`. */
function entryOf(program: Program, at: SyntaxNode, mapping: SyntaxNode, key: string, env: Environment): readonly Alternative[] {
  const written = unwrap(mapping);
  if (written.type === 'dictionary') {
    const pairs = written.namedChildren.filter((pair) => pair.type === 'pair');
    const value = pairs.find((pair) => stringText(pair.child('key') ?? pair) === key)?.child('value');
    return value === null || value === undefined ? other(at, env) : expandValue(program, value, env);
  }
  const source = sourceOfMember(program, { node: written, frame: env.frame }, key);
  if (source === null || source === 'checked') return other(at, env);
  return leaf(mapping, inside(at, env), { kind: 'source', source });
}
