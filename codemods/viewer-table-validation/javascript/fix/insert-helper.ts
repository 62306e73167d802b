import type { Edit, JavaScriptStyle, NodePath } from 'codex-codemod';
import { calleeExpression, isCall } from '../program/calls.js';
import { isMember, objectOf, startOf } from '../program/names.js';
import type { Program } from '../program/program.js';
import { unwrap } from '../program/unwrap.js';
import type { Border } from '../sources/source.js';

/** Puts functions below the imports, or above the first statement that calls one of them; null where they have no place. */
export function insertHelpers(
  program: Program,
  style: JavaScriptStyle,
  borders: readonly Border[],
  texts: readonly string[],
): readonly Edit[] | null {
  const first = Math.min(...borders.map((border) => startOf(pathOf(border))));
  const statements = program.path.get('body');
  const user = statements.find(({ node }) => (node.end ?? 0) >= first);
  const loading = statements.filter(
    (statement) => loads(program, statement) && (statement.node.end ?? 0) < first && statement !== user,
  );
  const last = loading.at(-1);
  const code = texts.join('\n\n');
  const below = last === undefined ? null : style.insertAfter(last, `\n${code}${isFollowedClosely(program, last) ? '\n' : ''}`);
  return below ?? (user === undefined ? null : style.insertBefore(user, `${code}\n`));
}

function pathOf(border: Border): NodePath {
  switch (border.kind) {
    case 'commander':
    case 'arg-parser':
      return border.call;
    case 'coerce':
      return border.options;
    case 'wrap':
    case 'wrap-each':
      return border.expression;
    case 'after':
      return border.statement;
    case 'body':
      return border.definition;
  }
}

/** `import ...`, `const x = require('x')`, `const x = require('x').y()`, `require('x').y();` */
function loads({ originOf }: Program, statement: NodePath): boolean {
  if (statement.isImportDeclaration() || statement.isTSImportEqualsDeclaration()) return true;
  if (statement.isExpressionStatement()) return beginsWithRequire(statement.get('expression'));
  if (!statement.isVariableDeclaration()) return false;
  return statement.get('declarations').every((one) => {
    const init = one.get('init') as NodePath;
    if (init.node === null || init.node === undefined) return false;
    return originOf(unwrap(init)) !== null || beginsWithRequire(init);
  });
}

/** True for a `require('x')`, whatever members and calls stand behind it. */
function beginsWithRequire(expression: NodePath): boolean {
  let path = unwrap(expression);
  for (;;) {
    if (isMember(path)) path = unwrap(objectOf(path));
    else if (!isCall(path)) return false;
    else if (calleeExpression(path).isIdentifier({ name: 'require' })) return true;
    else path = unwrap(calleeExpression(path));
  }
}

function isFollowedClosely({ file }: Program, statement: NodePath): boolean {
  const rest = file.text.slice(statement.node.end ?? 0);
  return !/^[^\r\n]*(?:(?:\r\n|\r(?!\n)|\n)[ \t]*(?:\r|\n|$)|$)/.test(rest);
}
