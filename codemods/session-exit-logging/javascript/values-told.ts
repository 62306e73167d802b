import type { babel, NodePath } from 'codex-codemod';
import { wordsOf } from '../event-names.js';
import { argumentsOf, type CallPath, calledName, childOf, running } from './syntax.js';
import type { Unit } from './units.js';

/** Every node of what an event call is given, and of what the constants that it names were made of, however many steps back. */
export function valuesTold(call: CallPath): readonly NodePath[] {
  const nodes = argumentsOf(call).flatMap(running);
  const seen = new Set<babel.Node>();
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index];
    if (node === undefined || !node.isIdentifier()) continue;
    const declarator = node.scope.getBinding(node.node.name)?.path;
    if (declarator?.isVariableDeclarator() !== true || seen.has(declarator.node)) continue;
    seen.add(declarator.node);
    const init = childOf(declarator, 'init');
    if (init !== null && init.getFunctionParent() === call.getFunctionParent()) nodes.push(...running(init));
  }
  return nodes;
}

/** The words of the called name, of the texts and of the keys that events tell. */
export function wordsTold({ events }: Unit): ReadonlySet<string> {
  const said = events.flatMap(({ call }) => [calledName(call), ...valuesTold(call).flatMap(({ node }) => saidBy(node))]);
  return new Set(said.flatMap((text) => wordsOf(text.replaceAll(/\W+/g, '_'))));
}

function saidBy(node: babel.Node): readonly string[] {
  if (node.type === 'StringLiteral') return saidByText(node.value);
  if (node.type === 'TemplateElement') return saidByText(node.value.cooked ?? node.value.raw);
  return node.type === 'ObjectProperty' && node.key.type === 'Identifier' && !node.computed ? [node.key.name] : [];
}

/** The names of columns in SQL say nothing; the texts in it do. */
function saidByText(text: string): readonly string[] {
  return /^\s*(INSERT|REPLACE|UPDATE)\b/i.test(text) ? (text.match(/'[^']*'/g) ?? []) : [text];
}
