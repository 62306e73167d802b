import type { JSX } from 'preact';
import type { FileStanding, FileState } from '../model/file-state.js';
import type { IndexedFile } from '../model/review-index.js';
import { KIND_WORDS } from './file-badges.js';
import { written } from './words.js';

const KIND_SIGNS: Readonly<Record<IndexedFile['kind'], string>> = { modify: '', create: '+', delete: '−', rename: '→' };

/** What happens to a file as a whole, in one sign. */
export function KindSign({ kind }: { readonly kind: IndexedFile['kind'] }): JSX.Element {
  return (
    <span class={`twist ${kind}`} aria-hidden="true" title={KIND_WORDS[kind]}>
      {KIND_SIGNS[kind]}
    </span>
  );
}

const STATE_SIGNS: Readonly<Record<FileState, string>> = {
  ...{ undecided: '', 'in part': '◐', accepted: '✓', rejected: '✕', decided: '±', stale: '⚠' },
};
const STATE_WORDS: Readonly<Record<FileState, string>> = {
  undecided: 'not decided',
  'in part': 'decided in part',
  accepted: 'accepted',
  rejected: 'rejected',
  decided: 'decided',
  stale: 'cannot be reviewed',
};

/** How a file stands, in one sign. */
export function StateSign({ standing }: { readonly standing: FileStanding }): JSX.Element {
  const { state, accepted, rejected, undecided } = standing;
  const counts = `${written(accepted)} accepted, ${written(rejected)} rejected, ${written(undecided)} to decide`;
  return (
    <span class={`tree-mark ${state}`} aria-hidden="true" title={state === 'stale' ? STATE_WORDS.stale : counts}>
      {STATE_SIGNS[state]}
    </span>
  );
}

/** What the two signs of a file say. */
export function signWords(kind: IndexedFile['kind'], { state }: FileStanding): string {
  return kind === 'modify' ? STATE_WORDS[state] : `${KIND_WORDS[kind]}, ${STATE_WORDS[state]}`;
}
