import type { NodePath } from 'codex-codemod';
import { isCheckName } from '../../values/names.js';
import type { Program } from '../program/program.js';
import { returnsOf } from '../program/returns.js';
import { start } from '../values/environment.js';
import { expand } from '../values/expand.js';

/** What a function does that a framework puts every value through. */
export interface Judgement {
  /**
   * `checked`: it lets names through, numbers, or known values. `weak`: it says that it checks, or tests something, and
   * lets bad names through. `other`: it does something else, or cannot be read.
   */
  readonly kind: 'checked' | 'weak' | 'other';
  readonly at: NodePath;
}

const NUMBERS: ReadonlySet<string> = new Set(['Number', 'parseInt', 'parseFloat', 'Boolean', 'BigInt']);

/** Functions that check a value are small. */
const MOST_STEPS = 500;

/** Judges a function by what becomes of its first parameter. */
export function judge(program: Program, definition: NodePath): Judgement {
  if (definition.isIdentifier() && NUMBERS.has(definition.node.name)) return { kind: 'checked', at: definition };
  if (!definition.isFunction()) return { kind: 'other', at: definition };
  const returned = returnsOf(definition);
  const leaves = returned
    .flatMap((value) => expand(program, value, start(MOST_STEPS)))
    .flat()
    .filter((piece) => piece.kind === 'leaf')
    .filter(({ origin }) => origin.kind === 'parameter' && origin.definition.node === definition.node);
  const weak = leaves.flatMap(({ traits }) => traits.weak ?? [])[0];
  if (weak !== undefined) return { kind: 'weak', at: weak };
  if (leaves.length === 0) return { kind: returned.length > 0 ? 'checked' : 'other', at: definition };
  const name = definition.isFunctionDeclaration() ? (definition.node.id?.name ?? '') : '';
  return { kind: isCheckName(name) ? 'weak' : 'other', at: definition };
}
