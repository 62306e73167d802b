import type { NodePath } from 'codex-codemod';
import { sideBySide, text } from '../../values/piece.js';
import { boundValue } from '../program/bound-value.js';
import { argumentsOf } from '../program/calls.js';
import { stringText } from '../program/names.js';
import type { Program } from '../program/program.js';
import type { Call } from '../program/spot.js';
import { unwrap } from '../program/unwrap.js';
import { type Alternative, type Environment, inHole } from './environment.js';
import { expand, expandElement } from './expand.js';

/** `[a, b].join(' ')`; of a list that is not written out, one element stands for all. */
export function expandJoin(program: Program, call: Call, receiver: NodePath, env: Environment): readonly Alternative[] {
  const [by] = argumentsOf(call);
  const list = boundValue(receiver);
  const separator = by === undefined ? ',' : stringText(by);
  if (!list.isArrayExpression() || separator === null) {
    return expandElement(program, { path: receiver, frame: env.frame }, unwrap(receiver), env);
  }
  const items = (list.get('elements') as readonly NodePath[]).filter((item) => item.node !== null);
  return sideBySide(
    items.flatMap((item, index) => {
      const value = inHole(unwrap(item), expand(program, item, env));
      return index === 0 ? [value] : [[text(separator)], value];
    }),
  );
}
