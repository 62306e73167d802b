import type { SyntaxNode } from 'codex-codemod';
import type { Place } from './judge-call.js';
import { running } from './syntax.js';

/** The statements that bind names, and the field of what they bind them to. */
const BINDINGS = new Set(['assignment', 'augmented_assignment', 'named_expression', 'as_pattern']);

/** Every node of what an event call is given, and of what was bound to the names in it before, however many steps back. */
export function valuesTold(call: SyntaxNode, place: Pick<Place, 'body'>): readonly SyntaxNode[] {
  const given = call.type === 'with_statement' ? call.child('body') : call.child('arguments');
  const nodes = given === null ? [] : [...given.descendants()];
  const names = new Set(namesIn(nodes));
  const earlier = [...running(place.body)].filter((node) => BINDINGS.has(node.type) && node.start < call.start);
  for (const binding of earlier.reverse()) {
    const [bound, value] = partsOf(binding);
    if (bound === undefined || value === undefined || !namesIn([...bound.descendants()]).some((name) => names.has(name)))
      continue;
    const told = [...value.descendants()];
    nodes.push(...told);
    for (const name of namesIn(told)) names.add(name);
  }
  return nodes;
}

function partsOf(binding: SyntaxNode): readonly (SyntaxNode | undefined)[] {
  const [first, second] = binding.namedChildren;
  if (binding.type === 'as_pattern') return [second, first];
  const right = binding.child('right') ?? binding.child('value') ?? undefined;
  return [first, right];
}

/** The plain names among nodes; `b` of `a.b` is none. */
function namesIn(nodes: readonly SyntaxNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    const isName = node.type === 'identifier' && node.field !== 'attribute' && node.parent?.type !== 'keyword_argument';
    const isKeywordValue = node.type === 'identifier' && node.parent?.type === 'keyword_argument' && node.field === 'value';
    return isName || isKeywordValue ? [node.text] : [];
  });
}
