import type { SyntaxNode } from '../../core/syntax-node.js';
import type { Scope } from '../../languages/python/scope/scope.js';
import type { Table } from './table.js';

/** The table of one of our scopes, under the name and type that symtable has for it. */
export class OurTable implements Table {
  readonly type: string;
  readonly name: string;
  readonly line: number;
  readonly names = new Map<string, number>();
  readonly children: OurTable[] = [];

  constructor(scope: Scope, line: number) {
    this.type = typeOf(scope);
    this.name = nameOf(scope);
    this.line = line;
  }

  add(name: string, bits: number): void {
    this.names.set(name, (this.names.get(name) ?? 0) | bits);
  }

  has(name: string, bits: number): boolean {
    return ((this.names.get(name) ?? 0) & bits) !== 0;
  }
}

function typeOf(scope: Scope): string {
  if (scope.kind === 'type-parameters' || scope.kind === 'type-expression') return 'type';
  return scope.kind === 'lambda' ? 'function' : scope.kind;
}

const COMPREHENSIONS: Readonly<Record<string, string>> = {
  list_comprehension: 'listcomp',
  set_comprehension: 'setcomp',
  dictionary_comprehension: 'dictcomp',
  generator_expression: 'genexpr',
};

function nameOf({ kind, node }: Scope): string {
  switch (kind) {
    case 'module':
      return 'top';
    case 'lambda':
      return 'lambda';
    case 'comprehension':
      return COMPREHENSIONS[node.type] ?? node.type;
    case 'type-expression':
      return nameOfTypeExpression(node);
    default:
      return node.child('name')?.text ?? nameOfTypeExpression(node);
  }
}

/** The bound of `T: bound` is called `T`, the value and the parameters of `type X = value` are called `X`. */
function nameOfTypeExpression(node: SyntaxNode): string {
  const named = node.type === 'type_alias_statement' ? node.child('left') : (node.parent?.namedChildren[0] ?? node);
  for (const identifier of named?.ofType('identifier') ?? []) return identifier.text;
  return node.type;
}
