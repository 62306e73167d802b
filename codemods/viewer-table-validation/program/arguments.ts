import type { SyntaxNode } from 'codex-codemod';

/** The arguments of a call, as they are written. */
export interface Arguments {
  readonly positional: readonly SyntaxNode[];
  readonly keywords: ReadonlyMap<string, SyntaxNode>;
  /** What follows `**`. */
  readonly doubleSplats: readonly SyntaxNode[];
  /** True when a `*` stands among the positional ones: the place of those after it is unknown. */
  readonly splat: boolean;
}

const NONE: Arguments = { positional: [], keywords: new Map(), doubleSplats: [], splat: false };

export function argumentsOf(call: SyntaxNode): Arguments {
  const list = call.child('arguments');
  if (list === null) return NONE;
  // `sum(x for x in y)`: the generator stands where the list does.
  if (list.type !== 'argument_list') return { ...NONE, positional: [list] };
  const positional: SyntaxNode[] = [];
  const keywords = new Map<string, SyntaxNode>();
  const doubleSplats: SyntaxNode[] = [];
  let splat = false;
  for (const child of list.namedChildren) {
    if (child.type === 'keyword_argument') {
      const [name, value] = [child.child('name'), child.child('value')];
      if (name !== null && value !== null) keywords.set(name.text, value);
    } else if (child.type === 'dictionary_splat') doubleSplats.push(...child.namedChildren);
    else if (child.type === 'list_splat') splat = true;
    else if (!splat) positional.push(child);
  }
  return { positional, keywords, doubleSplats, splat };
}

/** The last part of what is called: `execute` of `self.conn.execute(...)`. Empty when it has no name. */
export function calledName(call: SyntaxNode): string {
  const callee = call.child('function');
  if (callee === null) return '';
  return (callee.type === 'attribute' ? callee.child('attribute') : callee)?.text ?? '';
}

/** The object of a method call, or null. */
export function receiverOf(call: SyntaxNode): SyntaxNode | null {
  const callee = call.child('function');
  return callee?.type === 'attribute' ? callee.child('object') : null;
}
