import { PATTERN_FORM } from '../../bulk/manifest/key-pattern.js';
import type { CampaignState } from '../../bulk/model/campaign-state.js';
import { codesOf, select } from '../../bulk/verbs/select.js';
import type { Selection } from '../../bulk/verbs/verb.js';
import { visibleLine } from '../../core/display.js';
import { CodemodError } from '../../core/errors.js';
import { quoted } from '../../core/quoted.js';
import { didYouMean } from '../../core/suggest.js';

/** Names that are told where none is near; the rest is counted. */
const NAMED = 5;

/**
 * A name that a selection gives and no repository has is a slip of the pen: nothing is done, rather than nothing for it in silence.
 *
 * @throws CodemodError `usage`, with the nearest name, or what there is.
 */
export function requireMatch(state: CampaignState, { repos, groups, waves, shapes, codes }: Selection): void {
  const all = [...state.repositories.values()];
  const units = all.flatMap((repository) => repository.units);
  const causes = all.flatMap(codesOf);
  const refuse = (what: string, value: string, known: readonly string[]): void => {
    throw new CodemodError('usage', `${what} ${visibleLine(value)}. ${nearestOf(value, [...new Set(known)])}`);
  };
  for (const repo of repos ?? []) {
    if (select(state, { repos: [repo] }).length === 0) throw noRepository(repo, [...state.repositories.keys()]);
  }
  const groupNames = all.flatMap(({ target }) => target.groups);
  for (const group of groups ?? []) if (!groupNames.includes(group)) refuse('No repository is of the group', group, groupNames);
  const waveNames = all.map(({ target }) => String(target.wave));
  for (const wave of waves ?? []) {
    if (!waveNames.includes(String(wave))) refuse('The campaign has no wave', String(wave), waveNames);
  }
  const known = units.flatMap(({ planned }) => planned?.shapes ?? []);
  for (const shape of shapes ?? []) if (!known.includes(shape)) refuse('No planned change has the shape', shape, known);
  for (const code of codes ?? []) if (!causes.includes(code)) refuse('No repository is held up by', code, causes);
}

/** With how a name is read, and one of the campaign's own. */
function noRepository(repo: string, keys: readonly string[]): CodemodError {
  const parts = repo.split('/').length;
  const ends = keys.map((key) => key.split('/').slice(-parts).join('/'));
  const hint = didYouMean(repo, ends) === null ? nearestOf(repo, keys) : nearestOf(repo, ends);
  const [example = ''] = keys.map((key) => key.split('/').slice(-2).join('/'));
  const how = keys.length === 0 ? '' : ` ${PATTERN_FORM} So it could be: --repo ${quoted(visibleLine(example))}`;
  return new CodemodError('usage', `The campaign has no repository ${visibleLine(repo)}. ${hint}${how}`);
}

function nearestOf(value: string, known: readonly string[]): string {
  if (known.length === 0) return 'There is none.';
  // Of a number every other one is near.
  const near = /^\d+$/.test(value) ? null : didYouMean(value, known);
  if (near !== null) return visibleLine(near);
  const more = known.length > NAMED ? ` and ${known.length - NAMED} more` : '';
  return `There ${known.length === 1 ? 'is' : 'are'}: ${known.slice(0, NAMED).map(visibleLine).join(', ')}${more}.`;
}
