import type { RepositoryState } from '../../../bulk/model/campaign-state.js';
import { repositories } from '../../../core/count-of.js';
import type { AnsweringCommand } from '../../report/answer.js';

/** What a verb begins with, in a sentence: of those that were asked about, which it will do is known when it looks at them. */
export function beginningOf(
  command: AnsweringCommand,
  asked: readonly Pick<RepositoryState, 'outcome'>[],
  limit = Number.POSITIVE_INFINITY,
): string {
  const waiting = asked.filter(({ outcome }) => outcome === 'waiting').length;
  if (command === 'bulk plan' && waiting === asked.length) return `Planning ${repositories(Math.min(waiting, limit))}.`;
  return (SENTENCES[command] ?? DEFAULT)(repositories(asked.length));
}

const DEFAULT = (all: string): string => `Working on ${all}.`;

const SENTENCES: Partial<Readonly<Record<AnsweringCommand, (all: string) => string>>> = {
  'bulk plan': (all) => `Planning what is left to plan of ${all}.`,
  'bulk update': (all) => `Planning ${all} again.`,
  'bulk publish': (all) => `Publishing what is approved of ${all}.`,
  'bulk sync': (all) => `Asking the hosts about what is published of ${all}.`,
  'bulk resume': (all) => `Going on with what was cut off, in ${all}.`,
  'bulk retry': (all) => `Trying again what has failed of ${all}.`,
  'bulk merge': (all) => `Merging what can be merged of ${all}.`,
  'bulk close': (all) => `Closing the pull requests of ${all}.`,
  'bulk undo': (all) => `Taking back what is published of ${all}.`,
};
