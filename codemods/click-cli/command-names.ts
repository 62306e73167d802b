import type { SyntaxNode } from 'codex-codemod';

/** The names that a command may have, or null where they cannot be told. */
export type Names = readonly string[] | null;

/**
 * The names that a call such as `@cli.command(...)` may give to a function. click makes `pool-check` of `pool_check`; since
 * 8.2 it takes `_command`, `_cmd`, `_group` and `_grp` from the end.
 */
export function namesGiven(call: SyntaxNode | null, functionName: string): Names {
  const list = call?.child('arguments') ?? null;
  const values = list?.namedChildren ?? [];
  if (values.some(({ type }) => type === 'list_splat' || type === 'dictionary_splat')) return null;
  const keyword = values.find((value) => value.type === 'keyword_argument' && value.child('name')?.text === 'name');
  const positional = values.find((value) => value.type !== 'keyword_argument');
  const name = positional ?? keyword?.child('value') ?? null;
  if (name === null || name.type === 'none') return namesOf(functionName);
  const literal = literalText(name);
  return literal === null ? null : [literal];
}

export function namesOf(functionName: string): readonly string[] {
  const plain = functionName.toLowerCase().replaceAll('_', '-');
  return [...new Set([plain, plain.replace(/-(?:command|cmd|group|grp)$/, '')])];
}

/** The text of a plain string without escapes; null for everything else. */
export function literalText(node: SyntaxNode): string | null {
  const match = node.type === 'string' ? /^[uU]?(['"])([^'"\\{}]*)\1$/.exec(node.text) : null;
  return match?.[2] ?? null;
}
