import type { SyntaxNode } from 'codex-codemod';

export interface Parameter {
  readonly name: string;
  readonly identifier: SyntaxNode;
  readonly kind: 'positional' | 'keyword' | 'rest' | 'keywords';
  readonly annotation: SyntaxNode | null;
  readonly fallback: SyntaxNode | null;
}

/** The parameters of a function or lambda in their order. */
export function parametersOf(definition: SyntaxNode): readonly Parameter[] {
  const parameters: Parameter[] = [];
  let kind: Parameter['kind'] = 'positional';
  for (const node of definition.child('parameters')?.namedChildren ?? []) {
    if (node.type === 'keyword_separator') kind = 'keyword';
    const parameter = parameterOf(node, kind);
    if (parameter === null) continue;
    parameters.push(parameter);
    if (parameter.kind === 'rest') kind = 'keyword';
  }
  return parameters;
}

function parameterOf(node: SyntaxNode, kind: Parameter['kind']): Parameter | null {
  const named = node.child('name') ?? (node.type === 'typed_parameter' ? (node.namedChildren[0] ?? null) : node);
  const splat = named !== null && SPLATS[named.type] !== undefined ? named : null;
  const identifier = splat === null ? named : (splat.namedChildren[0] ?? null);
  if (identifier?.type !== 'identifier') return null;
  return {
    name: identifier.text,
    identifier,
    kind: splat === null ? kind : (SPLATS[splat.type] ?? kind),
    annotation: node.child('type'),
    fallback: node.child('value'),
  };
}

const SPLATS: Readonly<Record<string, 'rest' | 'keywords'>> = {
  list_splat_pattern: 'rest',
  dictionary_splat_pattern: 'keywords',
};
