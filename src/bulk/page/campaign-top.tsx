import type { JSX } from 'preact';
import { VisibleText } from '../../review/page/visible-text.js';
import { count, written } from '../../review/page/words.js';
import { OUTCOMES } from '../model/campaign-state.js';
import type { CampaignStore } from './campaign-store.js';

/** What the campaign is and how its repositories stand. Each outcome is a button that shows its own. */
export function CampaignTop({ store }: { readonly store: CampaignStore }): JSX.Element {
  const { overview, criteria, isPanelOpen } = store.state;
  const { campaign, asked, counts, pullRequests, files, added, removed } = overview;
  const { selected, waiting } = counts;
  const done = selected - waiting;
  return (
    <header class="top">
      <h1>
        <span class="quiet">Campaign</span> <VisibleText text={campaign} />
        {asked !== campaign && (
          <span class="quiet">
            {' '}
            <VisibleText text={asked} />
          </span>
        )}
      </h1>
      <div class="progress">
        <div
          class="bar"
          role="progressbar"
          aria-label="Repositories looked at"
          aria-valuemin={0}
          aria-valuemax={selected}
          aria-valuenow={done}
          aria-valuetext={`${written(done)} of ${written(selected)}`}
        >
          <span class="accepted" style={{ width: `${(100 * (done - counts.failed)) / Math.max(1, selected)}%` }} />
          <span class="rejected" style={{ width: `${(100 * counts.failed) / Math.max(1, selected)}%` }} />
        </div>
        <span class="progress-text">
          {written(done)} of {written(selected)} looked at
        </span>
      </div>
      <div class="top-end">
        <span class="quiet numbers">
          {count(files, 'file')} +{written(added)} −{written(removed)}
          {pullRequests.open + pullRequests.merged > 0 &&
            `, ${count(pullRequests.open, 'pull request')} open, ${written(pullRequests.merged)} merged`}
        </span>
        <button
          type="button"
          class="panel-button"
          aria-expanded={isPanelOpen}
          aria-controls="panel"
          onClick={() => store.update({ isPanelOpen: !isPanelOpen })}
        >
          Filter
        </button>
        {!store.isLive && <span class="tag">as it was when this was saved</span>}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a row in every browser */}
      <div class="outcomes" role="group" aria-label="How they stand">
        {OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) => (
          <button
            key={outcome}
            type="button"
            class={`outcome ${outcome}`}
            aria-pressed={criteria.outcome === outcome}
            onClick={() => store.filter({ outcome: criteria.outcome === outcome ? null : outcome })}
          >
            <b>{written(counts[outcome])}</b> {outcome}
          </button>
        ))}
      </div>
    </header>
  );
}
