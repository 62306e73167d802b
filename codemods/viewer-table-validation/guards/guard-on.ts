import type { SyntaxNode } from 'codex-codemod';
import { calledName } from '../program/arguments.js';
import { ownerOf } from '../program/owner.js';
import type { Program } from '../program/program.js';
import type { Environment } from '../values/environment.js';
import type { Traits } from '../values/piece.js';
import { verdictAt } from './dominating.js';
import { best, type Strength } from './strength.js';
import { watch } from './watched.js';

export interface Guard {
  readonly strength: Strength;
  /** What a value that passed it is marked with. */
  readonly traits: Traits;
}

/**
 * The tests on an expression that a value must have passed on its way from there to the SQL text: those before the
 * expression itself, and those before the places of the same function that it reaches.
 *
 * @param since where the name got the value, or -1
 */
export function guardOn(program: Program, node: SyntaxNode, env: Environment, since: number): Guard {
  const owner = ownerOf(program.module, node);
  const places = [node, ...env.later.filter((place) => ownerOf(program.module, place) === owner)];
  const watched = watch(program, node, since);
  const { strength, at } = best(places.map((place) => verdictAt(program, place, watched)));
  if (strength === 'weak' && at !== null) return { strength, traits: { weak: at } };
  if (strength === 'opaque' && at !== null) {
    const name = at.type === 'call' ? calledName(at) : 'a test';
    return { strength, traits: { opaque: { at, name } } };
  }
  return { strength, traits: {} };
}
