import type { Binding, SyntaxNode } from 'codex-codemod';
import { argumentsOf, receiverOf } from './program/arguments.js';
import { calleeOf } from './program/callee.js';
import { parametersOf } from './program/parameters.js';
import type { Program } from './program/program.js';
import { unwrap } from './program/unwrap.js';

/** Whether an expression stands for a value, or for one that is made of it. */
export type Carries = (node: SyntaxNode) => boolean;

/** Longer ways from name to name are not followed. */
const MOST_ROUNDS = 12;

/**
 * Every name and attribute of the file that a value flows into, whatever becomes of it there. It is wider than the way
 * back from the SQL text: what another branch does with a value says what the value may be.
 *
 * @param chain the expressions on the way from the SQL text to where the value is read
 * @param attribute the attribute of a namespace that holds the value, or null
 */
export function aliasesOf(program: Program, chain: readonly SyntaxNode[], attribute: string | null): Carries {
  const bindings = new Set<Binding>();
  const texts = new Set<string>(chain.filter((node) => READS.has(node.type)).map((node) => node.text));
  const add = (node: SyntaxNode): void => {
    const binding = bindingOf(program, node);
    if (binding !== null) bindings.add(binding);
    else if (node.type === 'attribute') texts.add(node.text);
  };
  for (const node of chain) if (node.type === 'identifier') add(node);
  const carries: Carries = (raw) => carried(raw, (node) => isNamed(program, node, bindings, texts, attribute));
  const flows = flowsOf(program);
  for (let round = 0, before = -1; round < MOST_ROUNDS && before < bindings.size + texts.size; round++) {
    before = bindings.size + texts.size;
    for (const [to, from] of flows) if (carries(from)) add(to);
  }
  return carries;
}

const READS: ReadonlySet<string> = new Set(['attribute', 'subscript', 'call']);

function isNamed(
  program: Program,
  node: SyntaxNode,
  bindings: ReadonlySet<Binding>,
  texts: ReadonlySet<string>,
  attribute: string | null,
): boolean {
  if (node.type === 'identifier') {
    const binding = bindingOf(program, node);
    return binding !== null && bindings.has(binding);
  }
  const isMember = attribute !== null && node.type === 'attribute' && node.child('attribute')?.text === attribute;
  return isMember || (READS.has(node.type) && texts.has(node.text));
}

function bindingOf(program: Program, node: SyntaxNode): Binding | null {
  const resolution = node.type === 'identifier' ? program.module.scope.resolve(node) : null;
  return resolution?.kind === 'bound' ? resolution.binding : null;
}

/** Expressions that hand a part of themselves on. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'boolean_operator',
  'conditional_expression',
  'list',
  'tuple',
  'set',
  'expression_list',
]);

/** True for the value itself, its parts, what its methods give, and lists of it. */
function carried(raw: SyntaxNode, isValue: (node: SyntaxNode) => boolean): boolean {
  const queue = [raw];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const node = unwrap(next);
    if (isValue(node)) return true;
    if (WRAPPERS.has(node.type)) queue.push(...node.namedChildren);
    else if (node.type === 'subscript') queue.push(...[node.child('value')].flatMap((child) => child ?? []));
    else if (node.type === 'call') queue.push(...throughCall(node));
  }
  return false;
}

function throughCall(call: SyntaxNode): readonly SyntaxNode[] {
  const receiver = receiverOf(call);
  if (receiver !== null) return [receiver];
  const isCopy = /^(str|list|tuple|set|sorted|reversed|iter|next)$/.test(call.child('function')?.text ?? '');
  return isCopy ? argumentsOf(call).positional.slice(0, 1) : [];
}

/** What is given to what in the file: assignments, loops, and arguments of the file's own functions. */
function flowsOf(program: Program): readonly (readonly [SyntaxNode, SyntaxNode])[] {
  const flows: (readonly [SyntaxNode, SyntaxNode])[] = [];
  for (const node of program.module.file.root.descendants()) {
    if (node.type === 'call') flows.push(...argumentFlows(program, node));
    const isIteration = node.type === 'for_statement' || node.type === 'for_in_clause';
    const [to, from] =
      node.type === 'named_expression'
        ? [node.child('name'), node.child('value')]
        : node.type === 'assignment' || isIteration
          ? [node.child('left'), node.child('right')]
          : [];
    if (to === null || to === undefined || from === null || from === undefined) continue;
    flows.push(...pairsOf(to, from));
  }
  return flows;
}

/** `a, b = x, y` part by part; which part of another value a name takes is not known. */
function pairsOf(to: SyntaxNode, from: SyntaxNode): readonly (readonly [SyntaxNode, SyntaxNode])[] {
  if (to.type === 'identifier' || to.type === 'attribute') return [[to, from]];
  const values = unwrap(from).namedChildren;
  if (!['tuple', 'list', 'expression_list'].includes(unwrap(from).type) || values.length !== to.namedChildren.length) return [];
  return to.namedChildren.flatMap((target, index) => {
    const value = values[index];
    return value === undefined ? [] : [[target, value] as const];
  });
}

function argumentFlows(program: Program, call: SyntaxNode): readonly (readonly [SyntaxNode, SyntaxNode])[] {
  const callee = calleeOf(program, call);
  if (callee === null) return [];
  const parameters = parametersOf(callee.definition).slice(callee.bound ? 1 : 0);
  const { positional, keywords } = argumentsOf(call);
  return parameters.flatMap(({ name, identifier }, index) => {
    const value = keywords.get(name) ?? positional[index];
    return value === undefined ? [] : [[identifier, value] as const];
  });
}
