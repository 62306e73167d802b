import type { JSX } from 'preact';
import type { IndexedFile, ReviewIndex } from '../model/review-index.js';

/** What happens to a file as a whole; empty where it is only edited. */
export const KIND_WORDS: Readonly<Record<IndexedFile['kind'], string>> = {
  modify: '',
  create: 'created',
  delete: 'deleted',
  rename: 'moved',
};

/** What happens to a file that is made, taken away or moved, and how safe that is; nothing for an edited one. */
export function FileBadges({ file, index }: { readonly file: IndexedFile; readonly index: ReviewIndex }): JSX.Element | null {
  if (file.kind === 'modify') return null;
  const applicability = file.count === 0 ? undefined : index.hunks[file.first]?.applicability;
  return (
    <>
      <span class={`tag ${file.kind}`}>{KIND_WORDS[file.kind]}</span>
      {applicability !== undefined && <span class={`tag ${applicability}`}>{applicability}</span>}
    </>
  );
}
