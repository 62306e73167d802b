import type { JSX } from 'preact';
import { type LeftNote, shownPlace } from '../model/left-notes.js';
import { PathText, VisibleText } from './visible-text.js';

/** The name of a file over what is left in it. */
export function LeftFile({ path }: { readonly path: string | null }): JSX.Element {
  return (
    <div class="file-row">
      <h3>{path === null ? 'The project as a whole' : <PathText path={path} />}</h3>
    </div>
  );
}

/** Something that the plan leaves to a person. There is nothing to decide. */
export function NoteRow({ note, isCurrent }: { readonly note: LeftNote; readonly isCurrent: boolean }): JSX.Element {
  const { kind, line, codemod, code, message, question } = note;
  const place = `${shownPlace(note) ?? 'the project'}${line === null ? '' : `, line ${line}`}`;
  return (
    <article class={`card note-card${isCurrent ? ' current' : ''}`} tabIndex={-1} aria-label={`${kind}: ${place}`}>
      <p>
        <VisibleText text={message} />
      </p>
      {question !== null && (
        <p class="question">
          <VisibleText text={question} />
        </p>
      )}
      <p class="quiet">
        {line !== null && `line ${line} · `}
        {codemod !== null && (
          <>
            <VisibleText text={codemod} />
            {' · '}
          </>
        )}
        <code>
          <VisibleText text={code} />
        </code>
      </p>
    </article>
  );
}
