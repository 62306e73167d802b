import type { NodePath } from 'codex-codemod';
import type { Strength } from '../../guards/strength.js';
import { calledName, isCall } from '../program/calls.js';
import { ownerOf } from '../program/owner.js';
import type { Program } from '../program/program.js';
import type { Environment, Traits } from '../values/environment.js';
import { verdictAt } from './dominating.js';
import { best } from './verdict.js';
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
export function guardOn(program: Program, path: NodePath, env: Environment, since: number): Guard {
  const owner = ownerOf(path);
  const places = [path, ...env.later.filter((place) => ownerOf(place) === owner)];
  const watched = watch(program, path, since);
  const { strength, at } = best(places.map((place) => verdictAt(program, place, watched)));
  if (strength === 'weak' && at !== null) return { strength, traits: { weak: at } };
  if (strength === 'opaque' && at !== null) {
    return { strength, traits: { opaque: { at, name: isCall(at) ? `${calledName(at)}()` : 'a test' } } };
  }
  return { strength, traits: {} };
}
