import type { SgNode } from '@ast-grep/napi';
import type { Range } from '../../core/range.js';
import { ruleAlone } from './napi.js';
import { rangeOf } from './nodes.js';
import type { Expansion, Part } from './rule.js';
import { type Environment, render } from './template.js';

/** A range of the text, and what is to stand there. */
export interface Replacement extends Range {
  readonly newText: string;
}

/** What a fix makes of a match; null for a rule that only reports. */
export function replacementOf(node: SgNode, { fix, utils }: Part, environment: Environment): Replacement | null {
  if (fix === null) return null;
  const { start, end } = rangeOf(node);
  const before = fix.expandStart === null ? null : reached(fix.expandStart, utils, node.prev(), () => node.prevAll());
  const behind = fix.expandEnd === null ? null : reached(fix.expandEnd, utils, node.next(), () => node.nextAll());
  return {
    start: before === null ? start : rangeOf(before).start,
    end: behind === null ? end : rangeOf(behind).end,
    newText: render(fix.template, environment, start),
  };
}

/** @param all the siblings in that direction, the nearest first. */
function reached({ rule, stopBy }: Expansion, utils: Part['utils'], nearest: SgNode | null, all: () => readonly SgNode[]) {
  const wanted = ruleAlone(rule, utils);
  if (stopBy === 'neighbor') return nearest?.matches(wanted) === true ? nearest : null;
  const stop = stopBy === 'end' ? null : ruleAlone(stopBy, utils);
  for (const sibling of all()) {
    if (sibling.matches(wanted)) return sibling;
    if (stop !== null && sibling.matches(stop)) return null;
  }
  return null;
}
