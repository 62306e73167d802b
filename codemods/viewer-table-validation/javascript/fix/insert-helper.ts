import type { Edit, JavaScriptStyle, NodePath } from 'codex-codemod';
import { startOf } from '../program/names.js';
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

/** `import ...`, `const x = require('x')` */
function loads({ originOf }: Program, statement: NodePath): boolean {
  if (statement.isImportDeclaration() || statement.isTSImportEqualsDeclaration()) return true;
  if (!statement.isVariableDeclaration()) return false;
  return statement.get('declarations').every((one) => {
    const init = one.get('init') as NodePath;
    return init.node !== null && init.node !== undefined && originOf(unwrap(init)) !== null;
  });
}

function isFollowedClosely({ file }: Program, statement: NodePath): boolean {
  const rest = file.text.slice(statement.node.end ?? 0);
  return !/^[^\r\n]*(?:(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n|$)|$)/.test(rest);
}
