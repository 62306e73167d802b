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
  /** The function that a definition or a scope is of, or null. */
  functionOf(known: SyntaxNode | Scope): FunctionFacts | null;
  /** The methods of a class by a name: more than one where it is defined again. */
  methodsOf(owner: SyntaxNode, name: string): readonly FunctionFacts[];
}

export function readFile(file: PythonFile, services: Pick<Reading, 'scope' | 'imports' | 'statements'>): Reading {
  const scopes = new Map<SyntaxNode, Scope>(services.scope.all.map((scope) => [scope.node, scope]));
  const functions = readFunctions(file.root, scopes);
  const known = new Map<SyntaxNode | Scope, FunctionFacts>();
  const methods = new Map<SyntaxNode | null, Map<string, FunctionFacts[]>>();
  for (const facts of functions) {
    known.set(facts.node, facts).set(facts.scope, facts);
    const named = methods.get(facts.owner) ?? new Map<string, FunctionFacts[]>();
    methods.set(facts.owner, named.set(facts.name, [...(named.get(facts.name) ?? []), facts]));
  }
  return {
    file,
    scope: services.scope,
    imports: services.imports,
    statements: services.statements,
    functions,
    functionAround: (node) => known.get(node.closest('function_definition') ?? file.root) ?? null,
    functionOf: (node) => known.get(node) ?? null,
    methodsOf: (owner, name) => methods.get(owner)?.get(name) ?? [],
  };
}
