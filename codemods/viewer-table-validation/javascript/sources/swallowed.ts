import type { NodePath } from 'codex-codemod';
import { leaves } from '../program/leaves.js';
import type { Program } from '../program/program.js';
import type { Border, Obstacle } from './source.js';

/** A `catch` around a border that goes on behind the `try`: the program would run without the name that was typed. */
export function swallowed(program: Program, border: Border): Obstacle | null {
  const at = placeOf(border);
  if (at === null) return null;
  let child: NodePath = at;
  for (let parent = at.parentPath; parent !== null && !parent.isFunction(); parent = parent.parentPath) {
    if (parent.isTryStatement() && child.key === 'block') {
      const handler = parent.get('handler') as NodePath;
      const goesOn = handler.isCatchClause() && !leaves(program, handler.get('body'));
      if (goesOn && hasMore(parent)) {
        return { code: 'TBL007', message: 'the catch around it would swallow the refusal and go on' };
      }
    }
    child = parent;
  }
  return null;
}

/** True when anything but the end of the function or the file comes behind the `try`. */
function hasMore(statement: NodePath): boolean {
  let at: NodePath | null = statement;
  while (at !== null && !at.isFunction() && !at.isProgram()) {
    if (at.isLoop()) return true;
    const siblings = typeof at.key === 'number' ? at.getAllNextSiblings() : [];
    if (siblings.some((one) => !one.isFunctionDeclaration() && !one.isClassDeclaration() && !one.isExportDeclaration()))
      return true;
    at = at.parentPath;
  }
  return false;
}

function placeOf(border: Border): NodePath | null {
  switch (border.kind) {
    case 'wrap':
    case 'wrap-each':
      return border.expression;
    case 'after':
      return border.statement;
    default:
      return null;
  }
}
