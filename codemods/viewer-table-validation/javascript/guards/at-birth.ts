import type { NodePath } from 'codex-codemod';
import { isCheckName } from '../../values/names.js';
import { calledName, isCall } from '../program/calls.js';
import type { Program } from '../program/program.js';
import { after, MOST_NESTING } from './after-statement.js';
import { NOTHING, type Verdict } from './verdict.js';
import type { Watched } from './watched.js';

/** The tests right behind the declaration of a constant, or at the beginning of its function: nobody sees it without them. */
export function atBirth(program: Program, { binding, text }: Watched, depth: number): Verdict {
  if (binding === null || depth > MOST_NESTING) return NOTHING;
  const watched = { binding, text, since: -1 };
  for (const statement of firstStatements(binding.path)) {
    const found = after(program, statement, watched, depth + 1);
    if (found.strength !== 'none') return found;
    if (!isHarmless(statement)) return NOTHING;
  }
  return NOTHING;
}

/** What runs first once a name has its value. */
function firstStatements(site: NodePath): readonly NodePath[] {
  if (site.isVariableDeclarator()) {
    const declaration = site.parentPath;
    const statement = declaration.parentPath?.isExportNamedDeclaration() === true ? declaration.parentPath : declaration;
    return typeof statement.key === 'number' ? statement.getAllNextSiblings() : [];
  }
  const definition = site.parentPath?.isFunction() === true ? site.parentPath : null;
  const body = definition?.get('body') as NodePath | undefined;
  return body?.isBlockStatement() === true ? body.get('body') : [];
}

/** `check(other);`, or a function that is only declared. */
function isHarmless(statement: NodePath): boolean {
  const expression = statement.isExpressionStatement() ? statement.get('expression') : null;
  return statement.isFunctionDeclaration() || (expression !== null && isCall(expression) && isCheckName(calledName(expression)));
}
