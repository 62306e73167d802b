import type { Imports, PythonFile, Scope, Scopes, Statements, SyntaxNode } from 'codex-codemod';
import { type FunctionFacts, readFunctions } from './functions.js';

/** One file, with everything that is asked of it again and again. */
export interface Reading {
  readonly file: PythonFile;
  readonly scope: Scopes;
  readonly imports: Imports;
  readonly statements: Statements;
  readonly functions: readonly FunctionFacts[];
  /** The function whose body holds the node, or null at module and class level. */
  functionAround(node: SyntaxNode): FunctionFacts | null;
}

export function readFile(file: PythonFile, services: Pick<Reading, 'scope' | 'imports' | 'statements'>): Reading {
  const scopes = new Map<SyntaxNode, Scope>(services.scope.all.map((scope) => [scope.node, scope]));
  const functions = readFunctions(file.root, scopes);
  const byNode = new Map(functions.map((facts) => [facts.node, facts]));
  return {
    file,
    scope: services.scope,
    imports: services.imports,
    statements: services.statements,
    functions,
    functionAround: (node) => byNode.get(node.closest('function_definition') ?? file.root) ?? null,
  };
}
