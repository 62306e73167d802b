import { criteriaOf, criteriaQuery, readHash, writeHash } from '../show/criteria-address.js';
import { filterChoices } from '../show/filter-choices.js';
import type { CampaignStore } from './campaign-store.js';

/** Milliseconds. Browsers refuse addresses that change more often than some hundred times in half a minute. */
const WRITE_AFTER = 400;

/** Filters as the address says, and from then on keeps what is filtered in the address, where a reload and a colleague find it. */
export function filterByAddress(store: CampaignStore): void {
  const { token } = readHash(location.hash);
  const obey = (): void => {
    const asked = readHash(location.hash);
    if (asked.token !== token) location.reload();
    else store.filter(criteriaOf(asked.query, filterChoices(store.state.overview, store.state.rows)));
  };
  let written = store.state.criteria;
  let timer = 0;
  obey();
  addEventListener('hashchange', obey);
  store.subscribe(() => {
    if (store.state.criteria === written) return;
    written = store.state.criteria;
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      history.replaceState(history.state, '', `#${writeHash({ token, query: criteriaQuery(store.state.criteria) })}`);
    }, WRITE_AFTER);
  });
}
