import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { PythonFile } from '../python-file.js';
import type { Statements } from '../services.js';
import { addClauses, removeClause, replaceHeader } from './clauses.js';
import { copyRun } from './copy-run.js';
import { FileLayout } from './file-layout.js';
import { insertAfter, insertAtEnd, insertAtStart, insertBefore } from './insert.js';
import { removeRun } from './remove.js';
import { replaceRun } from './replace.js';
import { type Run, runOf } from './run.js';
import { snippetOf } from './snippet-of.js';
import { asStatement, isStatement, isSuite, statementsOf, suiteOf } from './statement.js';
import { wrap } from './wrap.js';

/** The statements of one file; see {@link Statements}. */
export function makeStatements(file: PythonFile): Statements {
  const layout = new FileLayout(file);
  const onRun = <T>(first: SyntaxNode, last: SyntaxNode, edit: (run: Run) => T | null): T | null => {
    const run = runOf(first, last);
    return run === null ? null : edit(run);
  };
  const onStatement = <T>(node: SyntaxNode, edit: (statement: SyntaxNode) => T | null): T | null => {
    const statement = asStatement(node);
    return statement === null ? null : edit(statement);
  };
  return {
    unitAt: (node) => layout.unitAt(node),
    indentOf: (node) => layout.indentOf(node),
    enclosing: (node) => [node, ...node.ancestors()].find(isStatement) ?? node,
    of: (block) => (isSuite(block) ? statementsOf(block) : []),
    bodyOf: suiteOf,
    wrap: (parts) => wrap(layout, parts),
    wrapInTry: (first, last, clauses) => wrap(layout, [{ header: 'try', first, last }, ...clauses]),
    addClause: (tryStatement, ...clauses) => addClauses(layout, tryStatement, clauses),
    removeClause: (clause) => removeClause(layout, clause),
    replaceHeader: (node, header) => replaceHeader(layout, node, header),
    insertBefore: (node, code) => onStatement(node, (statement) => insertBefore(layout, statement, snippetOf(code))),
    insertAfter: (node, code) => onStatement(node, (statement) => insertAfter(layout, statement, snippetOf(code))),
    insertAtStart: (block, code) => (isSuite(block) ? insertAtStart(layout, block, snippetOf(code)) : null),
    insertAtEnd: (block, code) => (isSuite(block) ? insertAtEnd(layout, block, snippetOf(code)) : null),
    replace: (first, last, code) => onRun(first, last, (run) => replaceRun(layout, run, snippetOf(code))),
    remove: (first, last) => onRun(first, last, (run) => removeRun(layout, run)),
    copy: (first, last) => onRun(first, last, (run) => copyRun(layout, run)),
    render(code, at) {
      const spot = { indent: layout.indentOf(at), unit: layout.unitAt(at), newline: layout.lines.newlineAt(at.start) };
      return snippetOf(code).render(spot)?.slice(spot.indent.length) ?? null;
    },
  };
}
