import type { SyntaxNode } from 'codex-codemod';
import { originsOf } from '../program/origins.js';
import type { Program } from '../program/program.js';
import { stringText } from '../program/string-text.js';
import { unwrap } from '../program/unwrap.js';

export interface Defaults {
  readonly written: readonly string[];
  /** One that is known only when the program runs. */
  readonly unknown: SyntaxNode | null;
}

/** Values that are no text: a check never sees them. */
const NO_TEXT: ReadonlySet<string> = new Set(['none', 'true', 'false', 'integer', 'float', 'dictionary', 'ellipsis']);

/** A check does not see these either, but the names in them are names that may be typed. */
const LISTS: ReadonlySet<string> = new Set(['list', 'tuple', 'set']);

/** The texts that stand in for a value that nobody types. */
export function defaultsOf(program: Program, values: readonly (SyntaxNode | undefined | null)[]): Defaults {
  const written: string[] = [];
  let unknown: SyntaxNode | null = null;
  for (const value of values) {
    if (value === undefined || value === null || /(^|\.)SUPPRESS$/.test(value.text)) continue;
    for (const origin of originsOf(program, { node: called(value), frame: null })) {
      const node = origin.kind === 'value' ? unwrap(origin.spot.node) : null;
      const text = node === null ? null : stringText(node);
      if (text !== null) written.push(text);
      else if (node !== null && LISTS.has(node.type)) written.push(...namesIn(program, node));
      else if (node === null || !NO_TEXT.has(node.type)) unknown ??= value;
    }
  }
  return { written, unknown };
}

/** The texts of a list, but for empty ones, which nobody types. */
function namesIn(program: Program, list: SyntaxNode): readonly string[] {
  const items = list.namedChildren.flatMap((item) => originsOf(program, { node: item, frame: null }));
  const texts = items.flatMap((origin) => (origin.kind === 'value' ? (stringText(unwrap(origin.spot.node)) ?? []) : []));
  return texts.filter((text) => text !== '');
}

/** click and typer call a default that is a function. */
function called(value: SyntaxNode): SyntaxNode {
  const node = unwrap(value);
  return node.type === 'lambda' ? (node.child('body') ?? node) : node;
}
