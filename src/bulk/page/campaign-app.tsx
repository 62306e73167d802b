import type { JSX } from 'preact';
import { useLayoutEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import { type ListHandle, VirtualList } from '../../review/page/virtual-list.js';
import { Escaped } from '../../review/page/visible-text.js';
import { written } from '../../review/page/words.js';
import { filterRows } from '../show/filter-rows.js';
import { CampaignFilter } from './campaign-filter.js';
import type { CampaignStore } from './campaign-store.js';
import { CampaignTop } from './campaign-top.js';
import { CauseList } from './cause-list.js';
import { RepositoryCard } from './repository-card.js';

/** Pixels of a row until it is measured. */
const USUAL_HEIGHT = 62;

/** The whole page: how the campaign stands, what holds it up, and every repository. */
export function CampaignApp({ store }: { readonly store: CampaignStore }): JSX.Element {
  const [, draw] = useReducer((number: number) => number + 1, 0);
  useLayoutEffect(() => store.subscribe(() => draw(0)), [store]);
  const { overview, rows, criteria, isPanelOpen, failure } = store.state;
  const shown = useMemo(() => filterRows(rows, criteria), [rows, criteria]);
  const items = useMemo(() => shown.map((row) => ({ key: row.repo, row })), [shown]);
  const list = useRef<ListHandle>(null);
  useLayoutEffect(() => list.current?.show(0, 'start'), [criteria]);
  return (
    <div class={`page campaign${isPanelOpen ? ' panel-open' : ''}`}>
      <CampaignTop store={store} />
      <main>
        <section id="panel" class="panel" aria-label="What is shown">
          <CampaignFilter store={store} shown={shown.length} />
          <button type="button" class="primary panel-close" onClick={() => store.update({ isPanelOpen: false })}>
            Show {written(shown.length)}
          </button>
          <CauseList causes={overview.causes} chosen={criteria.code} onChoose={(code) => store.filter({ code })} />
        </section>
        <div class="list">
          {failure !== '' && (
            <div class="failure" role="alert">
              <b>
                <Escaped text={failure} />
              </b>
            </div>
          )}
          {overview.stopped !== null && (
            <p class="warning stopped">
              The campaign has stopped by itself in wave {overview.stopped.wave}: <Escaped text={overview.stopped.reason} />
            </p>
          )}
          {items.length === 0 ? (
            <p class="empty">{rows.length === 0 ? 'The campaign has no repository.' : 'No repository is like this.'}</p>
          ) : (
            <VirtualList
              items={items}
              handle={list}
              label="Repositories"
              measure="repositories"
              covered={0}
              estimate={() => USUAL_HEIGHT}
              draw={({ row }) => <RepositoryCard row={row} />}
            />
          )}
        </div>
      </main>
    </div>
  );
}
