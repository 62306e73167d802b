import type { PythonServices, SyntaxNode } from 'codex-codemod';
import { decoratorsOf } from './decorator.js';
import type { Group } from './find-groups.js';
import type { Registration } from './find-registrations.js';

type Services = Pick<PythonServices, 'scope' | 'imports'>;

/** Why a group may have commands that no registration in its file shows; empty when there is no sign of them. */
export function hiddenCommands(group: Group, registrations: readonly Registration[], services: Services): string {
  const outer = outerDecorator(group, services);
  if (outer !== null) return `the decorator ${outer.text} may give it commands`;
  for (const use of services.scope.module.bindings.get(group.variable)?.uses ?? []) {
    const taker = takerOf(use);
    if (taker !== null) return `it is handed to ${taker.text}, which may give it commands`;
    const alias = aliasOf(use);
    if (alias !== null && registrations.some((one) => one.group.text === alias))
      return `it has commands under the name ${alias}, too`;
  }
  return '';
}

/** A decorator above the one that makes the group, and that is not click's: it is handed the group. */
function outerDecorator({ definition, call, statement }: Group, { imports }: Services): SyntaxNode | null {
  if (definition === null) return null;
  const decorators = decoratorsOf(statement);
  const isMaker = (callee: SyntaxNode): boolean => /^click\.(?:decorators\.)?group$/.test(imports.qualifiedName(callee) ?? '');
  const own = decorators.findIndex((one) => isMaker(one.callee) && one.call === call);
  return (
    decorators.slice(0, own).find(({ callee }) => !(imports.qualifiedName(callee) ?? '').startsWith('click.'))?.callee ?? null
  );
}

/** What is called with the group as an argument. Another group that takes it as its command does nothing to it. */
function takerOf(use: SyntaxNode): SyntaxNode | null {
  const argument = use.parent?.type === 'keyword_argument' && use.field === 'value' ? use.parent : use;
  const call = argument.parent?.type === 'argument_list' ? argument.parent.parent : null;
  const callee = call?.type === 'call' ? call.child('function') : null;
  return callee?.type === 'attribute' && callee.child('attribute')?.text === 'add_command' ? null : callee;
}

function aliasOf(use: SyntaxNode): string | null {
  const assignment = use.parent?.type === 'assignment' && use.field === 'right' ? use.parent : null;
  const left = assignment?.child('left');
  return left?.type === 'identifier' ? left.text : null;
}
