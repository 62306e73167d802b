import type { JSX } from 'preact';
import { Escaped, PathText, VisibleText } from '../../review/page/visible-text.js';
import { count, written } from '../../review/page/words.js';
import { approvalWords } from '../show/approval-words.js';
import type { RepositoryRow } from '../show/repository-row.js';
import { UNDONE_WORDS, undoneHow } from '../show/undone.js';

/** One repository: what became of it, why, how much it changes, and where that is offered. */
export function RepositoryCard({ row }: { readonly row: RepositoryRow }): JSX.Element {
  const { repo, outcome, cause, files, added, removed, wave, groups, pullRequests, branches, reverts, cannotUndo } = row;
  const [how, approval] = [undoneHow(row), approvalWords(row)];
  const about = [
    ...(how === null ? [] : [UNDONE_WORDS[how]]),
    ...(files > 0 && how === null ? [`${count(files, 'file')} +${written(added)} −${written(removed)}`] : []),
    ...(approval === '' ? [] : [approval]),
    `wave ${wave}`,
    ...groups,
  ];
  return (
    <article class="card repository">
      <header>
        <h2>
          <PathText path={repo} />
        </h2>
        <span class={`tag outcome ${outcome}`}>{outcome}</span>
        <span class="quiet numbers">
          <Escaped text={about.join(' · ')} />
        </span>
      </header>
      {cause !== null && (
        <p class="cause">
          <b>
            <Escaped text={cause.code} />
          </b>{' '}
          <VisibleText text={cause.message.slice(0, 1_000)} />
        </p>
      )}
      {pullRequests.length > 0 && (
        <ul class="pull-requests">
          {pullRequests.map((one) => (
            <li key={one.url}>
              <Address url={one.url} /> <span class={`tag checks ${one.checks}`}>{stateOf(one)}</span>
              {one.notes.map((note) => (
                <p key={note} class="cause quiet">
                  <VisibleText text={note.slice(0, 1_000)} />
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
      {reverts.length > 0 && (
        <ul class="pull-requests">
          {reverts.map((url) => (
            <li key={url}>
              <Address url={url} /> <span class="tag">revert</span>
            </li>
          ))}
        </ul>
      )}
      {cannotUndo.map(({ code, message }) => (
        <p key={message} class="cause">
          <b>
            not undone: <Escaped text={code} />
          </b>{' '}
          <VisibleText text={message.slice(0, 1_000)} />
        </p>
      ))}
      {pullRequests.length === 0 && branches.length > 0 && (
        <p class="cause quiet">
          branch <Escaped text={branches.join(', ')} />
        </p>
      )}
    </article>
  );
}

function stateOf({ state, checks, draft }: RepositoryRow['pullRequests'][number]): string {
  const told = state === 'open' && checks !== 'none' ? [`checks ${checks}`] : [];
  return [state, ...(draft ? ['draft'] : []), ...told].join(', ');
}

/** An address is a link only where it leads to a page: a host may answer anything. */
function Address({ url }: { readonly url: string }): JSX.Element {
  if (!/^https?:\/\//i.test(url)) return <VisibleText text={url} />;
  return (
    <a href={url} target="_blank" rel="noreferrer noopener">
      <VisibleText text={url} />
    </a>
  );
}
