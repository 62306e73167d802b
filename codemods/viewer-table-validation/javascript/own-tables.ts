import type { NodePath } from 'codex-codemod';
import type { OwnTable as CommonTable } from '../own-tables.js';
import { createdNames } from '../sql/created-names.js';
import type { Program } from './program/program.js';

type OwnTable = CommonTable<NodePath>;

/** The tables and views that the file itself creates, as their names are written in its SQL. */
export function ownTables(program: Program): readonly OwnTable[] {
  const found: OwnTable[] = [];
  const add = (at: NodePath, text: string, isCut: boolean): void => {
    for (const name of createdNames(text, isCut)) found.push({ at, name });
  };
  program.path.traverse({
    StringLiteral: (path) => add(path, path.node.value, path.parentPath.isBinaryExpression()),
    TemplateElement: (path) => add(path, path.node.value.cooked ?? path.node.value.raw, !path.node.tail),
  });
  return found;
}
