import { approvalWords } from '../../../bulk/show/approval-words.js';
import type { RepositoryRow, RowPart } from '../../../bulk/show/repository-row.js';
import { UNDONE_WORDS, undoneHow } from '../../../bulk/show/undone.js';
import { visibleLine } from '../../../core/display.js';
import { wrapWords } from '../../report/wrap-words.js';
import type { Colors } from '../../terminal.js';

/** Columns of a name; a longer one makes the others no wider. */
const LONGEST_NAME = 60;

const DIM: ReadonlySet<string> = new Set(['no-change', 'skipped', 'waiting']);

/** Each repository with what became of it: name, outcome and size on one line where they fit, below each other, else on two. */
export function drawRepositories(rows: readonly RepositoryRow[], columns: number, colors: Colors): string {
  const widest = rows.map((row) => visibleLine(row.repo).length).filter((width) => width <= Math.min(LONGEST_NAME, columns / 2));
  const pad = Math.max(0, ...widest);
  return rows.map((row) => drawRepository(row, pad, columns, colors)).join('');
}

function drawRepository(row: RepositoryRow, pad: number, columns: number, { red, yellow, green, dim }: Colors): string {
  const { outcome, cause } = row;
  const paint = outcome === 'failed' ? red : outcome === 'needs-human' ? yellow : DIM.has(outcome) ? dim : green;
  const name = visibleLine(row.repo);
  const how = undoneHow(row);
  const why = how !== null ? UNDONE_WORDS[how] : (cause?.code ?? (isRejected(row) ? REJECTED : null));
  const about = `${outcome}${why === null ? '' : ` (${visibleLine(why)})`}`;
  const size = sizeOf(row);
  const isShort = Math.max(name.length, pad) + 2 + about.length + (size === '' ? 0 : size.length + 2) <= columns;
  const tail = `${paint(about)}${size === '' ? '' : `  ${size}`}`;
  const first = isShort ? `${name.padEnd(pad)}  ${tail}\n` : `${name}\n    ${tail}\n`;
  const lines = [
    ...partLines(row),
    ...row.pullRequests.flatMap((one) => [pullRequestLine(one), ...noteLines(one, columns - 4)]),
    ...row.reverts.map((url) => `${visibleLine(url)}  revert`),
    ...row.cannotUndo.map(({ code }) => `not undone: ${visibleLine(code)}`),
  ];
  return `${first}${lines.map((line) => `    ${line}\n`).join('')}`;
}

const REJECTED = 'rejected in a review';

/** True where a review has rejected all of what a repository would change, and nothing of it is out. */
export function isRejected({ outcome, parts }: Pick<RepositoryRow, 'outcome' | 'parts'>): boolean {
  return outcome === 'no-change' && parts.some(({ rejected }) => rejected);
}

/** Where the parts of a repository stand differently: each that has no pull request, which is told by its address. */
function partLines({ parts, pullRequests }: RepositoryRow): readonly string[] {
  if (new Set(parts.map(partWords)).size < 2) return [];
  const offered = new Set(pullRequests.map(({ shard }) => shard));
  return parts
    .filter(({ shard, rejected }) => rejected || !offered.has(shard))
    .map((part) => `${visibleLine(part.branch ?? part.shard)}  ${partWords(part)}`);
}

function partWords({ outcome, rejected }: RowPart): string {
  if (!rejected) return outcome;
  return outcome === 'no-change' ? REJECTED : `${outcome}; a new plan was ${REJECTED}`;
}

function sizeOf(row: RepositoryRow): string {
  const { files, added, removed, newPlan, outcome } = row;
  if (files === 0 || outcome === 'undone') return '';
  const stands = approvalWords(row);
  const size = `${files} ${files === 1 ? 'file' : 'files'} +${added} -${removed}`;
  return stands === '' ? size : `${size}${newPlan ? ';' : ','} ${stands}`;
}

/** An address, which is never broken: it is there to be opened. */
function pullRequestLine({ url, state, checks, draft }: RepositoryRow['pullRequests'][number]): string {
  const about = [state, ...(draft ? ['draft'] : []), ...(state === 'open' && checks !== 'none' ? [`checks ${checks}`] : [])];
  return `${visibleLine(url)}  ${about.join(', ')}`;
}

/** What could not be set there, below its address, as long as it would help to set it. */
function noteLines({ notes, state }: RepositoryRow['pullRequests'][number], columns: number): readonly string[] {
  if (state !== 'open') return [];
  return notes.flatMap((note) => wrapWords(visibleLine(note), columns - 2).map((line) => `  ${line}`));
}

/** Pull requests that are listed by `status`; `show --by repo` and `export` have all. */
const LISTED = 20;

/** Open pull requests, those with failing checks first. */
export function drawOpenPullRequests(rows: readonly RepositoryRow[], columns: number, colors: Colors): string {
  const rank = { failed: 0, passed: 1, pending: 2, none: 3 } as const;
  const open = rows.flatMap(({ pullRequests }) => pullRequests.filter(({ state }) => state === 'open'));
  const shown = [...open].sort((a, b) => rank[a.checks] - rank[b.checks]).slice(0, LISTED);
  if (shown.length === 0) return '';
  const more = open.length - shown.length;
  const rest = more > 0 ? [`  and ${more.toLocaleString('en-US')} more\n`] : [];
  const paint = { failed: colors.red, passed: colors.green, pending: colors.yellow, none: colors.dim };
  const lines = shown.map(({ url, checks }) => {
    const [name, about] = [visibleLine(url), checks === 'none' ? 'no checks' : `checks ${checks}`];
    const isShort = name.length + about.length + 4 <= columns;
    return isShort ? `  ${name}  ${paint[checks](about)}\n` : `  ${name}\n      ${paint[checks](about)}\n`;
  });
  return [...lines, ...rest].join('');
}
