import type { NodePath } from 'codex-codemod';
import { boundValue } from '../program/bound-value.js';
import { argumentsOf, isCall, receiverOf } from '../program/calls.js';
import { isMember, objectOf } from '../program/names.js';
import type { Program } from '../program/program.js';
import { mentions, textOf, type Watched } from './watched.js';

/** Where databases keep the names of their tables. */
const CATALOGUE =
  /sqlite_master|sqlite_schema|information_schema|pg_tables|pg_class|pg_catalog|all_tables|user_tables|show\s+tables|\bhasTable\b/i;

/** Longer chains of calls are not followed. */
const MOST_CALLS = 10;

/** True for the answer to a question to the catalogue about the value: `db.prepare('... sqlite_master ...').get(name)`. */
export function asksCatalogue(program: Program, raw: NodePath, watched: Watched): boolean {
  let path: NodePath | null = boundValue(raw);
  const texts: string[] = [];
  let isAsked = false;
  for (let step = 0; step < MOST_CALLS && path !== null; step++) {
    if (isMember(path)) path = boundValue(objectOf(path));
    else if (isCall(path)) {
      for (const argument of argumentsOf(path)) {
        isAsked ||= mentions(program, watched, argument);
        texts.push(textOf(program, boundValue(argument)));
      }
      texts.push(textOf(program, path.get('callee') as NodePath));
      const receiver: NodePath | null = receiverOf(path);
      path = receiver === null ? null : boundValue(receiver);
    } else path = null;
  }
  return isAsked && texts.some((text) => CATALOGUE.test(text));
}
