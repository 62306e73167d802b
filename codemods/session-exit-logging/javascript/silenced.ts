import type { NodePath } from 'codex-codemod';
import type { Case } from './case.js';
import { handlerAround } from './protection.js';
import { endOf, startOf } from './syntax.js';

/** True where the handler around an event is empty, without a word on why. */
export function isSilenced(statement: NodePath, { exit, file }: Case): boolean {
  const handler = handlerAround(statement, exit.body);
  if (handler === null || handler.node.body.body.length > 0) return false;
  return !file.tokens.some(({ kind, start, end }) => kind === 'comment' && startOf(handler) < start && end < endOf(handler));
}
