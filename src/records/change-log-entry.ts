import type { PlannedFix } from '../core/change.js';
import { codeSpan, fencedBlock, markdownText, visible } from '../core/display.js';

/** Marks that a reader of the rendered page does not see. No line of an entry's content can begin like one. */
export const START_MARK = '<!-- entries -->';
export const SEALED_MARK = '<!-- sealed -->';

export function endOfEntry(key: string): string {
  return `<!-- end ${key} -->`;
}

/** What one codemod did to one file in one run. */
export interface Deed {
  readonly action: 'create' | 'modify' | 'delete' | 'rename';
  readonly path: string;
  /** The new name, for a rename. */
  readonly to: string | null;
  readonly codemod: string;
  readonly version: string;
  /** Why, one text for each fix. */
  readonly reasons: readonly string[];
  /** SHA-256, or null where there is no file. */
  readonly before: string | null;
  readonly after: string | null;
  /** The unified diff, or null where there is none to show. */
  readonly diff: string | null;
}

/** Where an entry belongs. `number` counts from 1 within the run. */
export interface EntryPlace {
  readonly run: string;
  /** UTC, ISO 8601. */
  readonly time: string;
  readonly number: number;
  readonly total: number;
}

/** Why a fix was made, as Markdown. */
export function reasonOfFix(fix: Pick<PlannedFix, 'reason' | 'applicability' | 'caveat' | 'line'>): string {
  const caveat = fix.applicability === 'safe' ? '' : ` (${fix.applicability}: ${markdownText(fix.caveat)})`;
  return `line ${fix.line}: ${markdownText(fix.reason)}${caveat}`;
}

/** One entry of the change log, with an empty line before it and its end mark last. */
export function changeLogEntry(deed: Deed, place: EntryPlace): string {
  const time = `${place.time.slice(0, 19).replace('T', ' ')} UTC`;
  const names = deed.to === null ? codeSpan(deed.path) : `${codeSpan(deed.path)} to ${codeSpan(deed.to)}`;
  return `
## ${time}: ${deed.action} ${names}

- Run: ${codeSpan(place.run)}, entry ${place.number} of ${place.total}
- Codemod: ${codeSpan(`${deed.codemod}@${deed.version}`)}
- SHA-256 before: ${hash(deed.before)}
- SHA-256 after: ${hash(deed.after)}
- Why:
${deed.reasons.map((reason) => `  - ${reason}\n`).join('')}
${diffBlock(deed.diff)}
${endOfEntry(`${place.run}/${place.number}`)}
`;
}

function hash(value: string | null): string {
  return value === null ? 'no file' : codeSpan(value);
}

function diffBlock(diff: string | null): string {
  if (diff === null) return 'No text diff: the content is the same, or is not text.\n';
  const shown = showHidden(diff);
  const note = shown === diff ? '' : 'Characters that do not print are shown as escapes.\n\n';
  return `${note}${fencedBlock('diff', shown)}\n`;
}

/** The CR of a CRLF stays, so that the diff of such a file still applies; every other hidden character is shown. */
function showHidden(diff: string): string {
  return diff
    .split('\n')
    .map((line) => (line.endsWith('\r') ? `${visible(line.slice(0, -1))}\r` : visible(line)))
    .join('\n');
}
