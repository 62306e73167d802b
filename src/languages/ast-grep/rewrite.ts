import type { SgNode } from '@ast-grep/napi';
import type { Range } from '../../core/range.js';
import { apart } from './apart.js';
import { environmentOf, type Match } from './environment.js';
import { indentAt, reindent } from './indent.js';
import { configOf } from './napi.js';
import { spanOf } from './nodes.js';
import { type Replacement, replacementOf } from './replacement.js';
import type { Rewrite } from './rule.js';
import type { Environment } from './template.js';

/**
 * What rewriters make of the nodes of a metavariable: https://ast-grep.github.io/guide/rewrite/rewriter.html. At each node, parents first,
 * the first rewriter that matches counts; one that begins inside of what was rewritten is left out.
 *
 * @param inherited what the nodes of the rule's own metavariables are.
 */
export function rewritten({ text, rule, node }: Match, rewrite: Rewrite, inherited: Environment): string {
  const { source, rewriters, joinBy } = rewrite;
  const [one, many] = [node.getMatch(source.name), node.getMultipleMatches(source.name)];
  const nodes = source.kind === 'many' ? many : one === null ? [] : [one];
  const span = spanOf(nodes);
  if (span === null) return '';
  const replacements = apart(nodes.flatMap((root) => replacementsIn({ text, rule, node: root }, rewriters, inherited)));
  const result = joinBy === null ? inPlace(text, span, replacements) : replacements.map(({ newText }) => newText).join(joinBy);
  return reindent(result, indentAt(text, span.start), 0);
}

function inPlace(text: string, span: Range, replacements: readonly Replacement[]): string {
  let done = span.start;
  const parts: string[] = [];
  for (const { start, end, newText } of replacements) {
    parts.push(text.slice(done, start), newText);
    done = end;
  }
  return parts.join('') + text.slice(done, span.end);
}

function replacementsIn(
  { text, rule, node: root }: Match,
  ids: readonly string[],
  inherited: Environment,
): readonly Replacement[] {
  const found = new Map<number, Replacement>();
  for (const id of ids) {
    const part = rule.rewriters.get(id);
    if (part === undefined) continue;
    for (const node of root.findAll(configOf(part))) {
      const key = node.id();
      const environment = environmentOf({ text, rule, node }, part, inherited);
      const replacement = found.has(key) ? null : replacementOf(node, part, environment);
      if (replacement !== null) found.set(key, replacement);
    }
  }
  return [...parentsFirst(root)].flatMap((node) => found.get(node.id()) ?? []);
}

function* parentsFirst(root: SgNode): Iterable<SgNode> {
  const left = [root];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    yield node;
    left.push(...node.children().reverse());
  }
}
