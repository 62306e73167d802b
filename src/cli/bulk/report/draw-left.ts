import type { LeftGroup } from '../../../bulk/show/causes.js';
import type { LeftPlace } from '../../../bulk/show/left-places.js';
import { countOf, repositories } from '../../../core/count-of.js';
import { visibleLine } from '../../../core/display.js';
import { drawCommand, wrapProse } from '../../report/prose.js';
import { wrapWords } from '../../report/wrap-words.js';
import type { Colors } from '../../terminal.js';

/** Places that are named of each code; the rest is counted. */
export const LEFT_NAMED = 5;

/** What plans leave to a person, by code, each with its first places. They are never broken: they are there to be copied. */
export function drawLeft(
  left: readonly LeftGroup[],
  first: ReadonlyMap<string, readonly LeftPlace[]>,
  explain: string,
  columns: number,
  { yellow }: Colors,
): string {
  if (left.length === 0) return '';
  const rows = left.map(({ code, places, repos }) => {
    const named = (first.get(code) ?? []).slice(0, LEFT_NAMED);
    const rest = places - named.reduce((sum, { count }) => sum + count, 0);
    // Of a repository as a whole there may be several.
    const lines = [...new Set(named.map(whereOf)), ...(rest > 0 ? [`and ${countOf(rest, 'place')} more`] : [])];
    const title = wrapProse(`${visibleLine(code)}: ${countOf(places, 'place')} in ${repositories(repos.length)}`, columns, '  ');
    return `${title}\n${lines.map((line) => `    ${line}\n`).join('')}`;
  });
  return `\n${yellow('Left to a person')}\n${rows.join('')}${drawCommand('What a code means:', explain, columns)}`;
}

/** All that is left in one repository, with what was said of it. */
export function drawLeftOf(places: readonly LeftPlace[], explain: string, columns: number, { yellow }: Colors): string {
  if (places.length === 0) return '';
  const rows = places.map(({ code, path, line, message, count }) => {
    const about =
      message === ''
        ? `${code}: ${countOf(count, 'place')}. No plan that is kept tells where: plan it again.`
        : `${code}: ${message}`;
    const [indent, place] = path === null ? ['  ', ''] : ['    ', `  ${inFile(path, line)}\n`];
    const lines = wrapWords(visibleLine(about), columns - indent.length).map((text) => `${indent}${text}\n`);
    return `${place}${lines.join('')}`;
  });
  return `\n${yellow('Left to a person')}\n${rows.join('')}${drawCommand('What a code means:', explain, columns)}`;
}

function whereOf({ repo, path, line }: LeftPlace): string {
  return path === null ? visibleLine(repo) : `${visibleLine(repo)}: ${inFile(path, line)}`;
}

function inFile(path: string, line: number | null): string {
  return `${visibleLine(path)}${line === null ? '' : `:${line}`}`;
}
